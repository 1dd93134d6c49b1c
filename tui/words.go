package tui

import (
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/style"
)

var typNames = map[model.Zweig]string{
	model.TypDiagnose: "Diagnose", model.TypPathologie: "Pathologie", model.TypOP: "OP",
	model.TypST: "Strahlen", model.TypSYST: "Systemisch", model.TypVerlauf: "Verlauf",
	model.TypTod: "Tod", model.TypTumorkonferenz: "Konferenz",
}

// typName is a report type as lists show it.
func typName(t model.Zweig) string {
	if name, ok := typNames[t]; ok {
		return name
	}
	return style.DashSign
}

var stateNames = map[model.State]string{
	model.StateDraft: "Entwurf", model.StateQueued: "wartet", model.StateSending: "wird gesendet",
	model.StateAccepted: "angenommen", model.StateRejected: "abgelehnt",
}

// stateName is a report's state in words.
func stateName(s model.State) string { return stateNames[s] }

// german is a date with its precision as it is written in Germany: 14.05.2026,
// 05.2026, 2026, ca. 2026. Text that is no date is shown as typed.
func german(d model.Datum) string {
	t, ok := d.Time()
	if !ok {
		return string(d)
	}
	switch _, g := d.Split(); g {
	case model.TagGeschaetzt:
		return t.Format("01.2006")
	case model.MonatGeschaetzt:
		return t.Format("2006")
	case model.VollGeschaetzt:
		return t.Format("ca. 2006")
	}
	return t.Format("02.01.2006")
}

// shortDate is month and year, for narrow columns.
func shortDate(d model.Datum) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return t.Format("01.06")
}

// thousands writes a count with points: 100.000.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}
