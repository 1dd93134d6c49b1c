package sent

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

func TestCorrectionLocksItsIDsAndMustChangeSomething(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{Sendings: []model.Delivery{stage.AcceptedDelivery()}})
	d.Open(NewReceipt(d.Sh, stage.AcceptedDelivery())).See("angenommen").Press("alt+c").See("Korrektur · Diagnose · Müller, Anna")
	e := d.Sh.Top().(*report.Editor)
	if !e.Form.Goto("Tumorzuordnung.Tumor_ID") {
		t.Fatal("Tumor_ID is not shown")
	}
	d.Press("x").See("Die Korrektur gehört zu diesem Tumor.")
	if got := e.Report.Meldung.Tumorzuordnung.TumorID; got != "T1" {
		t.Errorf("Tumor_ID: got %q, want T1", got)
	}
	d.Press("f12").See("keine Änderung").Press("f12").See("Keine Änderung gegenüber der gesendeten Meldung.")
}

func TestCorrectionShowsOldAndNewBeforeItLeaves(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{Sendings: []model.Delivery{stage.AcceptedDelivery()}})
	d.Open(NewReceipt(d.Sh, stage.AcceptedDelivery())).See("angenommen").Press("alt+c").See("Korrektur ·")
	e := d.Sh.Top().(*report.Editor)
	e.Form.Goto("Eigene_Leistung")
	d.Press("j", "enter", "f12").See("Prüfen · Korrektur").See("Änderung  Eigene Leistung").See("— → J ja").Press("end").See("jetzt     J ja")
	d.Press("enter").See("Korrektur · Diagnose")
	if got := e.Form.Cursor(); got != "Eigene_Leistung" {
		t.Errorf("cursor: got %s, want Eigene_Leistung", got)
	}
}

func TestTheListSaysWhoHasACorrectionOpen(t *testing.T) {
	t.Parallel()
	sent := stage.AcceptedDelivery()
	sent.InArbeit = "berta"
	d := newDesktop(t, &stage.DeskDouble{Sendings: []model.Delivery{sent}})
	d.Open(NewTransmissions(d.Sh)).See("angenommen").See("offen: berta").See("Eine neue Fassung wird gerade bearbeitet von berta.")
}

func TestVersionsNameEachOther(t *testing.T) {
	t.Parallel()
	first, second := stage.AcceptedDelivery(), stage.AcceptedDelivery()
	second.Transaktionsnummer, second.Ersetzt, second.Completed = "77aa", "0b6e1f7c", stage.Today
	d := newDesktop(t, &stage.DeskDouble{Sendings: []model.Delivery{second, first}})
	d.Open(NewReceipt(d.Sh, first)).See("Ersetzt durch Fassung").See("1 von 2").Press("alt+c").See("Diese Fassung ist schon ersetzt")
	d.Press("pgdown").See("Korrigiert die Fassung").See("2 von 2").See("77aa")
	for d.Sh.Top().(*Receipt).Report == nil {
		d.Give(<-d.Msgs)
	}
	d.Press("alt+u").See("Kein Unterschied.").Press("esc").Press("pgup").See("Ersetzt durch Fassung")
}

func TestDeletionIsAskedForWithAReason(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Sendings: []model.Delivery{stage.AcceptedDelivery()}}
	d := newDesktop(t, desk)
	d.Open(NewReceipt(d.Sh, stage.AcceptedDelivery())).See("angenommen").Press("alt+l").See("Warum soll die Meldung gelöscht werden?")
	d.Press("5", "enter").See("in eigenen Worten").Press("doppelt", "enter").See("Das Register entscheidet über die Löschung.").Press("j")
	d.See("Der Löschantrag ist gestellt").See("Betrifft Meldung").Press("alt+c").See("selbst wird nicht korrigiert")
	if got := desk.Sendings[1].Notiz; got != "Anderer Grund/doppelt" {
		t.Errorf("reason: got %q", got)
	}
	d.Press("esc").See("gestellt 22.11.2026").Press("alt+l").See("ist ein Löschantrag gestellt")
}

func TestOnlyAcceptedReportsCanBeDeleted(t *testing.T) {
	t.Parallel()
	queued := stage.AcceptedDelivery()
	queued.State, queued.Receipt = model.StateQueued, nil
	d := newDesktop(t, &stage.DeskDouble{Sendings: []model.Delivery{queued}})
	d.Open(NewReceipt(d.Sh, queued)).See("wartet").Press("alt+l").See("noch unterwegs")
}

func TestARecordOffersTheCorrectionOfWhatWasSent(t *testing.T) {
	t.Parallel()
	queued := stage.AcceptedDelivery()
	queued.Transaktionsnummer, queued.MeldungID, queued.State, queued.Receipt = "q", "m2", model.StateQueued, nil
	desk := &stage.DeskDouble{Person: model.Case{ID: "c1", Patient: stage.NewDraft().Report.Patient}, Sendings: []model.Delivery{queued, stage.AcceptedDelivery()}}
	d := newDesktop(t, desk)
	d.Open(record.NewCaseFile(d.Sh, "c1")).See("Entwürfe und übermittelte").Press("alt+c").See("noch unterwegs").Press("down", "alt+c").See("Korrektur ·")
}
