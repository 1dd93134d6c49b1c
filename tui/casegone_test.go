package tui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

func (d *deskDouble) DeleteCase(_ context.Context, id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	d.ended = "case " + id
	d.people = slices.DeleteFunc(slices.Clone(d.people), func(c model.Case) bool { return c.ID == id })
	return nil
}

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
	d.give(News{})
	d.see("noch offen")
	desk.change(func() { desk.fail = &Failure{Kind: FailInUse} }) // a colleague began a report meanwhile
	d.press("alt+k", "j").see("Die Akte hat Entwürfe oder Meldungen und bleibt.")
}
