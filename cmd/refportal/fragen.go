package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/vertrauen"
)

type stellenFragen struct {
	Liste       fragenListe       `cmd:"" default:"withargs" help:"Die Fragen zeigen, die auf eine Antwort warten (auch ohne Angabe eines Befehls)."`
	Oeffnen     fragenOeffnen     `cmd:"" help:"Die beiden Personen einer Frage mit dem Schlüssel des Treuhänders öffnen; es wird vorher vermerkt."`
	Beantworten fragenBeantworten `cmd:"" help:"Eine Frage beantworten; die Antwort geht ohne Namen an die Landesauswertungsstelle."`
}

// Help is the long help of the command.
func (stellenFragen) Help() string {
	return `Die Landesauswertungsstelle fragt, ob zwei Meldungen von einer Person sind. Zuerst klärt es ein Anruf bei den Einrichtungen, mit den Nummern, die hier stehen. ` +
		`Nur wenn es anders nicht geht, öffnet „oeffnen“ die Identitäts-Chiffrate: mit dem Schlüssel aus dem Ordner „treuhaender“ und einem Grund. Jede Öffnung steht mit beiden Nummern in „stellen einsichten“.`
}

type fragenListe struct {
	Beantwortete bool `help:"Die beantworteten zeigen."`
	trustFlags
}

// suspicions are what is suspected, in words.
var suspicions = map[offices.Verdacht]string{offices.Synonym: "eine Person mit zwei Registernummern?", offices.Homonym: "zwei Personen mit einer Registernummer?"}

// Run lists the questions.
func (c fragenListe) Run(d *desk) error {
	return c.with(d, func(s *vertrauen.Stelle) error {
		all, err := s.Questions(d, c.Beantwortete)
		for _, q := range all {
			fmt.Fprintf(d.out, "Frage %d vom %s: %s Grund: %s\n  %s\n  %s\n", q.Nummer, day(q.At), suspicions[q.Verdacht], forms.Clean(q.Grund), numberLine(q.A), numberLine(q.B))
			if q.Befund != "" {
				fmt.Fprintf(d.out, "  Antwort von %s: %s\n", forms.Clean(q.Wer), befunde[q.Befund])
			} else if q.Erased {
				fmt.Fprintln(d.out, "  Nach einem Widerspruch gibt es zu keiner von beiden ein Chiffrat.")
			}
		}
		if err == nil && len(all) == 0 {
			fmt.Fprintln(d.out, "Es wartet keine Frage.")
		}
		return err
	})
}

func numberLine(n vertrauen.Nummer) string {
	if n.Nummer == "" {
		return "gelöschte Meldung"
	}
	return fmt.Sprintf("Einrichtung %s, Transaktionsnummer %s", n.Melder, n.Nummer)
}

type fragenOeffnen struct {
	Nummer      int64  `arg:"" help:"Nummer der Frage."`
	Treuhaender string `required:"" help:"Schlüsseldatei des Treuhänders (treuhaender.key)." placeholder:"DATEI" type:"existingfile"`
	Grund       string `required:"" help:"Warum es anders nicht zu klären ist; steht im Vermerk." placeholder:"TEXT"`
	trustFlags
}

// Run shows two persons beside each other.
func (c fragenOeffnen) Run(d *desk) error {
	key, err := ablage.Custodian(c.Treuhaender)
	if err != nil {
		return err
	}
	return c.with(d, func(s *vertrauen.Stelle) error {
		a, b, err := s.Compare(d, key, c.Nummer, d.Durch, c.Grund)
		if err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Die Öffnung ist vermerkt: %s, %s\n", forms.Clean(d.Durch), forms.Clean(c.Grund))
		w := tabwriter.NewWriter(d.out, 0, 0, 3, ' ', 0)
		for _, row := range identityRows {
			fmt.Fprintf(w, "%s\t%s\t%s\n", row.name, shown(a, row.of), shown(b, row.of))
		}
		return w.Flush()
	})
}

// identityRows are what two persons are compared by.
var identityRows = []struct {
	name string
	of   func(s *model.Stammdaten) string
}{
	{"Nachname", func(s *model.Stammdaten) string { return string(s.Nachname) }},
	{"Vornamen", func(s *model.Stammdaten) string { return string(s.Vornamen) }},
	{"Geburtsname", func(s *model.Stammdaten) string { return string(s.Geburtsname) }},
	{"Frühere Namen", func(s *model.Stammdaten) string {
		var all []string
		for _, name := range s.MengeFruehererName {
			all = append(all, string(name))
		}
		return strings.Join(all, ", ")
	}},
	{"Titel", func(s *model.Stammdaten) string { return string(s.Titel) }},
	{"Geburtsdatum", func(s *model.Stammdaten) string { return s.Geburtsdatum.German() }},
	{"Geschlecht", func(s *model.Stammdaten) string { return string(s.Geschlecht) }},
	{"Straße", func(s *model.Stammdaten) string {
		return strings.TrimSpace(string(s.Adresse.Strasse + " " + s.Adresse.Hausnummer))
	}},
	{"Ort", func(s *model.Stammdaten) string {
		return strings.TrimSpace(string(s.Adresse.PLZ) + " " + string(s.Adresse.Ort))
	}},
	{"Versichertennummer", func(s *model.Stammdaten) string {
		if s.VersichertendatenGKV == nil {
			return ""
		}
		return string(s.VersichertendatenGKV.GKVVersichertennummer)
	}},
}

func shown(s *model.Stammdaten, of func(*model.Stammdaten) string) string {
	switch {
	case s == nil:
		return "(nach Widerspruch gelöscht)"
	case of(s) == "":
		return "–"
	}
	return forms.Clean(of(s))
}

type fragenBeantworten struct {
	Nummer   int64  `arg:"" help:"Nummer der Frage."`
	Ergebnis string `required:"" enum:"gleich,verschieden,unklar" help:"gleich: eine Person. verschieden: zwei. unklar: nicht zu klären."`
	trustFlags
}

// Run answers a question.
func (c fragenBeantworten) Run(d *desk) error {
	return c.with(d, func(s *vertrauen.Stelle) error {
		if err := s.Answer(d, c.Nummer, offices.Befund(c.Ergebnis), d.Durch); err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Frage %d ist beantwortet: %s.\n", c.Nummer, befunde[offices.Befund(c.Ergebnis)])
		return nil
	})
}

type stellenEinsichten struct {
	Anzahl int `default:"50" help:"Wie viele, die neuesten zuerst."`
	trustFlags
}

// Run lists who has seen who somebody is.
func (c stellenEinsichten) Run(d *desk) error {
	return c.with(d, func(s *vertrauen.Stelle) error {
		all, err := s.Einsichten(d, c.Anzahl)
		for _, e := range all {
			fmt.Fprintf(d.out, "%s  %s: %s\n", e.At.Local().Format("02.01.2006 15:04:05"), forms.Clean(e.Wer), forms.Clean(e.Grund))
			for _, n := range e.Von {
				fmt.Fprintf(d.out, "  %s\n", numberLine(n))
			}
		}
		if err == nil && len(all) == 0 {
			fmt.Fprintln(d.out, "Es wurde noch nichts geöffnet.")
		}
		return err
	})
}
