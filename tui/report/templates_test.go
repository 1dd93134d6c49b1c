package report

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestTemplateKeepsValuesAndAsksForDates(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...)
	d.Run(d.Sh.Top().(*Editor).saveTemplate())
	d.See("Vorlage speichern").Press("Mamma", "enter").See("[?] fragen").See("[x] Wert").Press("end", " ", " ", "enter").See("„Mamma“ gespeichert")
	all, err := work.ReadTemplates(t.Context(), desk.Desk())
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
	d := newDesktop(t, stage.TemplateDesk(t))
	d.Open(NewEditor(d.Sh, stage.NewDraft()))
	e := d.Sh.Top().(*Editor)
	d.Run(e.useTemplate())
	d.Press("mam").See("Mamma links").Press("enter").See("Vorlage „Mamma links“").Press("140526").See("Do 14.05.2026").Press("enter")
	d.See("3 Werte")
	m := &e.Report.Meldung
	if m.Meldebegruendung != "I" || m.Tumorzuordnung.Diagnosedatum != "2026-05-14" || e.Form.Origin("Meldebegruendung") != "Vorlage Mamma links" {
		t.Errorf("report: %+v, origin %q", m, e.Form.Origin("Meldebegruendung"))
	}
	d.Press("ctrl+z")
	if m.Meldebegruendung != "" || m.Tumorzuordnung.Diagnosedatum != "" {
		t.Errorf("after undo: %+v", m)
	}
}

func TestTemplateOverwritesOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]model.Code{"n": "A", "j": "I", "esc": "A"} {
		d := newDesktop(t, stage.TemplateDesk(t))
		draft := stage.NewDraft()
		draft.Report.Meldung.Meldebegruendung = "A"
		d.Open(NewEditor(d.Sh, draft))
		e := d.Sh.Top().(*Editor)
		d.Run(e.useTemplate())
		d.Press("enter").See("Vorlage „Mamma links“").Press("f12").See("Schon anders ausgefüllt: Meldebegründung").Press(answer)
		if got := e.Report.Meldung.Meldebegruendung; got != want {
			t.Errorf("answer %s: got %q, want %q", answer, got, want)
		}
		if filled := e.Report.Meldung.Tumorzuordnung.Seitenlokalisation == "L"; filled != (answer != "esc") {
			t.Errorf("answer %s: empty fields filled: %v", answer, filled)
		}
	}
}

func TestTemplatesAreRenamedAndDeleted(t *testing.T) {
	t.Parallel()
	desk := stage.TemplateDesk(t)
	d := newDesktop(t, desk)
	d.Open(NewTemplatePick(d.Sh, "", nil)).See("Mamma links").Press("alt+n", " alt", "enter").See("Mamma links alt").Press("ctrl+k").See("Vorlage löschen?").Press("j").See("Keine Vorlage.")
	if len(desk.Remembrance) != 0 {
		t.Errorf("memory: %v", desk.Remembrance)
	}
}

func TestANewReportBeginsWithATemplate(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, stage.TemplateDesk(t))
	d.Open(NewChooser(d.Sh, place.Occasion{CaseID: "c1"})).See("welcher Anlass").Press("f7").See("Mamma links").Press("enter").See("Vorlage „Mamma links“").Press("f12").See("2 Werte")
}

func TestDuplicateCarriesNoDateAndNoPerson(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Persons: stage.TwoPeople()}})
	draft := stage.NewDraft()
	draft.Report.Meldung.Meldebegruendung = "W" // hers, not the next person's
	d.Open(NewEditor(d.Sh, draft)).Press(stage.Tumour...)
	d.Run(d.Sh.Top().(*Editor).duplicate())
	d.See("für welche Person?").See("Zimmer, Karla").Press("zimm", "enter").See("Diagnose · Zimmer").See("noch auszufüllen")
	e := d.Sh.Top().(*Editor)
	m := &e.Report.Meldung
	if m.Tumorzuordnung.Diagnosedatum != "" || m.Tumorzuordnung.PrimaertumorICD.Code != "C50.4" {
		t.Errorf("tumour: %+v", m.Tumorzuordnung)
	}
	if got := e.Form.Cursor(); got != "Meldebegruendung" || m.Meldebegruendung != "" {
		t.Errorf("cursor: got %s with %q, want the first field to be filled again, empty", got, m.Meldebegruendung)
	}
	if got := e.Form.Origin("Tumorzuordnung.Primaertumor_ICD"); got != "Duplikat" {
		t.Errorf("origin of the diagnosis: got %q", got)
	}
}

func TestATemplateAsksHowAPersonWasInformed(t *testing.T) {
	t.Parallel()
	parts := []forms.Part{{ID: "Meldebegruendung", Text: "I", Own: true}, {ID: "Tumorzuordnung.Seitenlokalisation", Text: "L"}}
	made := work.MakeTemplate("k", "Mamma", model.TypDiagnose, parts, work.FirstUses(parts))
	want := []forms.TemplateValue{{ID: "Meldebegruendung", Ask: true}, {ID: "Tumorzuordnung.Seitenlokalisation", Text: "L"}}
	if !slices.Equal(made.Values, want) {
		t.Errorf("template: got %+v, want %+v", made.Values, want)
	}
}
