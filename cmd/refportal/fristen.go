package main

import (
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
)

type stellenFristen struct {
	Jahre      int  `default:"10" help:"Wie viele Jahre nach der letzten Meldung einer Person alles über sie gelöscht wird."`
	OhneFall   int  `name:"ohne-fall-monate" default:"6" help:"Wie viele Monate Teilnahmen am Screening bleiben, zu denen kein Fall bekannt ist."`
	Ausfuehren bool `help:"Löschen; ohne diese Angabe ist es ein Probelauf."`
	officeFlags
}

// Help is the long help of the command.
func (stellenFristen) Help() string {
	return `Die Landesauswertungsstelle weiß als einzige, welche Meldung die letzte einer Person ist. Was sie löscht, löschen danach auch Vertrauensstelle und Datenannahmestelle; Nummer, Zeit und Grund bleiben. ` +
		`Was zurückgehaltene Sicherungen enthalten, wird damit nicht gelöscht. Der Befehl darf abgebrochen und noch einmal aufgerufen werden.`
}

var errLimit = errors.New("time limit below 1")

// Run says what is to be deleted, and deletes it where that is wanted.
func (c stellenFristen) Run(d *desk) error {
	if c.Jahre < 1 || c.OhneFall < 1 {
		return errLimit
	}
	now := time.Now()
	limits := auswertung.Limits{Report: now.AddDate(-c.Jahre, 0, 0), Round: now.AddDate(0, -c.OhneFall, 0)}
	return c.with(d, func(s *auswertung.Stelle) error {
		e, err := s.Expiring(d, limits)
		if err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Personen ohne Meldung seit dem %s, oder nur mit Teilnahmen am Screening von vor dem %s: %d, mit %d Einträgen, davon %d Teilnahmen ohne Fall.\n",
			day(limits.Report), day(limits.Round), e.Persons, e.Reports, e.Rounds)
		if !c.Ausfuehren {
			fmt.Fprintln(d.out, "Gelöscht ist nichts. „--ausfuehren“ löscht sie.")
			return nil
		}
		sum := 0
		for {
			n, err := s.Expire(d, limits)
			sum += n
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
		fmt.Fprintf(d.out, "%d Personen sind hier gelöscht; die anderen Stellen erfahren es.\n", sum)
		return nil
	})
}

type stellenWiderspruch struct {
	Einrichtung string `arg:"" help:"Melder_ID der Einrichtung, die die Person gemeldet hat."`
	Patient     string `arg:"" help:"Referenznummer (Patient_ID), unter der sie es tat."`
	trustFlags
}

// Help is the long help of the command.
func (stellenWiderspruch) Help() string {
	return `Für einen Widerspruch, der beim Register eingeht und nicht mit einer Meldung. Die Identität wird gelöscht, in allen Meldungen unter dieser Nummer und in denen, die noch kommen; die Kontrollnummern bleiben. ` +
		`Haben mehrere Einrichtungen die Person gemeldet, wird der Befehl für jede gebraucht.`
}

// Run takes the Widerspruch.
func (c stellenWiderspruch) Run(d *desk) error {
	return c.with(d, func(s *vertrauen.Stelle) error {
		n, err := s.Object(d, c.Einrichtung, c.Patient)
		switch {
		case err != nil:
			return err
		case n == 0:
			fmt.Fprintln(d.out, "Unter dieser Nummer liegt keine Meldung vor. Der Widerspruch gilt für Meldungen, die noch kommen; bitte prüfen Sie, ob die Nummer stimmt.")
		default:
			fmt.Fprintf(d.out, "Der Widerspruch gilt. Zu %d Meldungen unter dieser Nummer gibt es keine Identität mehr, zu späteren entsteht keine.\n", n)
		}
		return nil
	})
}
