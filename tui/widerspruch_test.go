package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/place"
)

func TestObjectionIsMarkedOnTheReport(t *testing.T) {
	t.Parallel()
	for reason, want := range map[model.Code]string{"W": "Widerspruch · Diagnose · Müller", "I": " Diagnose · Müller"} {
		other := newDraft().Report
		other.Meldung.Meldebegruendung = reason
		for _, sent := range []bool{true, false} {
			d := newDesktop(t, &deskDouble{past: []rule.Past{{Report: &other, Sent: sent}}})
			d.open(NewEditor(d.sh, newDraft())).see(want)
		}
		own := newDraft()
		own.Report.Meldung.Meldebegruendung = reason
		d := newDesktop(t, &deskDouble{})
		d.open(NewEditor(d.sh, own)).see(want)
	}
}

func TestObjectionIsMarkedInThePatientList(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, caseOf("c1", "Ahorn"), objector("c2", "Birke"), caseOf("c3", "Widmann"))
	d.see("Name, W=Widerspruch").see("W Birke, Anna").press("down").see("Birke, Anna · Widerspruch · *")
	if strings.Contains(d.screen(), "W Ahorn") || strings.Contains(d.screen(), "W Widmann") {
		t.Errorf("others are marked:\n%s", d.screen())
	}
	d.press("widersp").see("1 von 3").see("W Birke").press("ctrl+u", "wid").see("1 von 3").see("Widmann").press("ctrl+u").see("3 von 3")
	desk.change(func() { desk.people[0].Widerspruch, desk.people[1].Widerspruch = true, false })
	d.give(answer.News{})
	d.see("W Ahorn").press("widerspruch").see("1 von 3").see("W Ahorn")
	desk.change(func() { desk.people[0].Widerspruch = false })
	d.give(answer.News{})
	d.see("0 von 3").press("ctrl+u").see("3 von 3")
	if strings.Contains(d.screen(), "W=Widerspruch") || desk.walks != 1 {
		t.Errorf("the mark is explained where it is not in sight, or all people were read again (%d):\n%s", desk.walks, d.screen())
	}
}

func TestObjectionIsMarkedInTheRecordWithWhatFollows(t *testing.T) {
	t.Parallel()
	for _, c := range []model.Case{objector("c1", "Birke"), caseOf("c1", "Ahorn")} {
		d := newDesktop(t, &deskDouble{person: c})
		d.open(NewCaseFile(d.sh, "c1")).see("Noch kein Tumor")
		for _, part := range []string{"Widerspruch · Birke, Anna", "Widerspruch: Weiter melden, nicht mit I. Personendaten nur für die Behandlung."} {
			if strings.Contains(d.screen(), part) != c.Widerspruch {
				t.Errorf("%q in the record, marked %v:\n%s", part, c.Widerspruch, d.screen())
			}
		}
		d.open(NewChooser(d.sh, place.Occasion{CaseID: "c1"})).see(" Tumor:")
		if strings.Contains(d.screen(), "Widerspruch · Neue Meldung") != c.Widerspruch {
			t.Errorf("new report, marked %v:\n%s", c.Widerspruch, d.screen())
		}
	}
}

func TestObjectionIsMarkedOnTheWorkList(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &deskDouble{deskWork: deskWork{tasks: []worklist.Aufgabe{
		{Art: worklist.AufgabeEntwurf, CaseID: "c1", DraftID: "d1", Person: "Ahorn, Anna", Text: "fortsetzen"},
		{Art: worklist.AufgabeEntwurf, CaseID: "c2", DraftID: "d2", Person: "Birke, Anna", Widerspruch: true, Text: "fortsetzen"}}}})
	d.see("W Birke, Anna").press("down").see("Birke, Anna · Widerspruch · fortsetzen")
	if strings.Contains(d.screen(), "W Ahorn") {
		t.Errorf("others are marked:\n%s", d.screen())
	}
}
