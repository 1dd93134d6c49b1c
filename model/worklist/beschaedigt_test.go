package worklist

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// What nobody can read is a task of its own; nothing is guessed about the case
// around it, whose damaged row may be the missing end or a death.
func TestDamagedReportIsATaskAndNothingIsGuessedAroundIt(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 29, 10, 0, 0, 0, time.UTC)
	diagnose := model.Vorgang{CaseID: "c1", Transaktionsnummer: "t1", State: model.StateAccepted, Merkmale: model.Merkmale{Typ: model.TypDiagnose,
		Date: "2026-03-01", ICD: "C50.4", MeldungID: "M1", TumorID: "T1"}}
	damaged := model.Vorgang{CaseID: "c1", Transaktionsnummer: "0b6e1f7c-9", State: model.StateAccepted, Damaged: true}
	tasks := func(fall ...model.Vorgang) (kinds []Aufgabenart, text string) {
		l := New(now, rule.Config{})
		l.Put(StandOf(&model.Case{ID: "c1"}, fall, now))
		for _, a := range l.Aufgaben(Gesehen{}) {
			kinds, text = append(kinds, a.Art), a.Text
		}
		return kinds, text
	}
	if kinds, _ := tasks(diagnose); len(kinds) != 1 || kinds[0] != AufgabeGegenstueck {
		t.Fatalf("tasks of a Diagnose alone = %v, want the missing therapy: the test proves nothing else", kinds)
	}
	kinds, text := tasks(diagnose, damaged)
	if len(kinds) != 1 || kinds[0] != AufgabeBeschaedigt || text != "Meldung 0b6e1f7c. Nicht lesbar; nichts ändern, Betreuung rufen." {
		t.Errorf("tasks = %v %q, want the damaged report alone", kinds, text)
	}
	if due := Nachsorgen([]model.Vorgang{diagnose}); len(due) != 1 {
		t.Fatalf("follow-ups of a Diagnose alone = %v, want one", due)
	}
	if due := Nachsorgen([]model.Vorgang{diagnose, damaged}); len(due) != 0 {
		t.Errorf("follow-ups beside a damaged report = %v, want none", due)
	}
}
