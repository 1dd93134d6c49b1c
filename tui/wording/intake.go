package wording

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model/intake"
)

// kindPlural are the kinds of lines, where there are several.
var kindPlural = map[intake.Kind]string{
	intake.NewPerson: "neue Personen", intake.KnownPerson: "bekannte Personen", intake.MaybeKnown: "vielleicht bekannte Personen", intake.NewReport: "neue Meldungen",
}

// IntakeCounts says how many lines there are of each kind.
func IntakeCounts(look *intake.Inspection) string {
	var parts []string
	for _, k := range intake.Kinds {
		word, many := kindPlural[k]
		if !many {
			word = string(k)
		}
		if n := look.Count(k); n == 1 {
			parts = append(parts, "1 "+string(k))
		} else if n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	if len(parts) == 0 {
		return "nichts"
	}
	return strings.Join(parts, ", ")
}

// IntakeLine is a line of a delivery, whole: whom it is about or where it stands, and
// what comes.
func IntakeLine(l *intake.Line) string {
	who := l.Who
	if who == "" {
		who = l.At.Name
	}
	if l.At.Line > 0 && l.Who == "" {
		who += fmt.Sprintf(", Zeile %d", l.At.Line)
	}
	return who + ": " + l.Text
}

// ChoiceText is what may become of a line, in words.
func ChoiceText(c intake.Choice) string {
	if id := c.Is(); id != "" {
		return "dieselbe wie " + id
	}
	switch c {
	case intake.Open:
		return "offen lassen"
	case intake.Beside:
		return "als Entwurf daneben"
	}
	return string(c)
}

// IntakeProgress says how far a delivery is: "wird verglichen, 1.200 von 5.000 Meldungen".
func IntakeProgress(p intake.Progress) string {
	switch p.Step {
	case intake.Comparing:
		return "wird verglichen, " + ofReports(p)
	case intake.Storing:
		return "wird übernommen, " + ofReports(p)
	case intake.Completing:
		return "wird abgeschlossen, " + ofReports(p)
	case intake.Sending:
		return "wird gesendet, " + ofReports(p)
	}
	text := "wird gelesen"
	if p.Step == intake.Judging {
		text = "wird geprüft"
	}
	if p.Files > 1 {
		text += ", Datei " + Thousands(p.File) + " von " + Thousands(p.Files)
	}
	if p.Reports > 1 {
		text += ", " + Thousands(p.Reports) + " Meldungen"
	}
	return text
}

func ofReports(p intake.Progress) string {
	return Thousands(p.Reports) + " von " + Thousands(p.Of) + " Meldungen"
}

// IntakeUnderway is IntakeProgress as a sentence.
func IntakeUnderway(p intake.Progress) string { return "Die Lieferung " + IntakeProgress(p) + "." }

// What is said to whoever stops an import.
const (
	IntakeStopped  = "Abgebrochen: Es ist nichts übernommen. Die Lieferung lässt sich jederzeit von vorn übernehmen."
	IntakeStopping = "Der Import wird abgebrochen …"
	IntakeLeft     = "Der Import wird noch abgebrochen. Übernommen ist am Ende alles oder nichts; noch einmal ansehen zeigt es."
	IntakeTooLate  = "Zum Abbrechen war es zu spät. "
)

// IntakeMeans says what follows from taking a delivery as it is decided.
func IntakeMeans(look *intake.Inspection) string {
	people, reports := 0, 0
	for n := range look.Lines {
		switch l := &look.Lines[n]; {
		case !l.Kind.OfPerson() && (l.Choice == intake.Take || l.Choice == intake.Beside):
			reports++
		case l.Kind.OfPerson() && l.Choice == intake.Take && l.Kind != intake.KnownPerson:
			people++
		}
	}
	text := fmt.Sprintf("Es kommen %s und %s.", Plural(people, "neue Person", "neue Personen"), Plural(reports, "Meldung", "Meldungen"))
	if left := look.Left(); left > 0 {
		text += " " + Plural(left, "Zeile bleibt", "Zeilen bleiben") + " draußen: offen oder nicht lesbar."
	}
	return text
}

// IntakeCarried says what was stored, and where the report lies.
func IntakeCarried(c *intake.Carried) string {
	text := fmt.Sprintf("Übernommen: %s, %s.", Plural(c.Reports, "Meldung", "Meldungen"), Plural(c.Patients, "neue Person", "neue Personen"))
	if left := c.Left(); left > 0 {
		text += " Draußen: " + Plural(left, "Zeile", "Zeilen") + "."
	}
	return text + " Bericht: " + c.Report
}
