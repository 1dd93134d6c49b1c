package forms

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// adopt has the form hold what a colleague made of the report as it was.
func (d *driver) adopt(was *model.Report, change func(*model.Report)) {
	theirs := field.Copy(was)
	change(theirs)
	d.f.Adopt(field.Merge(dataset.Report, theirs, was, d.r))
}

// What a colleague has saved comes into the form in the middle of a word: the word, the
// caret in it and the way back stay.
func TestAdoptLeavesWhatIsBeingTyped(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Primaertumor_Diagnosetext").keys("alt<Enter>").goTo("Anmerkung").keys("eins zwei<Left><Left>")
	was := field.Copy(d.r)
	d.keys("x")
	d.adopt(was, func(r *model.Report) {
		r.Meldung.EigeneLeistung = "N"
		r.Meldung.Diagnose.PrimaertumorDiagnosetext = "neu"
	})
	d.keys("y<Tab>").value("Anmerkung", "eins zwxyei").value("Eigene_Leistung", "N").value("Diagnose.Primaertumor_Diagnosetext", "neu")
	d.keys("<C-z>").value("Anmerkung", "").value("Eigene_Leistung", "N")
	d.keys("<C-z>").value("Diagnose.Primaertumor_Diagnosetext", "neu") // what is not as it was is left alone
}

// Items of a list get other numbers by a colleague's: the focus stays in its own, and the
// way back meets no other one.
func TestAdoptStaysInItsItem(t *testing.T) {
	t.Parallel()
	const list = "Diagnose.Menge_FM"
	r := newReport(model.TypDiagnose)
	r.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Diagnosedatum: "2026-05-01", Lokalisation: "HEP"}, {Diagnosedatum: "2026-06-01", Lokalisation: "OSS"}}}
	d := drive(t, r, Pages(model.TypDiagnose)).goTo("Meldebegruendung").keys("i<Enter>").goTo(list + "[1].Lokalisation").keys("pul<Enter>")
	was := field.Copy(d.r)
	d.goTo(list + "[1].Diagnosedatum").keys("0207")
	d.adopt(was, func(r *model.Report) {
		r.Meldung.Diagnose.MengeFM = append([]model.Fernmetastase{{Diagnosedatum: "2026-04-01", Lokalisation: "BRA"}}, r.Meldung.Diagnose.MengeFM...)
	})
	d.cursor(list+"[2].Diagnosedatum").keys("2026<Tab>").value(list+"[2].Diagnosedatum", "2026-07-02").value(list+"[2].Lokalisation", "PUL").value(list+"[1].Diagnosedatum", "2026-05-01")
	again := drive(t, d.r, Pages(model.TypDiagnose))
	if !again.f.Recall(d.f.Memory()) {
		t.Fatal("the way back is not readable any more")
	}
	again.keys("<C-z><C-z><C-z>").value(list+"[0].Lokalisation", "BRA").value(list+"[1].Lokalisation", "HEP").value(list+"[2].Lokalisation", "PUL").value("Meldebegruendung", "")
}

// A value takes the place of another one only where that stands.
func TestReplaceWantsWhatStood(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Anmerkung").keys("eins<Tab>")
	if d.f.Replace("Anmerkung", "zwei", "drei") || !d.f.Replace("Anmerkung", "eins", "vier") || d.f.Replace("Anmerkung[7]", "", "x") {
		t.Error("a value was replaced by what stood elsewhere")
	}
	d.value("Anmerkung", "vier").keys("<C-z>").value("Anmerkung", "eins")
}
