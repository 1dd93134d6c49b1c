package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

func TestAnEmptyRecordIsRemovedAndLeavesTheList(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, caseOf("c1", "Ahorn"), caseOf("c2", "Birke"))
	desk.change(func() { desk.person, desk.open = caseOf("c1", "Ahorn"), nil })
	d.press("enter").see("Meldeanlass noch offen").press("alt+k").see("Akte entfernen: Ahorn, Anna?").press("n").see("noch offen")
	d.press("alt+k").see("endgültig gelöscht").press("j").see("1 von 1").see("Die Akte ist entfernt.")
	if desk.ended != "case c1" || strings.Contains(d.screen(), "Ahorn") {
		t.Errorf("done %q; screen:\n%s", desk.ended, d.screen())
	}
}

func TestARecordInUseIsNotRemovedAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, caseOf("c1", "Ahorn"))
	desk.change(func() { desk.person, desk.open = caseOf("c1", "Ahorn"), []model.Draft{newDraft()} })
	d.press("enter").see("zuletzt ").press("alt+k").see("noch 1 Entwurf. Bitte erst mit Strg+K löschen")
	desk.change(func() { desk.open = nil })
	d.give(answer.News{})
	d.see("noch offen")
	desk.change(func() { desk.fail = &answer.Failure{Kind: answer.FailInUse} }) // a colleague began a report meanwhile
	d.press("alt+k").see("Entfernen").press("j").see("Die Akte hat Entwürfe oder Meldungen und bleibt.")
}

func TestARecordRemovedByAColleagueLeavesTheList(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, caseOf("c1", "Ahorn"), caseOf("c2", "Birke"), caseOf("c3", "Buche"))
	d.press("b").see("2 von 3").press("down")
	desk.change(func() { desk.remove("c2") })
	d.give(answer.News{})
	d.see("1 von 2")
	if strings.Contains(d.screen(), "Birke") || desk.walks != 1 {
		t.Errorf("all people were read %d times, want once; screen:\n%s", desk.walks, d.screen())
	}
	d.press("ctrl+u").see("2 von 2")
	desk.change(func() { desk.remove("c1"); desk.remove("c3") })
	d.give(answer.News{})
	d.see("Niemand gefunden")
}
