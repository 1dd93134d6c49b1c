package main

import (
	"cmp"
	"fmt"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

// meldungFehlt tells sites which reports the registry lacks.
type meldungFehlt struct {
	Pathologie fehltPathologie `cmd:"" help:"Zu einem Befund, der die Einrichtung als Einsender nennt, fehlt ihre Meldung."`
	Therapie   fehltTherapie   `cmd:"" help:"Zu einer begonnenen Therapie fehlt das Ende."`
	Suchen     fehltSuchen     `cmd:"" help:"Alle begonnenen Therapien ohne Ende suchen und jede einmal mitteilen."`
	List       fehltList       `cmd:"" help:"Was mitgeteilt und was darauf geantwortet wurde."`

	Zuruecknehmen fehltZuruecknehmen `cmd:"" help:"Zurücknehmen, dass eine Meldung fehlt: Die Einrichtung muss nichts mehr tun."`
}

type fehltPathologie struct {
	MelderID       string `arg:"" name:"melder-id" help:"Die Einrichtung, die der Befund als Einsender nennt."`
	Einsendenummer string `help:"Einsendenummer des Befunds." placeholder:"NUMMER"`
	Befunddatum    string `help:"Tag des Befunds." placeholder:"JJJJ-MM-TT"`
	PatientID      string `name:"patient-id" help:"Nummer, die die Einrichtung selbst der Person gegeben hat." placeholder:"NUMMER"`
	Stelle         string `help:"Pathologie, die den Befund erhoben hat." placeholder:"NAME"`
	Text           string `help:"Was sonst dazu zu sagen ist, ohne Angaben zur Person und zum Befund." placeholder:"TEXT"`
}

// Run tells a site of a finding it has reported nothing of.
func (c fehltPathologie) Run(d *desk) error {
	return d.telling(func(p *refportal.Portal) error {
		return p.MissReport(d.staff(), c.MelderID, portal.Missing{Einsendenummer: c.Einsendenummer, Befunddatum: c.Befunddatum, PatientID: c.PatientID, Stelle: c.Stelle}, c.Text)
	})
}

type fehltTherapie struct {
	Nummer string `arg:"" help:"Transaktionsnummer oder laufende Nummer der Meldung des Beginns."`
	Text   string `help:"Was sonst dazu zu sagen ist, ohne Angaben zur Person." placeholder:"TEXT"`
}

// Run tells a site of a therapy without an end.
func (c fehltTherapie) Run(d *desk) error {
	return d.telling(func(p *refportal.Portal) error { return p.MissEnd(d.staff(), c.Nummer, c.Text) })
}

type fehltSuchen struct {
	Ablage string `required:"" help:"Ordner mit den privaten Schlüsseln der Stellen: öffnet, was verschlüsselt ankam." placeholder:"ORDNER" type:"path"`
	Monate int    `help:"So viele Monate muss der Beginn zurückliegen." default:"15"`
}

// Run finds the therapies without an end.
func (c fehltSuchen) Run(d *desk) error {
	register, err := ablage.Ablage{Dir: c.Ablage, Now: time.Now}.Register()
	if err != nil {
		return err
	}
	return d.with(func(p *refportal.Portal) error {
		told, err := p.FindMissing(d.staff(), register, p.MonthsAgo(c.Monate))
		if err == nil {
			fmt.Fprintf(d.out, "Neu mitgeteilt: %d.\n", told)
		}
		return err
	})
}

type fehltZuruecknehmen struct {
	Nummer string `arg:"" help:"Nummer aus „meldung fehlt list“."`
	Text   string `help:"Was dazu zu sagen ist, ohne Angaben zur Person." placeholder:"TEXT"`
}

// Run takes a notice back.
func (c fehltZuruecknehmen) Run(d *desk) error {
	return d.telling(func(p *refportal.Portal) error { return p.TakeBack(d.staff(), c.Nummer, c.Text) })
}

type fehltList struct{}

// Run lists what was told and what was answered.
func (fehltList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		all, err := p.Missed(d)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(d.out, "Es wurde noch nichts als fehlend mitgeteilt.")
		}
		for i := range all {
			m := &all[i]
			about := cmp.Or(m.Event.Missing.Einsendenummer, m.Event.Missing.PatientID)
			line := fmt.Sprintf("%s  %-14s  %s  %s  %s", m.Event.Transaktionsnummer, m.MelderID, m.Event.At.Local().Format("02.01.2006"), m.Event.Missing.Grund, about)
			if m.Withdrawn {
				line += "  (zurückgenommen)"
			}
			fmt.Fprintln(d.out, line)
			for _, r := range m.Replies {
				fmt.Fprintf(d.out, "  Antwort vom %s: %s\n", r.BeantwortetAm.Local().Format("02.01.2006"), r.Text)
			}
		}
		return nil
	})
}
