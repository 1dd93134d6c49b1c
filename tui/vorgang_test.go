package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

func TestNoteOfASentReportIsWrittenAnew(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deliveries: []model.Delivery{acceptedDelivery()}}
	d := newDesktop(t, desk)
	d.open(NewCaseFile(d.sh, "c1")).see("angenommen").press("ctrl+x").see("Interne Notiz").press("n").see("wird nie übermittelt")
	d.press("Rückruf am Montag", "f2").see("Notiz: Rückruf am Montag")
}

func TestHeldDraftSaysWhyItCannotLeaveAndIsLifted(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press("ctrl+x").see("Zurückhalten").press("z").see("Befund fehlt").press("2", "Freitag", "enter").see("kein Tag")
	d.press("ctrl+u", "0112", "enter").see("GEHALTEN · Diagnose").see("gespeichert")
	if _, saved := desk.state(); saved.Sperre == nil || *saved.Sperre != (model.Sperre{Grund: "Befund fehlt", Bis: "2026-12-01"}) {
		t.Fatalf("saved: got %+v", saved.Sperre)
	}
	d.press("f12").see("Prüfen ·").see("Zurückgehalten (bis 01.12.2026: Befund fehlt). Erst die Sperre aufheben").press("f10")
	d.press("ctrl+x", "a").see("Die Sperre ist aufgehoben")
	if strings.Contains(d.screen(), "GEHALTEN") {
		t.Errorf("still held:\n%s", d.screen())
	}
}

func TestInternalNoteIsKeptWithTheDraftAndNotInTheReport(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press("ctrl+x", "n").see("wird nie übermittelt").press("Pathologie rufen", "enter", "Akte 7", "esc").see("gespeichert")
	_, saved := desk.state()
	if saved.Notiz != "Pathologie rufen\nAkte 7" || saved.Report.Meldung.Anmerkung != "" {
		t.Errorf("saved: note %q, remark %q", saved.Notiz, saved.Report.Meldung.Anmerkung)
	}
	desk.open = []model.Draft{saved}
	record := newDesktop(t, desk)
	record.open(NewCaseFile(record.sh, "c1")).see("[N] zuletzt").see("Notiz: Pathologie rufen · Akte 7")
}

func TestReportedOnPaperIsAskedForAndTakenBackFromTheRecord(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deskWork: deskWork{open: []model.Draft{newDraft()}}, person: model.Case{ID: "c1", Patient: newDraft().Report.Patient}}
	d := newDesktop(t, desk)
	d.open(NewCaseFile(d.sh, "c1")).see("Entwurf").run(d.sh.Push(NewEditor(d.sh, newDraft())))
	d.see("[1/").press("ctrl+x", "p").see("bereits auf Papier gemeldet? Dann").press("j").see("auf Papier   ").see("wird nicht gesendet")
	if desk.ended != "paper d1" {
		t.Errorf("done: %q", desk.ended)
	}
	d.press("ctrl+x").see("Doch nicht auf Papier").press("p").see("zuletzt ")
	if desk.ended != "not 0b6e1f7c-paper" {
		t.Errorf("done: %q", desk.ended)
	}
	d.press("ctrl+x", "l").see("endgültig gelöscht").press("j").see("Meldeanlass noch offen")
}

func TestWaitingDeliveryIsHeldFromTheRecord(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deliveries: []model.Delivery{{Transaktionsnummer: "0b6e1f7c", CaseID: "c1", Typ: model.TypOP, State: model.StateQueued}}}
	d := newDesktop(t, desk)
	d.open(NewCaseFile(d.sh, "c1")).see("wartet").press("ctrl+x", "z").see("Grund").press("Arzt fragt", "enter", "enter").see("gehalten").see("Arzt fragt")
	d.press("ctrl+x", "a").see("wartet")
}

func TestPaletteFindsTheEntriesOfTheMenuByWords(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("f9").see("Befehl:").press("notiz intern").see("Strg+X N").press("enter").see("wird nie übermittelt")
}

func TestTheMenuNamesItsReportAndSaysWhyAnEntryIsOff(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("ctrl+x").see("Vorgang · Diagnose · Müller, Anna").press("down", "down")
	if got := d.sh.Top().Hint(); got != "Jetzt nicht: Sie wird nicht zurückgehalten." {
		t.Errorf("hint of an entry that is off: %q", got)
	}
}
