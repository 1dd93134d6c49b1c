package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

func TestCarriedValuesAreOneStepAndShowTheirOrigin(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	empty := dump(t, d.r)
	n := d.f.Carry(map[string]string{
		"Tumorzuordnung.Diagnosedatum": "2025-05-14", "Tumorzuordnung.Primaertumor_ICD": "C50.4", "Diagnose.Menge_FM[1].Lokalisation": "HEP",
		"Patient.Nachname": "Wolf", "Melder_ID": "M9", "quatsch": "x"}, "Diagnose 14.05.2025")
	if n != 3 {
		t.Errorf("carried: got %d values, want 3", n)
	}
	d.goTo("Tumorzuordnung.Primaertumor_ICD").sees("Brustkrebs, außen oben  ← Diagnose").value("Patient.Nachname", "Müller")
	if got := d.f.Hint(); !strings.HasSuffix(got, "← Diagnose 14.05.2025") {
		t.Errorf("hint: got %q, want the whole origin at its end", got)
	}
	d.goTo("Diagnose.Menge_FM[1].Lokalisation").sees("← Diagnose 14.05.2025")
	d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("c505<Enter>")
	if got := d.f.Origin("Tumorzuordnung.Primaertumor_ICD"); got != "" {
		t.Errorf("origin of a changed value: got %q, want none", got)
	}
	d.keys("<C-z>")
	if got := d.f.Origin("Tumorzuordnung.Primaertumor_ICD"); got != "Diagnose 14.05.2025" {
		t.Errorf("origin after undo: got %q", got)
	}
	d.keys("<C-z>")
	if got := dump(t, d.r); got != empty {
		t.Errorf("after undo: got %s, want %s", got, empty)
	}
}

func TestOriginMovesWithItsElement(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Menge_FM").keys("120326<Enter>hep<Enter><C-n>g<Enter>")
	d.keys("<C-d>").value("Diagnose.Menge_FM[1].Lokalisation", "HEP")
	const origin = "Eintrag 1"
	if got := d.f.Origin("Diagnose.Menge_FM[1].Lokalisation"); got != origin {
		t.Fatalf("origin: got %q, want %q", got, origin)
	}
	d.keys("<A-Up>").cursor("Diagnose.Menge_FM[0].Lokalisation")
	if got := d.f.Origin("Diagnose.Menge_FM[0].Lokalisation"); got != origin {
		t.Errorf("origin after moving up: got %q, want %q", got, origin)
	}
	d.keys("<C-k>")
	if len(d.f.origins) != 0 {
		t.Errorf("origins after removal: got %v, want none", d.f.origins)
	}
	d.keys("<C-z>")
	if got := d.f.Origin("Diagnose.Menge_FM[0].Lokalisation"); got != origin {
		t.Errorf("origin after undo: got %q, want %q", got, origin)
	}
}

func TestValuesADraftBeginsWithAreMarked(t *testing.T) {
	t.Parallel()
	last := newReport(model.TypDiagnose)
	last.Meldung.Tumorzuordnung.Diagnosedatum, last.Meldung.Tumorzuordnung.Seitenlokalisation = "2025-05-14", "L"
	r := newReport(model.TypVerlauf)
	r.Meldung.Tumorzuordnung.Diagnosedatum, r.Meldung.Tumorzuordnung.Seitenlokalisation = "2025-05-14", "R"
	d := drive(t, r, Pages(model.TypVerlauf))
	d.f.SetLast(last, "Diagnose 14.05.2025")
	d.f.MarkLast("Tumorzuordnung")
	if got := len(d.f.origins); got != 1 || d.f.Origin("Tumorzuordnung.Diagnosedatum") != "Diagnose 14.05.2025" {
		t.Errorf("origins: got %v, want the date's only", d.f.origins)
	}
}
