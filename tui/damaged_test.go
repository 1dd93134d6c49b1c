package tui

import (
	"context"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
)

// damagedPeople are cases nobody can read.
type damagedPeople struct{ People }

func (damagedPeople) Case(context.Context, string) (model.Case, error) {
	return model.Case{}, &answer.Failure{Kind: answer.FailDamaged}
}

const damagedID = "3f2a9c01-7777" // its letters sound like zzz

// A person nobody can read stands in the list, and may be whoever is looked for:
// nobody is made anew unseen.
func TestDamagedPersonIsListedAndWarnedOf(t *testing.T) {
	t.Parallel()
	d, _ := patientsOf(t, caseOf("c1", "Ahorn"), model.Case{ID: damagedID, Damaged: true, Drafts: 1}, caseOf("c2", "Birke"))
	d.see("3 von 3").see("Ahorn, Anna").see("Birke, Anna").see("beschädigt 3f2a9c01").see("! 1 Akte beschädigt.")
	d.press("zzz").see("Niemand gefunden, aber 1 Akte ist beschädigt und kann diese Person sein.")
	if strings.Contains(d.screen(), "Strg+N legt eine neue Person an") {
		t.Errorf("a new person is offered though the damaged one may be her:\n%s", d.screen())
	}
	d.press("ctrl+n").see("Neue Person anlegen?").see("kann diese Person sein").press("n").see("Niemand gefunden")
	d.press("ctrl+n").see("Neue Person anlegen?").press("j").see("Neue Person").see("Nachname")
	d.press("f10").see("Suche:").press("ctrl+u", "beschädigt").see("1 von 3").see("Akte 3f2a9c01 ist beschädigt. Nichts ändern; Betreuung rufen")
}

func TestDamagedRecordShowsWhatCanBeRead(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deskWork: deskWork{open: []model.Draft{{ID: "d-broken-1", PatientID: damagedID, Damaged: true}, newDraft()}},
		deliveries: []model.Delivery{{Transaktionsnummer: "0b6e1f7c-1", CaseID: damagedID, State: model.StateAccepted, Damaged: true},
			{Transaktionsnummer: "1c6e1f7c-2", CaseID: damagedID, Typ: model.TypOP, Date: "2026-05-14", State: model.StateRejected, Reason: "weil nicht"}}}
	d := newDesktop(t, desk)
	d.sh.Desk().People = damagedPeople{d.sh.Desk().People}
	d.open(NewCaseFile(d.sh, damagedID)).see("Akte · beschädigt").see("3f2a9c01").see("Die Stammdaten sind beschädigt.").
		see("2 Einträge beschädigt").see("Kein Tumor lesbar.").see("Nr. d-broken").see("Nr. 0b6e1f7c").see("weil nicht")
	d.press("enter").see("Entwurf d-broken ist beschädigt. Nichts ändern; Betreuung rufen")
	for _, key := range []string{"ctrl+n", "f4"} {
		d.press(key).see("Akte 3f2a9c01 ist beschädigt.")
	}
	if _, ok := d.sh.Top().(*CaseFile); !ok {
		t.Errorf("in front is %T, want the record: nothing is written about a person nobody can read", d.sh.Top())
	}
	d.press("down", "down", "enter").see("Meldung 0b6e1f7c ist beschädigt.").press("f7").see("ist beschädigt")
}

func TestDamagedTasksStandInTheWorkList(t *testing.T) {
	t.Parallel()
	damaged := worklist.Aufgabe{Art: worklist.AufgabeBeschaedigt, CaseID: "c1", Person: people.Damaged(damagedID), DraftID: "d-broken-1", Text: "Entwurf d-broken. Nicht lesbar"}
	d := signedIn(t, &deskDouble{person: caseOf("c1", "Ahorn"), deskWork: deskWork{tasks: append(someTasks(), damaged)}})
	d.see("7 Aufgaben").see("Beschädigt 1").see("! beschädigt").press("tab")
	for range 5 {
		if strings.Contains(d.screen(), "[Beschädigt 1]") {
			break
		}
		d.press("tab")
	}
	d.press("enter").see("Entwurf d-broken ist beschädigt.").see("Akte").see("Ahorn")
}

func TestDamagedDeliveryIsListed(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{person: model.Case{ID: "c1", Damaged: true}, deliveries: []model.Delivery{
		{Transaktionsnummer: "0b6e1f7c-1", CaseID: "c1", State: model.StateQueued, Damaged: true},
		{Transaktionsnummer: "1c6e1f7c-2", CaseID: "c1", State: model.StateRejected, Typ: model.TypOP, Reason: "weil nicht"}}}
	d := newDesktop(t, desk)
	d.open(NewTransmissions(d.sh)).see("1 Eintrag beschädigt").see("beschädigt 0b6e1f7c").see("weil nicht").see("beschädigt c1")
	d.press("enter").see("Meldung 0b6e1f7c ist beschädigt.")
}
