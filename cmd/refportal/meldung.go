package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

type meldungCommand struct {
	List      meldungList      `cmd:"" help:"Alle Quittungen zeigen."`
	Frage     meldungFrage     `cmd:"" help:"Die Einrichtung etwas zu einer Meldung fragen."`
	Antworten meldungAntworten `cmd:"" help:"Was Einrichtungen auf Fragen geantwortet haben."`
	Ergebnis  meldungErgebnis  `cmd:"" help:"Der Einrichtung das Ergebnis einer Meldung mitteilen."`
	Fehlt     meldungFehlt     `cmd:"" help:"Der Einrichtung mitteilen, dass eine Meldung fehlt."`
	Verguetet meldungVerguetet `cmd:"" help:"Der Einrichtung mitteilen, dass Meldungen vergütet sind."`

	Show meldungShow `cmd:"" help:"Das Dokument einer Meldung ausgeben, wie es ankam. Es enthält Patientendaten."`
}

type meldungList struct{}

// Run lists the receipts, and which version took whose place.
func (meldungList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		receipts, err := p.Receipts(d)
		if err != nil {
			return err
		}
		if len(receipts) == 0 {
			fmt.Fprintln(d.out, "Es ist noch keine Meldung eingegangen.")
		}
		superseded, err := p.Superseded(d)
		if err != nil {
			return err
		}
		for _, r := range receipts {
			line := row(r)
			if by := superseded[r.LogIndex]; by > 0 {
				line += fmt.Sprintf("  ersetzt durch %d", by)
			}
			fmt.Fprintln(d.out, line)
		}
		return nil
	})
}

func row(r model.Receipt) string {
	return fmt.Sprintf("%6d  %s  %-14s  %s", r.LogIndex, r.Transaktionsnummer, r.MelderID, r.ReceivedAt.Local().Format("02.01.2006 15:04:05"))
}

type meldungShow struct {
	Transaktionsnummer string `arg:"" help:"Transaktionsnummer aus der Quittung oder laufende Nummer der Liste."`
	Ablage             string `help:"Ordner mit den privaten Schlüsseln der Stellen: öffnet, was verschlüsselt ankam." placeholder:"ORDNER" type:"path"`
}

var errNoReport = errors.New("no report of that number")

// Run writes the document, byte for byte.
func (c meldungShow) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		read := p.Document
		if c.Ablage != "" {
			register, err := ablage.Ablage{Dir: c.Ablage, Now: time.Now}.Register()
			if err != nil {
				return err
			}
			read = func(ctx context.Context, number string) ([]byte, model.Receipt, bool, error) {
				return p.Opened(ctx, register, number)
			}
		}
		document, _, found, err := read(d, c.Transaktionsnummer)
		if err != nil {
			return err
		}
		if !found {
			return errNoReport
		}
		_, err = d.out.Write(document)
		return err
	})
}

type meldungFrage struct {
	Nummer string `arg:"" help:"Transaktionsnummer oder laufende Nummer."`
	Text   string `arg:"" help:"Die Frage, ohne Angaben zur Person."`
	Feld   string `help:"Kennung des Feldes, um das es geht." placeholder:"FELD"`
}

// Run asks a site about a report.
func (c meldungFrage) Run(d *desk) error {
	return d.tells(c.Nummer, portal.Event{Kind: portal.EventQuestion, Feld: c.Feld, Text: c.Text})
}

type meldungAntworten struct{}

// Run lists the answers with their questions, and how long they took.
func (meldungAntworten) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		all, err := p.Answers(d)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(d.out, "Es ist noch keine Antwort eingegangen.")
		}
		for _, a := range all {
			fmt.Fprintf(d.out, "%s  %-14s  nach %d Tagen\n  Frage:   %s\n  Antwort: %s\n", a.Question.Transaktionsnummer, a.MelderID, int(a.At.Sub(a.Question.At).Hours()/24), a.Question.Text, a.Reply.Text)
		}
		return nil
	})
}

type meldungErgebnis struct {
	Nummer   string `arg:"" help:"Transaktionsnummer oder laufende Nummer."`
	Ergebnis string `arg:"" enum:"${ergebnisse}" help:"Eines von: ${enum}."`
	Text     string `help:"Was dazu zu sagen ist." placeholder:"TEXT"`
}

// Run tells a site what became of a report.
func (c meldungErgebnis) Run(d *desk) error {
	return d.tells(c.Nummer, portal.Event{Kind: portal.EventResult, Ergebnis: c.Ergebnis, Text: c.Text})
}

func (d *desk) tells(number string, e portal.Event) error {
	return d.telling(func(p *refportal.Portal) error { return p.Tell(d.staff(), number, e) })
}

// telling puts something into the feed of a site.
func (d *desk) telling(tell func(*refportal.Portal) error) error {
	return d.with(func(p *refportal.Portal) error {
		if err := tell(p); err != nil {
			return err
		}
		fmt.Fprintln(d.out, "Die Einrichtung erhält es bei ihrem nächsten Abruf.")
		return nil
	})
}
