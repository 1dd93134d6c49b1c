package wording

import (
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
)

// What is said of a change of what the registry stores about the Einrichtung.
const (
	SheetToo        = "Bitte zusätzlich das unterschriebene Änderungsformular an die Vertrauensstelle senden"
	SiteChangeMeans = "Die neuen Werte gelten, sobald das Register sie übernommen hat. " + SheetToo + "."
	NoSiteChange    = "Es ist keine beantragt."
	NoTraining      = "Das Register nennt gerade keinen Termin."
	MoneyAsked      = "Die Änderung sagt, wohin Geld geht. Dafür fragt das Portal nach Ihrem Passwort und einem frischen Code."
)

// SiteChangeAsked says that a change was asked for under a number.
func SiteChangeAsked(number string) string { return "Beantragt unter " + number + ". " + SheetToo }

// ValueText is a value of an Angabe as it is shown.
func ValueText(value string) string {
	if value == "" {
		return "(leer)"
	}
	return forms.Clean(value)
}

// ChangedNames are the Angaben a change is about.
func ChangedNames(c *einrichtung.Aenderung) string {
	var names []string
	for _, a := range c.Neu.Anders(c.Alt) {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// SiteChangeState says how far a change is.
func SiteChangeState(c *einrichtung.Aenderung) string {
	asked := " am " + Day(c.Am) + " von " + forms.Clean(c.Von)
	text := forms.Clean(c.Stand) + asked
	if !c.EntschiedenAm.IsZero() {
		text = forms.Clean(c.Stand) + " am " + Day(c.EntschiedenAm) + ", beantragt" + asked
	}
	if c.Text != "" {
		text += " (" + forms.Clean(c.Text) + ")"
	}
	return text
}

// TrainingDay is the day of a training as people here write it.
func TrainingDay(t *einrichtung.Schulung) string {
	day, err := time.Parse(time.DateOnly, t.Am)
	if err != nil {
		return forms.Clean(t.Am)
	}
	return day.Format("02.01.2006")
}

// SiteSheet is the Änderungsformular of a change.
func SiteSheet(s *einrichtung.Stand, c *einrichtung.Aenderung) string {
	head := einrichtung.Kopf{MelderID: s.MelderID, Name: s.Name, Nummer: c.Nummer, Am: c.Am, Von: c.Von, Stand: SiteChangeState(c)}
	return einrichtung.Aenderungsformular(head, s.Daten.With(c.Alt), s.Daten.With(c.Neu))
}

// What is said of one's own sessions at the portal.
const (
	SessionEnds    = "Wer dort gerade arbeitet, verliert nichts: Das Programm sagt, dass die Sitzung beendet ist, und arbeitet bis zur nächsten Anmeldung ohne Portal."
	SessionsMost   = "Ein Konto hat höchstens drei offene Sitzungen; eine weitere Anmeldung beendet die älteste."
	NoOtherSession = "Keine andere Sitzung ist offen."
)

// SessionText is one of them.
func SessionText(s *answer.OpenSession) string {
	const when = "02.01.2006 15:04"
	text := forms.Clean(s.Programm) + ", seit " + s.Begun.Local().Format(when) + ", endet ohne Tastendruck " + s.Expires.Local().Format(when)
	if s.Eigene {
		text += ", diese hier"
	}
	return text
}

// SessionsEnded says how many were ended.
func SessionsEnded(n int) string { return Plural(n, "Sitzung", "Sitzungen") + " beendet." }
