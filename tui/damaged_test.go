package tui

import (
	"context"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// damagedPeople are cases nobody can read.
type damagedPeople struct{ work.People }

func (damagedPeople) Case(context.Context, string) (model.Case, error) {
	return model.Case{}, &answer.Failure{Kind: answer.FailDamaged}
}

const damagedID = "3f2a9c01-7777" // its letters sound like zzz

// A person nobody can read stands in the list, and may be whoever is looked for:
// nobody is made anew unseen.
func TestDamagedPersonIsListedAndWarnedOf(t *testing.T) {
	t.Parallel()
	d, _ := patientsOf(t, stage.CaseOf("c1", "Ahorn"), model.Case{ID: damagedID, Damaged: true, Drafts: 1}, stage.CaseOf("c2", "Birke"))
	d.See("3 von 3").See("Ahorn, Anna").See("Birke, Anna").See("beschädigt 3f2a9c01").See("! 1 Akte beschädigt.")
	d.Press("zzz").See("Niemand gefunden, aber 1 Akte ist beschädigt und kann diese Person sein.")
	if strings.Contains(d.Screen(), "Strg+N legt eine neue Person an") {
		t.Errorf("a new person is offered though the damaged one may be her:\n%s", d.Screen())
	}
	d.Press("ctrl+n").See("Neue Person anlegen?").See("kann diese Person sein").Press("n").See("Niemand gefunden")
	d.Press("ctrl+n").See("Neue Person anlegen?").Press("j").See("Neue Person").See("Nachname")
	d.Press("f10").See("Suche:").Press("ctrl+u", "beschädigt").See("1 von 3").See("Akte 3f2a9c01 ist beschädigt. Nichts ändern; Betreuung rufen")
}

func TestDamagedRecordShowsWhatCanBeRead(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Open: []model.Draft{{ID: "d-broken-1", PatientID: damagedID, Damaged: true}, stage.NewDraft()}},
		Sendings: []model.Delivery{{Transaktionsnummer: "0b6e1f7c-1", CaseID: damagedID, State: model.StateAccepted, Damaged: true},
			{Transaktionsnummer: "1c6e1f7c-2", CaseID: damagedID, Typ: model.TypOP, Date: "2026-05-14", State: model.StateRejected, Reason: "weil nicht"}}}
	d := newDesktop(t, desk)
	d.Sh.Desk().People = damagedPeople{d.Sh.Desk().People}
	d.Open(record.NewCaseFile(d.Sh, damagedID)).See("Akte · beschädigt").See("3f2a9c01").See("Die Stammdaten sind beschädigt.").
		See("2 Einträge beschädigt").See("Kein Tumor lesbar.").See("Nr. d-broken").See("Nr. 0b6e1f7c").See("weil nicht")
	d.Press("enter").See("Entwurf d-broken ist beschädigt. Nichts ändern; Betreuung rufen")
	for _, key := range []string{"ctrl+n", "alt+m"} {
		d.Press(key).See("Akte 3f2a9c01 ist beschädigt.")
	}
	if _, ok := d.Sh.Top().(*record.CaseFile); !ok {
		t.Errorf("in front is %T, want the record: nothing is written about a person nobody can read", d.Sh.Top())
	}
	d.Press("down", "down", "enter").See("Meldung 0b6e1f7c ist beschädigt.").Press("alt+c").See("ist beschädigt")
}

func TestDamagedTasksStandInTheWorkList(t *testing.T) {
	t.Parallel()
	damaged := worklist.Aufgabe{Art: worklist.AufgabeBeschaedigt, CaseID: "c1", Person: people.Damaged(damagedID), DraftID: "d-broken-1", Text: "Entwurf d-broken. Nicht lesbar"}
	d := signedIn(t, &stage.DeskDouble{Person: stage.CaseOf("c1", "Ahorn"), DeskWork: stage.DeskWork{Tasks: append(stage.SomeTasks(), damaged)}})
	d.See("6 Aufgaben").See("Beschädigt 1").See("! beschädigt").Press("tab").See("[Beschädigt 1]")
	d.Press("enter").See("Entwurf d-broken ist beschädigt.").See("Akte").See("Ahorn")
}

func TestDamagedDeliveryIsListed(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Person: model.Case{ID: "c1", Damaged: true}, Sendings: []model.Delivery{
		{Transaktionsnummer: "0b6e1f7c-1", CaseID: "c1", State: model.StateQueued, Damaged: true},
		{Transaktionsnummer: "1c6e1f7c-2", CaseID: "c1", State: model.StateRejected, Typ: model.TypOP, Reason: "weil nicht"}}}
	d := newDesktop(t, desk)
	d.Open(sent.NewTransmissions(d.Sh)).See("1 Eintrag beschädigt").See("beschädigt 0b6e1f7c").See("weil nicht").See("beschädigt c1")
	d.Press("enter").See("Meldung 0b6e1f7c ist beschädigt.")
}
