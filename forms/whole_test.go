package forms

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

func TestChangingTheSpeedKeepsTheCursorAndWhatIsTyped(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"Tumorzuordnung.Diagnosedatum", "Tumorzuordnung.Primaertumor_ICD", "Anmerkung", "Diagnose.cTNM"} {
		d := driveDiagnose(t).goTo(id).keys("15")
		before := d.r.Meldung
		for _, whole := range []bool{true, false, true} {
			d.f.SetWhole(whole)
			d.cursor(id).keys("5<BS>").view()
			if x, _, ok := d.f.Caret(); !ok || x == 0 {
				t.Errorf("%s: the caret is lost", id)
			}
		}
		if !d.f.Typing() || d.r.Meldung.Anmerkung != before.Anmerkung {
			t.Errorf("%s: what was typed is lost", id)
		}
		steps := len(d.f.history.done)
		if d.keys("<Tab><C-z>"); len(d.f.history.done) != steps-1 {
			t.Errorf("%s: one visit is not one step any more", id)
		}
	}
}

func TestPageKeysGoFromSectionToSectionOfTheWholeReport(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		r := fullReport(typ)
		steps, whole := drive(t, r, Pages(typ)), drive(t, r, Pages(typ))
		whole.f.SetWhole(true)
		for range whole.f.pages {
			steps.keys("<PgDn>")
			whole.keys("<PgDn>").cursor(steps.f.Cursor())
			_, _, want := steps.f.Page()
			whole.sees(" " + want + " ")
			if _, _, got := whole.f.Page(); got != want {
				t.Errorf("%s: section %q, want %q", typ, got, want)
			}
		}
		for range whole.f.pages {
			whole.keys("<Down><PgUp><PgUp>")
		}
		whole.cursor(lockID)
	}
}

func TestTabReachesTheSameFieldsInBothSpeeds(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		r := fullReport(typ)
		steps, whole := drive(t, r, Pages(typ)), drive(t, r, Pages(typ))
		whole.f.SetWhole(true)
		for range 300 {
			steps.keys("<Down>")
			whole.keys("<Down>").cursor(steps.f.Cursor())
		}
	}
}

func TestFindingsAreReachedInTheWholeReport(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.f.SetWhole(true)
	d.f.SetFindings([]rule.Finding{
		{Rule: "A", Severity: rule.Fehler, Text: "fehlt", Fields: []string{"Eigene_Leistung"}},
		{Rule: "B", Severity: rule.Warnung, Text: "fehlt", Fields: []string{"Anmerkung"}}})
	for _, want := range []string{"Eigene_Leistung", "Anmerkung", "Eigene_Leistung"} {
		if !d.f.NextFinding(1) {
			t.Fatal("no next finding")
		}
		d.cursor(want).sees("▸")
	}
}

func TestUndoGoesToItsFieldInTheWholeReport(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.f.SetWhole(true)
	d.goTo("Tumorzuordnung.Diagnosedatum").keys("140526<Enter>").goTo("Anmerkung").keys("Text<Tab><C-z>").cursor("Anmerkung")
	d.keys("<C-z>").cursor("Tumorzuordnung.Diagnosedatum").value("Tumorzuordnung.Diagnosedatum", "")
}

func TestModuleComesAndGoesInTheWholeReport(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.f.SetWhole(true)
	titles := func() string {
		var asked []string
		for _, e := range d.f.section.entries {
			if e.kind == title && !e.hidden {
				asked = append(asked, e.label)
			}
		}
		return strings.Join(asked, ",")
	}
	d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("c504<Enter>")
	if got := titles(); !strings.Contains(got, "Mamma") || strings.Contains(got, "Prostata") {
		t.Errorf("sections with a tumour of the breast: %s", got)
	}
	d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("c61<Enter>")
	if got := titles(); strings.Contains(got, "Mamma") || !strings.Contains(got, "Prostata") {
		t.Errorf("sections with a tumour of the prostate: %s", got)
	}
}

func TestWholeReportFitsItsWindow(t *testing.T) {
	t.Parallel()
	for n, typ := range allTypes {
		for i, size := range [][2]int{{80, 18}, {83, 33}, {30, 3}} {
			if !shared(n+i, 3) {
				continue
			}
			r := fullReport(typ)
			r.Meldung.Anmerkung = model.Text(strings.Repeat("Viel Text, der umbrochen wird. ", 40))
			d := drive(t, r, Pages(typ))
			d.f.openAll()
			d.f.SetWhole(true)
			for range 150 {
				d.fits(size[0], size[1])
				d.keys("<Down><Down>")
			}
		}
	}
}

func TestLetterChangesFewLinesOfTheFrame(t *testing.T) {
	t.Parallel()
	r := fullReport(model.TypST)
	d := drive(t, r, Pages(model.TypST))
	d.f.openAll()
	d.f.SetWhole(true)
	for _, id := range []string{"ST.Menge_Bestrahlung[1].Beginn", "Anmerkung", "ST.Menge_Bestrahlung[1].Applikationsart.Perkutan.Gesamtdosis.Dosis"} {
		d.goTo(id).keys("1")
		before := strings.Split(d.view(), "\n")
		after := strings.Split(d.keys("2").view(), "\n")
		changed := 0
		for i := range after {
			if i >= len(before) || before[i] != after[i] {
				changed++
			}
		}
		if changed > 1 {
			t.Errorf("%s: a letter changes %d lines\n%s", id, changed, strings.Join(slices.Concat(before, after), "\n"))
		}
	}
}

func TestWhatTheMinimumMissesIsReachedLast(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.f.SetWhole(true)
	d.f.SetFindings([]rule.Finding{
		{Rule: "M-Pflicht", Severity: rule.Warnung, Text: "fehlt", Fields: []string{"Eigene_Leistung"}},
		{Rule: "B", Severity: rule.Warnung, Text: "passt nicht", Fields: []string{"Anmerkung"}}})
	for _, step := range []struct {
		by   int
		want string
	}{{1, "Anmerkung"}, {1, "Eigene_Leistung"}, {1, "Anmerkung"}, {-1, "Eigene_Leistung"}, {-1, "Anmerkung"}} {
		if !d.f.NextFinding(step.by) {
			t.Fatal("no finding")
		}
		d.cursor(step.want)
	}
}
