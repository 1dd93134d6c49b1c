package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// A code is taken in the list's spelling, but for the blank before a bracket: both
// "1(sn)" and "1 (sn)" stand in documents.
func TestACodeKeepsTheBlankThatWasTyped(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]string{"1(sn)": "1(sn)", "1 (sn)": "1 (sn)", "1A": "1a", "1 a": "1a", "": ""} {
		driveDiagnose(t).goTo("Diagnose.pTNM.N").keys(keys+"<Tab>").value("Diagnose.pTNM.N", want)
	}
	driveDiagnose(t).goTo("Tumorzuordnung.Primaertumor_ICD").keys("C50 .4<Tab>").value("Tumorzuordnung.Primaertumor_ICD", "C50.4")
	d := drive(t, newReport(model.TypDiagnose), Pages(model.TypDiagnose)).goTo("Diagnose.cTNM.N").keys("0 (i+)<Tab>")
	d.value("Diagnose.cTNM.N", "0 (i+)")
}

// A letter that only one entry has somewhere inside a word is no choice of it.
func TestLettersInsideAWordTakeNothing(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"z": "z", "ch": "ch", "o": "O", "adjuvant": "A", "ohne": "O"} {
		drive(t, newReport(model.TypSYST), Pages(model.TypSYST)).goTo("SYST.Stellung_OP").keys(typed+"<Tab>").value("SYST.Stellung_OP", want)
	}
}

func TestATextOfOnesOwnIsCalledSo(t *testing.T) {
	t.Parallel()
	d := drive(t, newReport(model.TypSYST), Pages(model.TypSYST)).goTo("SYST.Protokoll").keys("folfox<Tab>").sees("eigener Text")
	d.goTo("SYST.Protokoll").keys("<C-u>FOLFOX4<Tab>")
	if strings.Contains(d.view(), "eigener Text") {
		t.Errorf("a listed name is called so:\n%s", d.view())
	}
	r := newReport(model.TypST)
	r.Meldung.ST = &model.ST{Nebenwirkungen: model.Nebenwirkungen{MengeNebenwirkung: []model.Nebenwirkung{{Art: model.NebenwirkungArt{Bezeichnung: "Kribbeln"}}}}}
	for _, page := range Read(dataset.Report, r, Pages(model.TypST), testEnv()) {
		for _, item := range page.Items {
			if strings.Contains(item.Meaning, "eigener") {
				t.Errorf("the reader of the report is told so: %+v", item)
			}
		}
	}
}
