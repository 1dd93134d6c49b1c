package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// dokuCheckCommand tells a house which of its own errors are the most frequent.
type dokuCheckCommand struct {
	Seit  string `help:"Nur Meldungen, die seit diesem Tag abgeschlossen wurden." placeholder:"JJJJ-MM-TT"`
	Regel string `help:"Die Transaktionsnummern der Meldungen nennen, zu denen diese Regel etwas sagt." placeholder:"P-…"`
	CSV   bool   `name:"csv" help:"Als CSV für Tabellenprogramme ausgeben."`
	storeLogin
}

// Help is the long help of the command.
func (dokuCheckCommand) Help() string {
	return `Prüft alle eigenen Meldungen, die beim Register sind oder auf dem Weg dorthin, mit den Regeln von heute und ohne das Portal, und zählt, was am häufigsten auffällt: ` +
		`wie viele Meldungen, ihr Anteil an allen und der Anteil je Quartal. Von mehreren Fassungen einer Meldung zählt die letzte. ` +
		`In der Tabelle steht nichts über eine Person; die Nummern, die --regel nennt, findet, wer sie in der Übertragung (F6) tippt.
Geändert wird nichts. Strg+C bricht ab.
` + accessHelp + `
Ende mit 0: geprüft. 1: fehlgeschlagen, oder Meldungen sind nicht lesbar. 2: der Aufruf ist falsch.`
}

// Run judges all own reports and prints what is found.
func (c dokuCheckCommand) Run(o *Ort) error {
	since, err := c.since()
	if err != nil {
		return err
	}
	return c.withArchive(o, func(ctx context.Context, i *installation, a *desk.Archive) error {
		rules, err := ruleConfig(i.config)
		if err != nil {
			return err
		}
		ctx, stop := stoppable(ctx)
		defer stop()
		progress := newProgress(os.Stderr, "Doku-Check", 0)
		own, unreadable, err := a.DokuCheck(ctx, desk.DokuCheck{Since: since, Told: progress.of,
			Judge: check.Judge{Today: model.DatumOf(time.Now()), Config: rules}})
		progress.over()
		if errors.Is(err, context.Canceled) {
			return &verdict{hilfe.ExitFailure, "Abgebrochen. Geändert ist nichts."}
		}
		if err == nil {
			err = c.print(&own)
		}
		if err == nil && unreadable > 0 {
			err = &verdict{hilfe.ExitFailure, counted(unreadable, "Meldung ist", "Meldungen sind") + " nicht lesbar und nicht mitgezählt. meldeportal doctor --siegel nennt sie."}
		}
		return err
	})
}

func (c dokuCheckCommand) since() (since time.Time, err error) {
	if c.Seit == "" {
		return since, nil
	}
	day, err := dayOf(c.Seit)
	if err != nil {
		return since, err
	}
	at, _ := day.Time()
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.Local), nil
}

// print writes the table, or the numbers of the reports a rule speaks of.
func (c dokuCheckCommand) print(own *check.Tally) error {
	var out strings.Builder
	all := own.Frequent()
	switch {
	case c.Regel != "":
		for _, f := range all {
			if strings.EqualFold(f.Rule, c.Regel) {
				out.WriteString(strings.Join(f.Numbers, "\n") + "\n")
			}
		}
	case c.CSV:
		out.Write(errorTable(own, all).CSV())
	default:
		fmt.Fprintf(&out, "%s geprüft.\n", counted(own.Reports(), "eigene Meldung", "eigene Meldungen"))
		if len(all) > 0 {
			out.WriteByte('\n')
			out.Write(errorTable(own, all).Text())
		} else if own.Reports() > 0 {
			out.WriteString("Nichts fällt auf.\n")
		}
	}
	_, err := os.Stdout.WriteString(out.String())
	return err
}

func errorTable(own *check.Tally, all []*check.Frequent) *listing.Table {
	share := func(quarter string) func(**check.Frequent) string {
		return func(f **check.Frequent) string {
			return strings.Replace(fmt.Sprintf("%.1f %%", own.Share(*f, quarter)), ".", ",", 1)
		}
	}
	columns := []listing.Column[*check.Frequent]{
		{Head: "Meldungen", Text: func(f **check.Frequent) string { return wording.Thousands(len((*f).Numbers)) }},
		{Head: "Anteil", Text: share("")},
	}
	for _, q := range own.Quarters() {
		columns = append(columns, listing.Column[*check.Frequent]{Head: q, Text: share(q)})
	}
	columns = append(columns,
		listing.Column[*check.Frequent]{Head: "Regel", Text: func(f **check.Frequent) string { return (*f).Rule }},
		listing.Column[*check.Frequent]{Head: "Stufe", Text: func(f **check.Frequent) string { return string((*f).Severity) }},
		listing.Column[*check.Frequent]{Head: "Angabe", Text: func(f **check.Frequent) string { return (*f).Feld }},
		listing.Column[*check.Frequent]{Head: "was die Regel sagt", Text: func(f **check.Frequent) string { return general((*f).Rule) }})
	table := listing.TableOf(columns)
	for i := range all {
		listing.Add(table, columns, &all[i])
	}
	return table
}

var blank = regexp.MustCompile(`\{[^}]*\}`)

// general is the sentence of a rule without what it says of one report.
func general(id string) string {
	r, known := rule.Lookup(id)
	if !known {
		return ""
	}
	return blank.ReplaceAllString(r.Text, "…")
}
