package work

import (
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
)

// HoldReasons are the usual ones; any other can be written.
var HoldReasons = []string{"Information steht noch aus", "Befund fehlt", "Rückfrage läuft"}

// HoldUntil reads the day a report is held back to, "" without end; wrong says
// what is to be typed instead.
func HoldUntil(text string, now time.Time) (until model.Datum, wrong string) {
	if text = strings.TrimSpace(text); text == "" {
		return "", ""
	}
	d, ok := forms.ReadDay(text, now)
	switch {
	case !ok:
		return "", "Das ist kein Tag. Richtig ist z. B. 01.12.2026, 0112 oder +14; leer gilt die Sperre auf Dauer."
	case d <= model.DatumOf(now):
		return "", d.German() + " liegt nicht in der Zukunft. Bitte einen späteren Tag angeben oder nichts."
	}
	return d, ""
}
