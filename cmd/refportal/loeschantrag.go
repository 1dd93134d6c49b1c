package main

import (
	"fmt"

	"example.org/meldeportal/sync/refportal"
)

type loeschantragCommand struct {
	List      loeschantragList      `cmd:"" help:"Offene Löschanträge zeigen."`
	Gewaehren loeschantragGewaehren `cmd:"" help:"Löschen: Die Meldung verschwindet in allen Fassungen; Nummern und Quittungen bleiben."`
	Ablehnen  loeschantragAblehnen  `cmd:"" help:"Nicht löschen."`
}

type loeschantragList struct{}

// Run lists the open requests.
func (loeschantragList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		open, err := p.OpenDeletions(d)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			fmt.Fprintln(d.out, "Es ist kein Löschantrag offen.")
		}
		for _, r := range open {
			fmt.Fprintln(d.out, row(r))
		}
		return nil
	})
}

type loeschantragGewaehren struct {
	Nummer string `arg:"" help:"Transaktionsnummer oder laufende Nummer des Antrags."`
	Text   string `help:"Was dazu zu sagen ist." placeholder:"TEXT"`
}

// Run deletes a report as its site asked.
func (c loeschantragGewaehren) Run(d *desk) error { return d.decides(c.Nummer, true, c.Text) }

type loeschantragAblehnen struct {
	Nummer string `arg:"" help:"Transaktionsnummer oder laufende Nummer des Antrags."`
	Text   string `help:"Warum nicht." placeholder:"TEXT" required:""`
}

// Run leaves a report as it is.
func (c loeschantragAblehnen) Run(d *desk) error { return d.decides(c.Nummer, false, c.Text) }

func (d *desk) decides(number string, granted bool, text string) error {
	return d.with(func(p *refportal.Portal) error {
		if err := p.Decide(d.staff(), number, granted, text); err != nil {
			return err
		}
		said := "abgelehnt"
		if granted {
			said = "gewährt; die Meldung ist gelöscht"
		}
		fmt.Fprintf(d.out, "Der Löschantrag ist %s. Die Einrichtung erhält es bei ihrem nächsten Abruf.\n", said)
		return nil
	})
}
