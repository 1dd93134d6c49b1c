package forms

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestChangesAreToldInWordsWithTheirPlace(t *testing.T) {
	t.Parallel()
	before, after := newReport(model.TypDiagnose), newReport(model.TypDiagnose)
	before.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Lokalisation: "HEP"}}}
	after.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Lokalisation: "HEP"}, {Lokalisation: "PUL"}}}
	after.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-14"
	got := Changes(dataset.Report, before, after, field.Diff(dataset.Report, before, after), testEnv())
	for _, want := range []Change{{"Diagnose.Menge_FM[1].Lokalisation", "Fernmetastasen 2 / Ort", "", "PUL Lunge"},
		{"Tumorzuordnung.Diagnosedatum", "Diagnosedatum", "", "14.05.2026"}} {
		if !slices.Contains(got, want) {
			t.Errorf("changes: got %v, want %v among them", got, want)
		}
	}
}

func TestAFixedFieldIsShownAndNotAsked(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung.TumorID = "T1"
	env := testEnv()
	env.Fixed = map[string]string{"Tumorzuordnung.Tumor_ID": "Bleibt, wie sie ist."}
	f := New(dataset.Report, r, Pages(model.TypDiagnose), env)
	if !f.Goto("Tumorzuordnung.Tumor_ID") || f.Hint() != "Bleibt, wie sie ist." {
		t.Fatalf("at %s with hint %q", f.Cursor(), f.Hint())
	}
	f.Enlarge()
	(&driver{t, f, r}).keys("x<C-u><Enter>")
	if got := r.Meldung.Tumorzuordnung.TumorID; got != "T1" || !strings.Contains(f.View(80, 20), "T1") {
		t.Errorf("Tumor_ID: got %q, want T1, shown", got)
	}
}
