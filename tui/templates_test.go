package tui

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/place"
)

func TestTemplateKeepsValuesAndAsksForDates(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press(tumour...)
	d.run(d.sh.Top().(*Editor).saveTemplate())
	d.see("Vorlage speichern").press("Mamma", "enter").see("[?] fragen").see("[x] Wert").press("end", " ", " ", "enter").see("gespeichert.")
	all, err := readTemplates(t.Context(), desk.desk())
	if err != nil || len(all) != 1 {
		t.Fatalf("templates: %v, %v", all, err)
	}
	for _, v := range all[0].Values {
		switch {
		case strings.HasPrefix(v.ID, "Patient"), strings.HasSuffix(v.ID, "_ID"):
			t.Errorf("template holds %s", v.ID)
		case v.ID == "Tumorzuordnung.Diagnosedatum" && (!v.Ask || v.Text != ""):
			t.Errorf("date: got %+v, want it asked", v)
		case v.ID == "Tumorzuordnung.Primaertumor_ICD" && v.Text != "C50.4":
			t.Errorf("ICD: got %q", v.Text)
		}
	}
}

func TestTemplateFillsInOneStepThatCanBeUndone(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, templateDesk(t))
	d.open(NewEditor(d.sh, newDraft()))
	e := d.sh.Top().(*Editor)
	d.run(e.useTemplate())
	d.press("mam").see("Mamma links").press("enter").see("Vorlage „Mamma links“").press("140526").see("Do 14.05.2026").press("enter")
	d.see("3 Werte")
	m := &e.report.Meldung
	if m.Meldebegruendung != "I" || m.Tumorzuordnung.Diagnosedatum != "2026-05-14" || e.form.Origin("Meldebegruendung") != "Vorlage Mamma links" {
		t.Errorf("report: %+v, origin %q", m, e.form.Origin("Meldebegruendung"))
	}
	d.press("ctrl+z")
	if m.Meldebegruendung != "" || m.Tumorzuordnung.Diagnosedatum != "" {
		t.Errorf("after undo: %+v", m)
	}
}

func TestTemplateOverwritesOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]model.Code{"n": "A", "j": "I", "esc": "A"} {
		d := newDesktop(t, templateDesk(t))
		draft := newDraft()
		draft.Report.Meldung.Meldebegruendung = "A"
		d.open(NewEditor(d.sh, draft))
		e := d.sh.Top().(*Editor)
		d.run(e.useTemplate())
		d.press("enter").see("Vorlage „Mamma links“").press("f12").see("Schon anders ausgefüllt: Meldebegründung").press(answer)
		if got := e.report.Meldung.Meldebegruendung; got != want {
			t.Errorf("answer %s: got %q, want %q", answer, got, want)
		}
		if filled := e.report.Meldung.Tumorzuordnung.Seitenlokalisation == "L"; filled != (answer != "esc") {
			t.Errorf("answer %s: empty fields filled: %v", answer, filled)
		}
	}
}

func TestTemplatesAreRenamedAndDeleted(t *testing.T) {
	t.Parallel()
	desk := templateDesk(t)
	d := newDesktop(t, desk)
	d.open(newTemplatePick(d.sh, "", nil)).see("Mamma links").press("f2", " alt", "enter").see("Mamma links alt").press("ctrl+k").see("Vorlage löschen?").press("j").see("Keine Vorlage.")
	if len(desk.memory) != 0 {
		t.Errorf("memory: %v", desk.memory)
	}
}

func TestANewReportBeginsWithATemplate(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, templateDesk(t))
	d.open(NewChooser(d.sh, place.Occasion{CaseID: "c1"})).see("welcher Anlass").press("f7").see("Mamma links").press("enter").see("Vorlage „Mamma links“").press("f12").see("2 Werte")
}

func TestDuplicateCarriesNoDateAndNoPerson(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{deskWork: deskWork{people: twoPeople()}})
	draft := newDraft()
	draft.Report.Meldung.Meldebegruendung = "W" // hers, not the next person's
	d.open(NewEditor(d.sh, draft)).press(tumour...)
	d.run(d.sh.Top().(*Editor).duplicate())
	d.see("für welche Person?").see("Zimmer, Karla").press("zimm", "enter").see("Diagnose · Zimmer").see("noch auszufüllen")
	e := d.sh.Top().(*Editor)
	m := &e.report.Meldung
	if m.Tumorzuordnung.Diagnosedatum != "" || m.Tumorzuordnung.PrimaertumorICD.Code != "C50.4" {
		t.Errorf("tumour: %+v", m.Tumorzuordnung)
	}
	if got := e.form.Cursor(); got != "Meldebegruendung" || m.Meldebegruendung != "" {
		t.Errorf("cursor: got %s with %q, want the first field to be filled again, empty", got, m.Meldebegruendung)
	}
	if got := e.form.Origin("Tumorzuordnung.Primaertumor_ICD"); got != "Duplikat" {
		t.Errorf("origin of the diagnosis: got %q", got)
	}
}

func TestATemplateAsksHowAPersonWasInformed(t *testing.T) {
	t.Parallel()
	parts := []forms.Part{{ID: "Meldebegruendung", Text: "I", Own: true}, {ID: "Tumorzuordnung.Seitenlokalisation", Text: "L"}}
	made := makeTemplate("k", "Mamma", model.TypDiagnose, parts, firstUses(parts))
	want := []forms.TemplateValue{{ID: "Meldebegruendung", Ask: true}, {ID: "Tumorzuordnung.Seitenlokalisation", Text: "L"}}
	if !slices.Equal(made.Values, want) {
		t.Errorf("template: got %+v, want %+v", made.Values, want)
	}
}
