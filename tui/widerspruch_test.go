package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

func TestObjectionIsMarkedOnTheReport(t *testing.T) {
	t.Parallel()
	for reason, want := range map[model.Code]string{"W": "Widerspruch · Diagnose · Müller", "I": " Diagnose · Müller"} {
		other := stage.NewDraft().Report
		other.Meldung.Meldebegruendung = reason
		for _, sent := range []bool{true, false} {
			d := newDesktop(t, &stage.DeskDouble{Past: []rule.Past{{Report: &other, Sent: sent}}})
			d.Open(report.NewEditor(d.Sh, stage.NewDraft())).See(want)
		}
		own := stage.NewDraft()
		own.Report.Meldung.Meldebegruendung = reason
		d := newDesktop(t, &stage.DeskDouble{})
		d.Open(report.NewEditor(d.Sh, own)).See(want)
	}
}

func TestObjectionIsMarkedInThePatientList(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, stage.CaseOf("c1", "Ahorn"), stage.Objector("c2", "Birke"), stage.CaseOf("c3", "Widmann"))
	d.See("Name, W=Widerspruch").See("W Birke, Anna").Press("down").See("Birke, Anna · Widerspruch · *")
	if strings.Contains(d.Screen(), "W Ahorn") || strings.Contains(d.Screen(), "W Widmann") {
		t.Errorf("others are marked:\n%s", d.Screen())
	}
	d.Press("widersp").See("1 von 3").See("W Birke").Press("ctrl+u", "wid").See("1 von 3").See("Widmann").Press("ctrl+u").See("3 von 3")
	desk.Change(func() { desk.Persons[0].Widerspruch, desk.Persons[1].Widerspruch = true, false })
	d.Give(answer.News{})
	d.See("W Ahorn").Press("widerspruch").See("1 von 3").See("W Ahorn")
	desk.Change(func() { desk.Persons[0].Widerspruch = false })
	d.Give(answer.News{})
	d.See("0 von 3").Press("ctrl+u").See("3 von 3")
	if strings.Contains(d.Screen(), "W=Widerspruch") || desk.Walks != 1 {
		t.Errorf("the mark is explained where it is not in sight, or all people were read again (%d):\n%s", desk.Walks, d.Screen())
	}
}

func TestObjectionIsMarkedInTheRecordWithWhatFollows(t *testing.T) {
	t.Parallel()
	for _, c := range []model.Case{stage.Objector("c1", "Birke"), stage.CaseOf("c1", "Ahorn")} {
		d := newDesktop(t, &stage.DeskDouble{Person: c})
		d.Open(record.NewCaseFile(d.Sh, "c1")).See("Noch kein Tumor")
		for _, part := range []string{"Widerspruch · Birke, Anna", "Widerspruch: Weiter melden, nicht mit I. Personendaten nur für die Behandlung."} {
			if strings.Contains(d.Screen(), part) != c.Widerspruch {
				t.Errorf("%q in the record, marked %v:\n%s", part, c.Widerspruch, d.Screen())
			}
		}
		d.Open(report.NewChooser(d.Sh, place.Occasion{CaseID: "c1"})).See(" Tumor:")
		if strings.Contains(d.Screen(), "Widerspruch · Neue Meldung") != c.Widerspruch {
			t.Errorf("new report, marked %v:\n%s", c.Widerspruch, d.Screen())
		}
	}
}

func TestObjectionIsMarkedOnTheWorkList(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: []worklist.Aufgabe{
		{Art: worklist.AufgabeEntwurf, CaseID: "c1", DraftID: "d1", Person: "Ahorn, Anna", Text: "fortsetzen"},
		{Art: worklist.AufgabeEntwurf, CaseID: "c2", DraftID: "d2", Person: "Birke, Anna", Widerspruch: true, Text: "fortsetzen"}}}})
	d.See("W Birke, Anna").Press("down").See("Birke, Anna · Widerspruch · fortsetzen")
	if strings.Contains(d.Screen(), "W Ahorn") {
		t.Errorf("others are marked:\n%s", d.Screen())
	}
}
