package main

import (
	"context"
	"os"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/lists"
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
		if err == nil {
			err = c.print(ctx, &lists.OwnErrors{Own: own, All: own.Frequent()})
		}
		return afterCounting(err, unreadable)
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
func (c dokuCheckCommand) print(ctx context.Context, its *lists.OwnErrors) error {
	table, err := its.List().Table(ctx, listing.View{})
	if err != nil {
		return err
	}
	var out strings.Builder
	switch {
	case c.Regel != "":
		for _, f := range its.All {
			if strings.EqualFold(f.Rule, c.Regel) {
				out.WriteString(strings.Join(f.Numbers, "\n") + "\n")
			}
		}
	case c.CSV:
		out.Write(table.CSV())
	default:
		out.WriteString(its.Said() + "\n")
		if len(its.All) > 0 {
			out.WriteByte('\n')
			out.Write(table.Text())
		}
	}
	_, err = os.Stdout.WriteString(out.String())
	return err
}
