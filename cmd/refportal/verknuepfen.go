package main

import (
	"fmt"
	"time"

	"example.org/meldeportal/sync/offices/auswertung"
)

type stellenNeuVerknuepfen struct {
	Ausfuehren bool `help:"Was der Probelauf fand, ausführen."`
	officeFlags
}

// Help is the long help of the command.
func (stellenNeuVerknuepfen) Help() string {
	return `Alle Meldungen des Registers werden noch einmal verglichen, nach dem, was jetzt häufig ist. Ohne --ausfuehren ist es ein Probelauf: Er sagt, wie viele Personen zusammengeführt oder geteilt würden, und ändert nichts. ` +
		`Was Mitarbeitende entschieden haben, bleibt. Der Befehl darf abgebrochen und noch einmal aufgerufen werden, auch während Meldungen eingehen.`
}

// Run compares all reports, and links them anew where that is wanted.
func (c stellenNeuVerknuepfen) Run(d *desk) error {
	return c.with(d, func(s *auswertung.Stelle) error {
		a, err := s.Anew(d)
		if err != nil {
			return err
		}
		if a.Ready && !c.Ausfuehren { // the register is another one since
			if err := s.ForgetAnew(d); err != nil {
				return err
			}
			a.Ready = false
		}
		told := time.Now()
		tell := func(text string, args ...any) {
			if time.Since(told) > tellEvery {
				told = time.Now()
				fmt.Fprintf(d.out, text+"\n", args...)
			}
		}
		for !a.Ready {
			if a, err = s.CompareAnew(d); err != nil {
				return err
			}
			tell("%d von %d Meldungen verglichen", a.Compared, a.Reports)
		}
		e, err := s.Effect(d)
		if err != nil {
			return err
		}
		word := "würden"
		if c.Ausfuehren {
			word = "werden"
		}
		fmt.Fprintf(d.out, "%d Meldungen sind verglichen. %d Personen %s zu %d zusammengeführt, %d in %d geteilt; %d Paare %[3]s zur Prüfung vorgelegt. %[8]d Entscheidungen von Mitarbeitenden bleiben.\n",
			a.Compared, e.Joined, word, e.Into, e.Split, e.To, e.Review, e.Kept)
		if !c.Ausfuehren {
			fmt.Fprintln(d.out, "Geändert ist nichts. „--ausfuehren“ führt es aus.")
			return nil
		}
		for left := 1; left > 0; {
			if left, err = s.LinkAnew(d); err != nil {
				return err
			}
			tell("noch %d Paare", left)
		}
		fmt.Fprintln(d.out, "Es ist ausgeführt.")
		return nil
	})
}

// tellEvery is how often a long job says how far it is.
const tellEvery = 2 * time.Second
