package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/google/renameio/v2"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
)

// This file shows what an import would do, line by line, asks what is open, and
// leaves a report.

// importFolderName is where the reports of imports are kept, beside the store.
const importFolderName = "importe"

// lookAndTake shows the lines, has them decided and stores what was decided.
func (c importCommand) lookAndTake(o *Ort, in *desk.Intake) error {
	before, err := c.decisions()
	if err != nil {
		return err
	}
	if err := c.readAll(in); err != nil {
		return err
	}
	return c.withArchive(o, func(ctx context.Context, i *installation, a *desk.Archive) error {
		look, err := a.Inspect(ctx, in, before)
		if err != nil {
			return err
		}
		if before.Absender != "" && before.Absender != string(look.Absender.AbsenderID) {
			return refuseImport("Die Entscheidungen in %s gelten für den Absender %s, die Lieferung ist von %s.",
				visible(c.Entscheidung), visible(before.Absender), visible(string(look.Absender.AbsenderID)))
		}
		if !c.Ansehen && term.IsTerminal(os.Stdin.Fd()) {
			if look, err = c.ask(ctx, a, in, look, before); err != nil {
				return err
			}
		}
		printLook(look, c.Ansehen)
		if err := c.keepDecisions(look.Decisions(before)); err != nil || c.Ansehen {
			return err
		}
		return c.carry(ctx, i, a, in, look)
	})
}

// decisions are those of the file, where there is one.
func (c importCommand) decisions() (desk.Decisions, error) {
	if c.Entscheidung == "" {
		return desk.Decisions{}, nil
	}
	text, err := os.ReadFile(c.Entscheidung)
	if errors.Is(err, fs.ErrNotExist) {
		return desk.Decisions{}, nil
	}
	if err != nil {
		return desk.Decisions{}, cannotRead(c.Entscheidung, err)
	}
	d, err := desk.ReadDecisions(bytes.NewReader(text))
	if err != nil {
		return d, &verdict{hilfe.ExitUsage, visible(c.Entscheidung) + " ist keine Datei mit Entscheidungen. Wie sie aussieht, sagt „meldeportal import --help“."}
	}
	return d, nil
}

func (c importCommand) keepDecisions(d desk.Decisions) error {
	if c.Entscheidung == "" {
		return nil
	}
	var text bytes.Buffer
	if err := d.Write(&text); err != nil {
		return fmt.Errorf("write decisions: %w", err)
	}
	if err := renameio.WriteFile(c.Entscheidung, text.Bytes(), 0o600); err != nil {
		return cannotWrite(c.Entscheidung, err)
	}
	return nil
}

// ask has the open lines decided, one after the other. After each answer the lines
// are made anew: who a person is decides what her reports are.
func (c importCommand) ask(ctx context.Context, a *desk.Archive, in *desk.Intake, look *desk.Inspection, before desk.Decisions) (*desk.Inspection, error) {
	passed := map[string]bool{}
	for {
		l := firstOpen(look, passed)
		if l == nil {
			return look, nil
		}
		choice, all, err := askFor(l)
		if err != nil {
			return nil, err
		}
		d := look.Decisions(before)
		switch {
		case choice == desk.Open:
			passed[l.Key] = true
			continue
		case all:
			d.Alle = with1(d.Alle, l.Kind, choice)
			delete(d.Zeilen, l.Key)
		default:
			d.Zeilen[l.Key] = choice
		}
		if look, err = a.Inspect(ctx, in, d); err != nil {
			return nil, err
		}
		before = d
	}
}

// with1 is a map with one more entry.
func with1(all map[desk.Kind]desk.Choice, kind desk.Kind, choice desk.Choice) map[desk.Kind]desk.Choice {
	more := map[desk.Kind]desk.Choice{kind: choice}
	for k, c := range all {
		if k != kind {
			more[k] = c
		}
	}
	return more
}

func firstOpen(look *desk.Inspection, passed map[string]bool) *desk.Line {
	for i := range look.Lines {
		if l := &look.Lines[i]; l.Choice == desk.Open && !passed[l.Key] {
			return l
		}
	}
	return nil
}

// askFor asks what is to become of a line; an empty answer leaves it open.
func askFor(l *desk.Line) (choice desk.Choice, all bool, err error) {
	fmt.Fprintf(os.Stderr, "%s: %s\n  %s\n", l.Kind, visible(l.Who), visible(l.Text))
	for n, c := range l.Choices[1:] {
		fmt.Fprintf(os.Stderr, "  %d %s\n", n+1, visible(string(c)))
	}
	for {
		typed, err := askLine("Nummer (mit ! für alle dieser Art, leer: offen lassen): ")
		if err != nil {
			return "", false, err
		}
		if typed == "" {
			return desk.Open, false, nil
		}
		number, every := strings.CutSuffix(typed, "!")
		if n, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && n > 0 && n < len(l.Choices) {
			choice = l.Choices[n]
			if !every || choice.Is() == "" { // that somebody is a certain person holds for her alone
				return choice, every, nil
			}
		}
		fmt.Fprintln(os.Stderr, "Das geht hier nicht.")
	}
}

