package tui

import (
	"testing"

	"example.org/meldeportal/model/people"
)

// A search in a list that is still being read does not say that there is nobody.
func TestSearchDuringTheReadingSaysSo(t *testing.T) {
	t.Parallel()
	desk := listDesk()
	d := signedIn(t, desk)
	desk.waitFor(t, "Patienten")
	d.sh.Patients().(*CaseList).index = people.NewIndex([]people.Row{{ID: "c1", Name: "Ahorn, Eva"}}) // the first ones are there
	d.press("f3", "zeder").see("Noch niemand gefunden: die Patientenliste ist noch nicht zu Ende gelesen.")
	desk.openGate()
	d.see("Niemand gefunden. Strg+N")
}
