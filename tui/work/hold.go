package work

import (
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
)

// HoldReasons are what reports usually wait for; any other reason can be written.
var HoldReasons = []string{"wartet auf Befund", "wartet auf Therapie", "wartet auf Auskunft", "wartet auf Rückfrage"}

// SettleReasons are why usually nothing is to be done about a task any more.
var SettleReasons = []string{"anderswo behandelt", "verstorben", "verzogen", "kein Tumor", "lehnt Behandlung ab"}

// HoldUntil reads the day a report is held back to, "" without end; wrong says
// what is to be typed instead.
func HoldUntil(text string, now time.Time) (until model.Datum, wrong string) {
	if strings.TrimSpace(text) == "" {
		return "", ""
	}
	return laterDay(text, now, "leer gilt die Sperre auf Dauer", "Bitte einen späteren Tag angeben oder nichts.")
}

// UpAgain reads the day a task comes up again.
func UpAgain(text string, now time.Time) (day model.Datum, wrong string) {
	return laterDay(text, now, "+14 ist in 14 Tagen", "Bitte einen späteren Tag angeben.")
}

func laterDay(text string, now time.Time, empty, later string) (model.Datum, string) {
	d, ok := forms.ReadDay(strings.TrimSpace(text), now)
	switch {
	case !ok:
		return "", "Das ist kein Tag. Richtig ist z. B. 01.12.2026, 0112 oder +14; " + empty + "."
	case d <= model.DatumOf(now):
		return "", d.German() + " liegt nicht in der Zukunft. " + later
	}
	return d, ""
}

// HoldFor is a Sperre as somebody wants it now: how long a report waits counts on while
// the reason stays.
func HoldFor(was *model.Sperre, reason string, until model.Datum, now time.Time) *model.Sperre {
	s := &model.Sperre{Grund: strings.TrimSpace(reason), Bis: until, Seit: model.DatumOf(now)}
	if was != nil && was.Grund == s.Grund {
		s.Seit = was.Seit
	}
	return s
}