// printLook shows the counts, and the lines that want an eye; all lines where
// somebody only looks.
func printLook(look *desk.Inspection, all bool) {
	counts := map[desk.Kind]int{}
	for i := range look.Lines {
		counts[look.Lines[i].Kind]++
	}
	for _, kind := range []desk.Kind{desk.NewPerson, desk.KnownPerson, desk.MaybeKnown, desk.OtherPerson, desk.NewReport, desk.SameReport,
		desk.SentReport, desk.OtherReport, desk.DoubleReport, desk.NoReport} {
		if counts[kind] > 0 {
			fmt.Printf("%6d %s\n", counts[kind], kind)
		}
	}
	const shown = 400
	if all && len(look.Lines) > shown {
		all = false
		fmt.Printf("Gezeigt wird nur, was zu entscheiden oder anders ist; alle %d Zeilen stehen nach dem Import im Bericht.\n", len(look.Lines))
	}
	for i := range look.Lines {
		l := &look.Lines[i]
		if quiet := l.Kind == desk.NewPerson || l.Kind == desk.KnownPerson || l.Kind == desk.NewReport || l.Kind == desk.SameReport; quiet && !all {
			continue
		}
		fmt.Printf("%s: %s\n", l.Kind, visible(strings.TrimLeft(l.Who+": "+l.Text, ": ")))
		if len(l.Choices) > 1 {
			fmt.Printf("    → %s   (möglich: %s)\n", visible(string(l.Choice)), visible(choicesOf(l)))
		}
	}
}

func choicesOf(l *desk.Line) string {
	words := make([]string, len(l.Choices))
	for i, c := range l.Choices {
		words[i] = string(c)
	}
	return strings.Join(words, ", ")
}

// carry stores what was decided and leaves a report.
func (c importCommand) carry(ctx context.Context, i *installation, a *desk.Archive, in *desk.Intake, look *desk.Inspection) error {
	now := time.Now()
	done, err := a.Carry(ctx, in, look, now)
	if err != nil {
		return importFailure(err)
	}
	i.log.Info("imported", "patients", done.Patients, "reports", done.Reports, "known", done.Known)
	path, err := c.leaveReport(i.data, look, now)
	if err != nil {
		return err
	}
	if err := c.tell(done); err != nil {
		return err
	}
	fmt.Printf("Bericht: %s\n", path)
	if left := undecided(look); left > 0 {
		return &verdict{hilfe.ExitFailure, fmt.Sprintf("Nicht alles ist übernommen: %s offen oder nicht lesbar, siehe Bericht.", counted(left, "Zeile ist", "Zeilen sind"))}
	}
	return nil
}

func undecided(look *desk.Inspection) (n int) {
	for i := range look.Lines {
		if look.Lines[i].Choice == desk.Open || look.Lines[i].Kind == desk.NoReport {
			n++
		}
	}
	return n
}

// leaveReport writes what became of each line, by ids alone: the folder is not
// sealed.
func (c importCommand) leaveReport(data string, look *desk.Inspection, now time.Time) (path string, err error) {
	if path = c.Bericht; path == "" {
		folder := filepath.Join(data, importFolderName)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return "", cannotWrite(folder, err)
		}
		path = filepath.Join(folder, now.Format("2006-01-02_150405")+".txt")
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "Import vom %s, als %s, Absender %s\n\n", now.Format("02.01.2006 15:04"), c.Als, visible(string(look.Absender.AbsenderID)))
	for i := range look.Lines {
		l := &look.Lines[i]
		became := string(l.Choice)
		if became == "" {
			became = "nichts zu tun"
		}
		fmt.Fprintf(&text, "%s\t%s\t%s\t%s %s\n", l.Kind, became, visible(l.Key), visible(l.At.Name), strings.TrimSuffix(lineWord(l.At.Line), ": "))
		if l.Kind == desk.NoReport || l.Kind == desk.OtherReport {
			fmt.Fprintf(&text, "\t%s\n", visible(l.Text))
		}
	}
	if err := renameio.WriteFile(path, text.Bytes(), 0o600); err != nil {
		return "", cannotWrite(path, err)
	}
	return path, nil
}
