package people

import (
	"testing"

	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/stage"
)

// A search in a list that is still being read does not say that there is nobody.
func TestSearchDuringTheReadingSaysSo(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	d := newDesktop(t, desk).SlowlyRead()
	d.Sh.Patients().(*CaseList).Index = people.NewIndex([]people.Row{{ID: "c1", Name: "Ahorn, Eva"}}) // the first ones are there
	d.Press("f3", "zeder").See("Noch niemand gefunden: die Patientenliste ist noch nicht zu Ende gelesen.")
	desk.OpenGate()
	d.See("Niemand gefunden. Strg+N")
}
