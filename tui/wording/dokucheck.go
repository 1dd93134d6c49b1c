package wording

import (
	"fmt"
	"strings"
)

// Judged is of how many people the own reports were judged.
type Judged struct{ People, All int }

// JudgedText says how far that is.
func JudgedText(j Judged) string {
	return fmt.Sprintf("Doku-Check, Person %s von %s", Thousands(min(j.People+1, j.All)), Thousands(j.All))
}

// OwnErrorsSaid is what was looked at, and what could not be.
func OwnErrorsSaid(reports, lines, unreadable int) string {
	said := Plural(reports, "eigene Meldung", "eigene Meldungen") + " geprüft."
	if lines == 0 && reports > 0 {
		said += " Nichts fällt auf."
	}
	if unreadable > 0 {
		said += " " + Plural(unreadable, "Meldung ist", "Meldungen sind") + " nicht lesbar und nicht mitgezählt; meldeportal doctor --siegel nennt sie."
	}
	return said
}

// Percent is a share of a hundred: 12,5 %.
func Percent(share float64) string {
	return strings.Replace(fmt.Sprintf("%.1f %%", share), ".", ",", 1)
}
