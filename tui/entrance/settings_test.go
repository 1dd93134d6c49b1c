package entrance

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
)

// What a person sets stands in her new reports, under its true name, and nobody who has
// objected is reported as informed.
func TestSettingsAreWhatNewReportsBeginWith(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Person: stage.CaseOf("c1", "Müller"),
		Past: []rule.Past{stage.SentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) { m.Typ = model.TypDiagnose })}}
	d := newDesktop(t, desk).SignedIn()
	d.Press("alt+e").See("nur für Sie").Press("q", "f2").See("Meldebegründung: I informiert").Press("ctrl+u", "inf", "enter", "j", "enter", "de", "enter", "zz", "enter", "enter")
	d.See("Startmaske: patienten").Press("ctrl+u", "enter", "wen", "f2").See("Einstellungen gespeichert.").See("F10 Abmelden F1 Hilfe F9 Befehle")
	if strings.Contains(d.Screen(), "F3 Patienten") {
		t.Errorf("few keys are wanted:\n%s", d.Screen())
	}
	d.Run(d.Sh.Open(place.Occasion{CaseID: "c1", TumorID: "T1"}))
	d.See("▸ 3  OP").Press("enter").See("OP · Müller")
	if m := desk.Stored.Report.Meldung; m.Meldebegruendung != "I" || m.EigeneLeistung != "J" {
		t.Errorf("begun with %q and %q, want the settings", m.Meldebegruendung, m.EigeneLeistung)
	}
	desk.Change(func() { desk.Person.Widerspruch = true })
	d.Run(d.Sh.Open(place.Occasion{CaseID: "c1", TumorID: "T1"}))
	d.See("▸ 3  OP").Press("enter").See("OP · Müller")
	if m := desk.Stored.Report.Meldung; m.Meldebegruendung != "" || m.EigeneLeistung != "J" {
		t.Errorf("begun with %q and %q, want no reason for who has objected", m.Meldebegruendung, m.EigeneLeistung)
	}
}

func TestSomebodyBeginsWhereSheLikes(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Remembrance: map[string][]byte{"einstellungen": []byte(`{"Start":"patienten"}`)}, Persons: []model.Case{stage.CaseOf("c1", "Ahorn")}}}
	newDesktop(t, desk).SignedIn().See("Ahorn").See("1 von 1")
}
