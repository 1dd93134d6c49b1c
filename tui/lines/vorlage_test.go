package lines

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestLineModeAsksTheQuestionsOfATemplate(t *testing.T) {
	t.Parallel()
	z, heard, _ := lineDesk(t, ":vorlage\n1\n14.05.2026\n")
	desk := stage.TemplateDesk(t)
	z.Desk = desk.Desk()
	z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
	_, draft := desk.State()
	got := draft.Report.Meldung.Tumorzuordnung
	if got.Diagnosedatum != "2026-05-14" || got.Seitenlokalisation != "L" {
		t.Errorf("filled: %+v; heard:\n%s", got, heard)
	}
	if !strings.Contains(heard.String(), "Frage der Vorlage. Diagnosedatum.") {
		t.Errorf("the template did not ask:\n%s", heard)
	}
}

func TestLineModeMakesRenamesAndDeletesATemplate(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":alsvorlage Erste\n1\n\n:vorlage\n:umbenennen 1 Zweite\n:loeschen 1\nja\n")
	report := stage.NewTyped(model.TypDiagnose)
	report.Meldung.Tumorzuordnung.Seitenlokalisation = "L"
	z.editReport(model.Draft{ID: "d", Report: *report})
	for _, want := range []string{"L links, wird übernommen", "L links, wird gefragt", "Vorlage „Erste“ gespeichert", "Vorlage heißt jetzt „Zweite“", "Vorlage gelöscht"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
	if all, _ := work.ReadTemplates(t.Context(), desk.Desk()); len(all) != 0 {
		t.Errorf("%d templates are left, want none", len(all))
	}
}

func TestLineModeDuplicatesForTheNextPerson(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":duplizieren zimmer\n1\n12.11.2026\n")
	desk.Persons = stage.TwoPeople()
	first := stage.NewDraft()
	first.Report.Meldung.Tumorzuordnung.Diagnosedatum, first.Report.Meldung.Tumorzuordnung.Seitenlokalisation = "2026-05-14", "R"
	z.editReport(first)
	if !strings.Contains(heard.String(), "Bisher leer, noch auszufüllen.") {
		t.Errorf("the date to be filled is not marked:\n%s", heard)
	}
	_, draft := desk.State()
	if got := draft.Report.Meldung.Tumorzuordnung; draft.ID != "d2" || got.Diagnosedatum != "2026-11-12" || got.Seitenlokalisation != "R" {
		t.Errorf("the duplicate: %s %+v; heard:\n%s", draft.ID, got, heard)
	}
}

func TestLineModeBrowsesTheVersionsOfAReport(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":fassungen\n1\n:korrigieren\n:inhalt\n\n:unterschied\n\n")
	first, second := stage.AcceptedDelivery(), stage.AcceptedDelivery()
	second.Transaktionsnummer, second.Ersetzt, second.Completed = "77aa", first.Transaktionsnummer, stage.Today
	desk.Sendings = []model.Delivery{second, first}
	z.delivery(second)
	for _, want := range []string{"Fassung 2 von 2", "Fassung 1 von 2", "Ersetzt durch die Fassung vom", "wird die neueste (:spaetere)", "Abschnitt Person:", "Kein Unterschied."} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
}
