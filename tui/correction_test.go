package tui

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestCorrectionLocksItsIDsAndMustChangeSomething(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{deliveries: []model.Delivery{acceptedDelivery()}})
	d.open(NewReceipt(d.sh, acceptedDelivery())).see("angenommen").press("f7").see("Korrektur · Diagnose · Müller, Anna")
	e := d.sh.Top().(*Editor)
	if !e.form.Goto("Tumorzuordnung.Tumor_ID") {
		t.Fatal("Tumor_ID is not shown")
	}
	d.press("x").see("Die Korrektur gehört zu diesem Tumor.")
	if got := e.report.Meldung.Tumorzuordnung.TumorID; got != "T1" {
		t.Errorf("Tumor_ID: got %q, want T1", got)
	}
	d.press("f12").see("keine Änderung").press("f12").see("Keine Änderung gegenüber der gesendeten Meldung.")
}

func TestCorrectionShowsOldAndNewBeforeItLeaves(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{deliveries: []model.Delivery{acceptedDelivery()}})
	d.open(NewReceipt(d.sh, acceptedDelivery())).see("angenommen").press("f7").see("Korrektur ·")
	e := d.sh.Top().(*Editor)
	e.form.Goto("Eigene_Leistung")
	d.press("j", "enter", "f12").see("Prüfen · Korrektur").see("Änderung  Eigene Leistung").see("— → J ja").press("end").see("jetzt     J ja")
	d.press("enter").see("Korrektur · Diagnose")
	if got := e.form.Cursor(); got != "Eigene_Leistung" {
		t.Errorf("cursor: got %s, want Eigene_Leistung", got)
	}
}

func TestVersionsNameEachOther(t *testing.T) {
	t.Parallel()
	first, second := acceptedDelivery(), acceptedDelivery()
	second.Transaktionsnummer, second.Ersetzt, second.Completed = "77aa", "0b6e1f7c", today
	d := newDesktop(t, &deskDouble{deliveries: []model.Delivery{second, first}})
	d.open(NewReceipt(d.sh, first)).see("Ersetzt durch Fassung").see("1 von 2").press("f7").see("Diese Fassung ist schon ersetzt")
	d.press("pgdown").see("Korrigiert die Fassung").see("2 von 2").see("77aa")
	for d.sh.Top().(*Receipt).report == nil {
		d.give(<-d.msgs)
	}
	d.press("f3").see("Kein Unterschied.").press("esc").press("pgup").see("Ersetzt durch Fassung")
}

func TestDeletionIsAskedForWithAReason(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deliveries: []model.Delivery{acceptedDelivery()}}
	d := newDesktop(t, desk)
	d.open(NewReceipt(d.sh, acceptedDelivery())).see("angenommen").press("f8").see("Warum soll die Meldung gelöscht werden?")
	d.press("5", "enter").see("in eigenen Worten").press("doppelt", "enter").see("Das Register entscheidet über die Löschung.").press("j")
	d.see("Der Löschantrag ist gestellt").see("Betrifft Meldung").press("f7").see("selbst wird nicht korrigiert")
	if got := desk.deliveries[1].Notiz; got != "Anderer Grund/doppelt" {
		t.Errorf("reason: got %q", got)
	}
	d.press("esc").see("gestellt 22.11.2026").press("f8").see("ist ein Löschantrag gestellt")
}

func TestOnlyAcceptedReportsCanBeDeleted(t *testing.T) {
	t.Parallel()
	queued := acceptedDelivery()
	queued.State, queued.Receipt = model.StateQueued, nil
	d := newDesktop(t, &deskDouble{deliveries: []model.Delivery{queued}})
	d.open(NewReceipt(d.sh, queued)).see("wartet").press("f8").see("noch unterwegs")
}

func TestARecordOffersTheCorrectionOfWhatWasSent(t *testing.T) {
	t.Parallel()
	queued := acceptedDelivery()
	queued.Transaktionsnummer, queued.MeldungID, queued.State, queued.Receipt = "q", "m2", model.StateQueued, nil
	desk := &deskDouble{person: model.Case{ID: "c1", Patient: newDraft().Report.Patient}, deliveries: []model.Delivery{queued, acceptedDelivery()}}
	d := newDesktop(t, desk)
	d.open(NewCaseFile(d.sh, "c1")).see("Entwürfe und übermittelte").press("f7").see("noch unterwegs").press("down", "f7").see("Korrektur ·")
}
