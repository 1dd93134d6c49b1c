package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// tumourOf is a Diagnose with codes whose words its texts repeat.
func tumourOf(t *testing.T) *driver {
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C43.5"
	r.Meldung.Diagnose = &model.Diagnose{PrimaertumorTopographieFreitext: "Haut am Rücken"}
	d := drive(t, r, Pages(model.TypDiagnose))
	Warm(d.f.env.Lists, dataset.Report)
	return d
}

func TestTextsAreCompletedWordByWord(t *testing.T) {
	t.Parallel()
	const text = "Diagnose.Primaertumor_Diagnosetext"
	for keys, want := range map[string]string{
		"Ma<Right>":                     "Malignes",
		"Ma<Right> M<Right>":            "Malignes Melanom",
		"plattenep<Right>":              "plattenepithelkarzinom", // a word of the lists
		"h<Right>":                      "haut am Rücken",         // another text, whole
		"x<Right>":                      "x",
		"Ma<Left><Right>":               "Ma", // inside a text → moves
		"Ma<Right><C-z>":                "",   // one step of undo takes the visit back
		"erste Zeile<Enter>Ma<Right>":   "erste Zeile\nMalignes",
		"Mal<Right><Right><Right>":      "Malignes", // at the end → does nothing
		"Malignes Melanom, Rum<Right>.": "Malignes Melanom, Rumpf.",
	} {
		d := tumourOf(t).goTo(text).keys(keys).keys("<Tab>")
		d.value(text, want)
	}
}

func TestCompletionIsShownAndWritesNothing(t *testing.T) {
	t.Parallel()
	d := tumourOf(t).goTo("Diagnose.Primaertumor_Diagnosetext").keys("Ma")
	if view := d.f.View(80, 20); !strings.Contains(view, "Ma→lignes") {
		t.Errorf("not shown:\n%s", view)
	}
	d.keys("<Tab>").value("Diagnose.Primaertumor_Diagnosetext", "Ma")
	d.goTo("Diagnose.Histologie.Morphologie_Freitext").keys("Ru")
	if view := d.f.View(80, 20); !strings.Contains(view, "Ru→mpf") {
		t.Errorf("not shown:\n%s", view)
	}
	if x, _, typing := d.f.Caret(); !typing || x != 3+25+1+2 {
		t.Errorf("caret at %d, want behind what was typed", x)
	}
}

func TestNamesAndNumbersAreNotCompleted(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"Tumorzuordnung.Tumor_ID", "Diagnose.Histologie.Histologie_ID"} {
		tumourOf(t).goTo(id).keys("<C-u>Mela<Right><Tab>").value(id, "Mela")
	}
}
