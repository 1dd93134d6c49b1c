package tui

import (
	"testing"

	"example.org/meldeportal/model/rule"
)

func TestObjectionIsMarkedWhereTheNextReportBegins(t *testing.T) {
	t.Parallel()
	sent := newDraft().Report
	sent.Meldung.Meldebegruendung = "W"
	for was, want := range map[bool]string{true: "Widerspruch · Diagnose · Müller", false: " Diagnose · Müller"} {
		d := newDesktop(t, &deskDouble{past: []rule.Past{{Report: &sent, Sent: was}}})
		d.open(NewEditor(d.sh, newDraft())).see(want)
	}
}
