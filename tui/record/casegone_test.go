package record

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/stage"
)

func TestAnEmptyRecordIsRemovedAndLeavesTheList(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, stage.CaseOf("c1", "Ahorn"), stage.CaseOf("c2", "Birke"))
	desk.Change(func() { desk.Person, desk.Open = stage.CaseOf("c1", "Ahorn"), nil })
	d.Press("enter").See("Meldeanlass noch offen").Press("alt+k").See("Akte entfernen: Ahorn, Anna?").Press("n").See("noch offen")
	d.Press("alt+k").See("endgültig gelöscht").Press("j").See("1 von 1").See("Die Akte ist entfernt.")
	if desk.Ended != "case c1" || strings.Contains(d.Screen(), "Ahorn") {
		t.Errorf("done %q; screen:\n%s", desk.Ended, d.Screen())
	}
}

// Everything about a person goes by the palette, after a question that says what stays.
func TestEverythingAboutAPersonIsDeleted(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, stage.CaseOf("c1", "Ahorn"), stage.CaseOf("c2", "Birke"))
	desk.Change(func() { desk.Person, desk.Open = stage.CaseOf("c1", "Ahorn"), []model.Draft{stage.NewDraft()} })
	d.Press("enter").See("zuletzt ").Press("ctrl+p").Press("a", "l", "l", "e", "s", " ", "z", "u").See("Löscht nach Rückfrage alles").Press("enter")
	d.See("Alles zu Ahorn, Anna löschen?").See("Dort löscht nur ein").Press("n").See("zuletzt ")
	d.Press("ctrl+p").Press("a", "l", "l", "e", "s", " ", "z", "u").Press("enter").See("Alles zu Ahorn").Press("j").See("1 von 1").See("hier gelöscht")
	if desk.Ended != "everything about c1, anordnung" || strings.Contains(d.Screen(), "Ahorn") {
		t.Errorf("done %q; screen:\n%s", desk.Ended, d.Screen())
	}
}

func TestARecordInUseIsNotRemovedAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, stage.CaseOf("c1", "Ahorn"))
	desk.Change(func() { desk.Person, desk.Open = stage.CaseOf("c1", "Ahorn"), []model.Draft{stage.NewDraft()} })
	d.Press("enter").See("zuletzt ").Press("alt+k").See("noch 1 Entwurf. Bitte erst mit Strg+K löschen")
	desk.Change(func() { desk.Open = nil })
	d.Give(answer.News{})
	d.See("noch offen")
	desk.Change(func() { desk.Fail = &answer.Failure{Kind: answer.FailInUse} }) // a colleague began a report meanwhile
	d.Press("alt+k").See("Entfernen").Press("j").See("Die Akte hat Entwürfe oder Meldungen und bleibt.")
}

func TestARecordRemovedByAColleagueLeavesTheList(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, stage.CaseOf("c1", "Ahorn"), stage.CaseOf("c2", "Birke"), stage.CaseOf("c3", "Buche"))
	d.Press("b").See("2 von 3").Press("down")
	desk.Change(func() { desk.Remove("c2") })
	d.Give(answer.News{})
	d.See("1 von 2")
	if strings.Contains(d.Screen(), "Birke") || desk.Walks != 1 {
		t.Errorf("all people were read %d times, want once; screen:\n%s", desk.Walks, d.Screen())
	}
	d.Press("ctrl+u").See("2 von 2")
	desk.Change(func() { desk.Remove("c1"); desk.Remove("c3") })
	d.Give(answer.News{})
	d.See("Niemand gefunden")
}
