package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// auditCommand tells who did what when to which report.
type auditCommand struct {
	Person     string `help:"Nur was diese Person getan hat." placeholder:"LOGINNAME"`
	Meldung    string `help:"Nur was diese Meldung, diesen Entwurf oder diese Akte betrifft, auch unter früheren Nummern; der Anfang der Nummer genügt." placeholder:"NUMMER"`
	Handlung   string `help:"Nur Handlungen mit diesem Wort, etwa abgeschlossen." placeholder:"WORT"`
	Seit       string `help:"Nur von diesem Tag an." placeholder:"JJJJ-MM-TT"`
	Bis        string `help:"Nur bis zu diesem Tag." placeholder:"JJJJ-MM-TT"`
	Quittungen bool   `help:"Statt der Handlungen alle Quittungen des Portals: Nummer, Eingang auf die Millisekunde, Prüfsumme, Eintrag und ob die Unterschrift geprüft ist. Dazu gelten --meldung, --seit, --bis und --csv."`
	CSV        bool   `name:"csv" help:"Als CSV für Tabellenprogramme ausgeben."`
	storeLogin
}

// Help is the long help of the command.
func (auditCommand) Help() string {
	return `Das Protokoll sagt, wer wann was an welcher Meldung getan hat; über eine Person steht darin nichts. Eine Zeile „Entwurf bearbeitet“ steht für zehn Minuten. ` +
		`Dazu gehört die Rolle Verwaltung. Fehlende und veränderte Zeilen werden genannt, mit --quittungen Quittungen mit falscher Unterschrift; das Ende ist dann 1.
` + accessHelp + `
Ende mit 0: vollständig. 1: fehlgeschlagen, oder Zeilen fehlen oder stimmen nicht. 2: der Aufruf ist falsch.`
}

// Run prints the lines that are asked for.
func (c auditCommand) Run(o *Ort) error {
	wanted, err := c.wanted()
	if err != nil {
		return err
	}
	if c.Quittungen {
		return c.receipts(o)
	}
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		var all []store.Line
		missing, err := a.Audit(ctx, func(l store.Line) { all = append(all, l) })
		if err != nil {
			return err
		}
		table := listing.TableOf(auditColumns)
		ids := related(all, c.Meldung)
		for i := range all {
			if l := &all[i]; wanted(l) && (c.Meldung == "" || ids[l.Object]) {
				listing.Add(table, auditColumns, l)
			}
		}
		return errors.Join(c.print(table), broken(all, missing))
	})
}

func (c auditCommand) print(table *listing.Table) error {
	out := table.Text()
	if c.CSV {
		out = table.CSV()
	}
	_, err := os.Stdout.Write(out)
	return err
}

// auditColumns are what is told of a line.
var auditColumns = []listing.Column[store.Line]{
	{Name: "zeile", Head: "Zeile", Text: func(l *store.Line) string { return fmt.Sprint(l.N) }},
	{Name: "zeit", Head: "Zeit", Text: func(l *store.Line) string { return l.At.Local().Format("02.01.2006 15:04:05") }},
	{Name: "person", Head: "Person", Text: func(l *store.Line) string { return visible(l.Login) }},
	{Name: "handlung", Head: "Handlung", Text: func(l *store.Line) string { return visible(l.Action.Word()) }},
	{Name: "nummer", Head: "Nummer", Text: func(l *store.Line) string { return visible(l.Object) }},
	{Name: "dazu", Head: "dazu", Text: func(l *store.Line) string { return visible(l.Detail) }},
	{Name: "siegel", Head: "Siegel", Text: func(l *store.Line) string {
		if l.False {
			return "stimmt nicht"
		}
		return ""
	}},
}

// wanted reports which lines are asked for, whatever they are about.
func (c auditCommand) wanted() (func(*store.Line) bool, error) {
	within, err := c.within()
	if err != nil {
		return nil, err
	}
	return func(l *store.Line) bool {
		return (c.Person == "" || strings.EqualFold(l.Login, strings.TrimSpace(c.Person))) &&
			strings.Contains(strings.ToLower(l.Action.Word()), strings.ToLower(c.Handlung)) && within(l.At)
	}, nil
}

// within reports which moments are asked for.
func (c auditCommand) within() (func(time.Time) bool, error) {
	var since, until time.Time
	for typed, at := range map[string]*time.Time{c.Seit: &since, c.Bis: &until} {
		if typed == "" {
			continue
		}
		day, err := dayOf(typed)
		if err != nil {
			return nil, err
		}
		t, _ := day.Time()
		*at = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.Local)
	}
	return func(at time.Time) bool {
		return (since.IsZero() || !at.Before(since)) && (until.IsZero() || at.Before(until.AddDate(0, 0, 1)))
	}, nil
}

// related are the ids a report had one after the other: of its draft, of what was sent,
// of its correction.
func related(all []store.Line, of string) map[string]bool {
	ids := map[string]bool{}
	if of == "" {
		return ids
	}
	is := func(id string) bool { return ids[id] || strings.HasPrefix(id, of) }
	for grown := -1; grown < len(ids); {
		grown = len(ids)
		for i := range all {
			l := &all[i]
			if is(l.Object) || l.Detail != "" && is(l.Detail) {
				ids[l.Object] = true
				if l.Detail != "" && slices.ContainsFunc(all, func(o store.Line) bool { return o.Object == l.Detail }) {
					ids[l.Detail] = true
				}
			}
		}
	}
	return ids
}

// broken ends a command that found what was written down not whole.
func broken(all []store.Line, missing []store.Broken) error {
	var text []string
	for _, b := range missing {
		switch {
		case b.Lines > 0:
			text = append(text, fmt.Sprintf("Nach Zeile %d: %s.", b.After, counted(int(b.Lines), "Zeile fehlt", "Zeilen fehlen")))
		default:
			text = append(text, fmt.Sprintf("Nach Zeile %d ist das Ende nicht das, das geschrieben wurde.", b.After))
		}
	}
	if n := len(slices.DeleteFunc(slices.Clone(all), func(l store.Line) bool { return !l.False })); n > 0 {
		text = append(text, counted(n, "Zeile stimmt nicht mit ihrem", "Zeilen stimmen nicht mit ihrem")+" Siegel überein.")
	}
	if len(text) == 0 {
		return nil
	}
	return &verdict{hilfe.ExitFailure, "Das Protokoll ist nicht vollständig; jemand hat die Datei verändert oder sie ist beschädigt. Bitte die Betreuung rufen und ältere Sicherungen aufheben.\n  " + strings.Join(text, "\n  ")}
}
