package record

import (
	"fmt"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

func TestNoteOfASentReportIsWrittenAnew(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Sendings: []model.Delivery{stage.AcceptedDelivery()}}
	d := newDesktop(t, desk)
	d.Open(NewCaseFile(d.Sh, "c1")).See("angenommen").Press("ctrl+x").See("Interne Notiz").Press("n").See("wird nie übermittelt")
	d.Press("Rückruf am Montag", "f2").See("Notiz: Rückruf am Montag")
}

func TestHeldDraftSaysWhyItCannotLeaveAndIsLifted(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("ctrl+x").See("Zurückhalten").Press("z").See("wartet auf Befund").Press("2", "Freitag", "enter").See("kein Tag")
	d.Press("ctrl+u", "0112", "enter").See("GEHALTEN · Diagnose").See("gespeichert")
	if _, saved := desk.State(); saved.Sperre == nil || *saved.Sperre != (model.Sperre{Grund: "wartet auf Therapie", Bis: "2026-12-01", Seit: "2026-11-22"}) {
		t.Fatalf("saved: got %+v", saved.Sperre)
	}
	d.Press("f12").See("Prüfen ·").See("Zurückgehalten (bis 01.12.2026: wartet auf Therapie). Erst die Sperre aufheben").Press("f10")
	d.Press("ctrl+x", "a").See("Die Sperre ist aufgehoben")
	if strings.Contains(d.Screen(), "GEHALTEN") {
		t.Errorf("still held:\n%s", d.Screen())
	}
}

func TestInternalNoteIsKeptWithTheDraftAndNotInTheReport(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("ctrl+x", "n").See("wird nie übermittelt").Press("Pathologie rufen", "enter", "Akte 7", "esc").See("gespeichert")
	_, saved := desk.State()
	if saved.Notiz != "Pathologie rufen\nAkte 7" || saved.Report.Meldung.Anmerkung != "" {
		t.Errorf("saved: note %q, remark %q", saved.Notiz, saved.Report.Meldung.Anmerkung)
	}
	desk.Open = []model.Draft{saved}
	record := newDesktop(t, desk)
	record.Open(NewCaseFile(record.Sh, "c1")).See("[N] zuletzt").See("Notiz: Pathologie rufen · Akte 7")
}

func TestReportedOnPaperIsAskedForAndTakenBackFromTheRecord(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Open: []model.Draft{stage.NewDraft()}}, Person: model.Case{ID: "c1", Patient: stage.NewDraft().Report.Patient}}
	d := newDesktop(t, desk)
	d.Open(NewCaseFile(d.Sh, "c1")).See("Entwurf").Run(d.Sh.Push(report.NewEditor(d.Sh, stage.NewDraft())))
	d.See("[1/").Press("ctrl+x", "p").See("bereits auf Papier gemeldet? Dann").Press("j").See("auf Papier   ").See("wird nicht gesendet")
	if desk.Ended != "paper d1" {
		t.Errorf("done: %q", desk.Ended)
	}
	d.Press("ctrl+x").See("Doch nicht auf Papier").Press("p").See("zuletzt ")
	if desk.Ended != "not 0b6e1f7c-paper" {
		t.Errorf("done: %q", desk.Ended)
	}
	d.Press("ctrl+x", "l").See("Der Papierkorb behält den Entwurf 30 Tage").Press("j").See("Meldeanlass noch offen")
}

func TestWaitingDeliveryIsHeldFromTheRecord(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Sendings: []model.Delivery{{Transaktionsnummer: "0b6e1f7c", CaseID: "c1", Typ: model.TypOP, State: model.StateQueued}}}
	d := newDesktop(t, desk)
	d.Open(NewCaseFile(d.Sh, "c1")).See("wartet").Press("ctrl+x", "z").See("Grund").Press("Arzt fragt", "enter", "enter").See("gehalten").See("Arzt fragt")
	d.Press("ctrl+x", "a").See("wartet")
}

func TestPaletteFindsTheEntriesOfTheMenuByWords(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("f9").See("Befehl:").Press("notiz intern").See("Strg+X N").Press("enter").See("wird nie übermittelt")
}

func TestTheMenuNamesItsReportAndSaysWhyAnEntryIsOff(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("ctrl+x").See("Vorgang · Diagnose · Müller, Anna").Press("down", "down")
	if got := d.Sh.Top().Hint(); got != "Jetzt nicht: Sie wird nicht zurückgehalten." {
		t.Errorf("hint of an entry that is off: %q", got)
	}
}

// What is deleted by mistake comes back: at once by the way back, later from the basket.
func TestDeletedDraftComesBack(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Open: []model.Draft{stage.NewDraft()}}, Person: model.Case{ID: "c1", Patient: stage.NewDraft().Report.Patient}}
	d := newDesktop(t, desk)
	d.Open(NewCaseFile(d.Sh, "c1")).See("Entwurf").Press("ctrl+k").See("Müller, Anna. Der Papierkorb behält").Press("j").See("Meldeanlass noch offen").See("Gelöscht: Diagnose")
	d.Press("ctrl+z").See("zuletzt ").See("Zurückgeholt: Diagnose").Press("ctrl+z").See("Hier wurde nichts gelöscht")
	d.Press("ctrl+k").See("Der Papierkorb behält").Press("j").See("Meldeanlass noch offen").Press("alt+p").See("Papierkorb").See("22.12.2026").Press("enter").See("Der Papierkorb ist leer").Press("esc").See("zuletzt ")
}

func TestCapitalLettersAreLetters(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Open: []model.Draft{stage.NewDraft()}}, Person: model.Case{ID: "c1", Patient: stage.NewDraft().Report.Patient}}
	d := newDesktop(t, desk)
	d.Open(NewCaseFile(d.Sh, "c1")).See("Entwurf").Press("ctrl+x", "L").See("Entwurf löschen?").Press("J").See("Meldeanlass noch offen")
}

// The paper basket is looked through as every list is.
func TestTheBasketIsSearchedAndCounted(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	desk.OpenGate()
	for i, last := range []string{"Wolf", "Baum", "Stein"} {
		draft := stage.NewDraft()
		draft.ID, draft.Report.Patient.Stammdaten.Nachname = fmt.Sprint("d", i), model.Text(last)
		desk.Thrown = append(desk.Thrown, model.Thrown{Draft: draft, At: stage.Today})
	}
	d := newDesktop(t, desk)
	d.Open(newBasket(d.Sh)).See("3 Entwürfe").Press("baum").See("1 von 3").See("Baum, Anna").Press("esc").See("3 Entwürfe")
	d.Press("/", "down", "<", "esc").See("Name↑").See("▸ 22.11.2026  Baum, Anna")
}
