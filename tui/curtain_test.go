package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

// One key hides whose report it is, from a question over it too; any key shows it again,
// with every letter.
func TestOneKeyHidesWhoseReportItIs(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.SignedIn().Settle()
	e := report.NewEditor(d.Sh, stage.NewDraft())
	d.Open(e)
	name := string(stage.NewDraft().Report.Patient.Stammdaten.Nachname)
	e.Form.Goto("Anmerkung")
	d.Press("Probe").See(name)
	for _, over := range []string{"", "f1"} {
		if over != "" {
			d.Press(over).Settle()
		}
		if d.Press("alt+."); strings.Contains(d.Screen(), name) || strings.Contains(d.Screen(), "Probe") {
			t.Errorf("hidden over %q:\n%s", over, d.Screen())
		}
		d.Press("x")
		if over != "" {
			d.Press("esc")
		}
		d.See(name).See("Probe")
	}
}
