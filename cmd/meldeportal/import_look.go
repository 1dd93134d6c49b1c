package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/google/renameio/v2"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/sync/desk"
)

// This file shows what an import would do, line by line, asks what is open, and
// leaves a report.

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
		look, err := a.Inspect(ctx, in, before, nil)
		if err != nil {
			return err
		}
		if !before.Fits(&look.Inspection) {
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
func (c importCommand) decisions() (intake.Decisions, error) {
	if c.Entscheidung == "" {
		return intake.Decisions{}, nil
	}
	text, err := os.ReadFile(c.Entscheidung)
	if errors.Is(err, fs.ErrNotExist) {
		return intake.Decisions{}, nil
	}
	if err != nil {
		return intake.Decisions{}, cannotRead(c.Entscheidung, err)
	}
	d, err := intake.Read(bytes.NewReader(text))
	if err != nil {
		return d, &verdict{hilfe.ExitUsage, visible(c.Entscheidung) + " ist keine Datei mit Entscheidungen. Wie sie aussieht, sagt „meldeportal import --help“."}
	}
	return d, nil
}

func (c importCommand) keepDecisions(d intake.Decisions) error {
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
func (c importCommand) ask(ctx context.Context, a *desk.Archive, in *desk.Intake, look *desk.Inspection, before intake.Decisions) (*desk.Inspection, error) {
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
		if choice == intake.Open {
			passed[l.Key] = true
			continue
		}
		d := look.Decisions(before).With(l, choice, all)
		if look, err = a.Inspect(ctx, in, d, nil); err != nil {
			return nil, err
		}
		before = d
	}
}

func firstOpen(look *desk.Inspection, passed map[string]bool) *intake.Line {
	for i := range look.Lines {
		if l := &look.Lines[i]; l.Choice == intake.Open && !passed[l.Key] {
			return l
		}
	}
	return nil
}

// askFor asks what is to become of a line; an empty answer leaves it open.
func askFor(l *intake.Line) (choice intake.Choice, all bool, err error) {
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
			return intake.Open, false, nil
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
	for _, kind := range intake.Kinds {
		if n := look.Count(kind); n > 0 {
			fmt.Printf("%6d %s\n", n, kind)
		}
	}
	const shown = 400
	if all && len(look.Lines) > shown {
		all = false
		fmt.Printf("Gezeigt wird nur, was zu entscheiden oder anders ist; alle %d Zeilen stehen nach dem Import im Bericht.\n", len(look.Lines))
	}
	for i := range look.Lines {
		l := &look.Lines[i]
		if l.Kind.Quiet() && !all {
			continue
		}
		fmt.Printf("%s: %s: %s\n", l.Kind, visible(cmp.Or(l.Who, l.At.Name)), visible(l.Text))
		if len(l.Choices) > 1 {
			fmt.Printf("    → %s   (möglich: %s)\n", visible(string(l.Choice)), visible(choicesOf(l)))
		}
	}
}

func choicesOf(l *intake.Line) string {
	words := make([]string, len(l.Choices))
	for i, c := range l.Choices {
		words[i] = string(c)
	}
	return strings.Join(words, ", ")
}

// carry stores what was decided and leaves a report.
func (c importCommand) carry(ctx context.Context, i *installation, a *desk.Archive, in *desk.Intake, look *desk.Inspection) error {
	now := time.Now()
	ctx, stop := stoppable(ctx)
	defer stop()
	progress := newProgress(os.Stderr, "Import", look.Chosen())
	done, err := a.Carry(ctx, in, look, now, progress.imported)
	progress.over()
	if err != nil {
		return importFailure(err)
	}
	i.log.Info("imported", "patients", done.Patients, "reports", done.Reports, "known", done.Known)
	path, err := desk.LeaveReport(desk.ImportFolder(i.data), c.Bericht, c.Als == "gesendet", &look.Inspection, now)
	if err != nil {
		return err
	}
	if err := c.tell(done); err != nil {
		return err
	}
	fmt.Printf("Bericht: %s\n", path)
	if left := look.Left(); left > 0 {
		return &verdict{hilfe.ExitFailure, fmt.Sprintf("Nicht alles ist übernommen: %s offen oder nicht lesbar, siehe Bericht.", counted(left, "Zeile ist", "Zeilen sind"))}
	}
	return nil
}
