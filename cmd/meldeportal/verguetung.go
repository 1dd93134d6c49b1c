package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// billingCommand compares what reports will earn with what was paid.
type billingCommand struct {
	CSV bool `name:"csv" help:"Als CSV für Tabellenprogramme ausgeben."`
	storeLogin
}

// Help is the long help of the command.
func (billingCommand) Help() string {
	return `Stellt je Quartal der Leistung nebeneinander, was angenommene Meldungen voraussichtlich einbringen (unverbindlich, nach der bundesweiten Vereinbarung) ` +
		`und was das Register als vergütet gemeldet hat. Von mehreren Fassungen einer Meldung zählt die letzte; was keine Vergütung bringt, zählt nicht mit. Geändert wird nichts.
` + accessHelp + `
Ende mit 0: gezählt. 1: fehlgeschlagen, oder Meldungen sind nicht lesbar. 2: der Aufruf ist falsch.`
}

var billingColumns = []listing.Column[worklist.Abgerechnet]{
	{Name: "quartal", Head: "Quartal", Text: func(q *worklist.Abgerechnet) string { return wording.OrDash(q.Quartal) }},
	{Name: "meldungen", Head: "Meldungen", Text: func(q *worklist.Abgerechnet) string { return wording.Thousands(q.Meldungen) }},
	{Name: "erwartet", Head: "erwartet", Text: func(q *worklist.Abgerechnet) string { return worklist.Euro(q.Erwartet) }},
	{Name: "verguetet", Head: "vergütet", Text: func(q *worklist.Abgerechnet) string { return wording.Thousands(q.Verguetet) }},
	{Name: "betrag", Head: "Betrag", Text: func(q *worklist.Abgerechnet) string { return worklist.Euro(q.Bezahlt) }},
	{Name: "offen", Head: "noch offen", Text: func(q *worklist.Abgerechnet) string { return worklist.Euro(q.Offen) }},
}

// Run prints the quarters and their sum.
func (c billingCommand) Run(o *Ort) error {
	return c.withArchive(o, func(ctx context.Context, i *installation, a *desk.Archive) error {
		rules, err := ruleConfig(i.config)
		if err != nil {
			return err
		}
		ctx, stop := stoppable(ctx)
		defer stop()
		all, unreadable, err := a.Abrechnung(ctx, model.DatumOf(time.Now()), rules.In())
		if err == nil {
			err = c.print(&all)
		}
		return afterCounting(err, unreadable)
	})
}

func (c billingCommand) print(all *worklist.Abrechnung) error {
	table := listing.TableOf(billingColumns)
	quarters, sum := all.Quartale(), all.Summe()
	for i := range quarters {
		listing.Add(table, billingColumns, &quarters[i])
	}
	var out strings.Builder
	switch {
	case c.CSV:
		out.Write(table.CSV())
	case sum.Meldungen == 0:
		out.WriteString("Noch keine angenommene Meldung bringt eine Vergütung.\n")
	default:
		out.Write(table.Text())
		fmt.Fprintf(&out, "\nZusammen %s: erwartet %s, vergütet %s mit %s, noch offen %s.\n", counted(sum.Meldungen, "Meldung", "Meldungen"),
			worklist.Euro(sum.Erwartet), wording.Thousands(sum.Verguetet), worklist.Euro(sum.Bezahlt), worklist.Euro(sum.Offen))
	}
	_, err := os.Stdout.WriteString(out.String())
	return err
}
