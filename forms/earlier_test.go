package forms

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// diagnosed is a Diagnose with a histology, two stages and metastases.
func diagnosed() *model.Report {
	r := new(model.Report)
	field.Fill(dataset.Report, r, map[string]string{
		"Typ": "Diagnose", "Meldung_ID": "M-1", "Meldebegruendung": "I", "Tumorzuordnung.Tumor_ID": "T-1", "Tumorzuordnung.Diagnosedatum": "2026-05-14",
		"Diagnose.Diagnosesicherung": "7.1", "Diagnose.Histologie.Histologie_ID": "H-1", "Diagnose.Histologie.Grading": "2",
		"Diagnose.cTNM.T": "3", "Diagnose.cTNM.L": "L1", "Diagnose.pTNM.T": "2",
		"Diagnose.Menge_FM[0].Lokalisation": "OSS", "Diagnose.Menge_FM[1].Lokalisation": "HEP",
	})
	return r
}

func formOf(typ model.Zweig) (*Form, *model.Report) {
	r := &model.Report{}
	r.Meldung.Typ = typ
	r.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-14"
	return New(dataset.Report, r, Pages(typ), testEnv()), r
}

func TestEarlierReportIsOfferedWhereThePartsAreTheSame(t *testing.T) {
	t.Parallel()
	f, r := formOf(model.TypOP)
	got := map[string]string{}
	for _, o := range f.Offers(diagnosed()) {
		got[o.ID] = o.Value
	}
	want := map[string]string{"Meldebegruendung": "I", "OP.Histologie.Grading": "2", "OP.TNM.T": "2", "OP.TNM.L": "L1"}
	for id, value := range want {
		if got[id] != value {
			t.Errorf("%s: got %q, want %q", id, got[id], value)
		}
	}
	if len(got) != len(want) {
		t.Errorf("offered: got %v, want %v", got, want)
	}
	if n := f.Carry(got, "Diagnose 14.05.2026"); n != len(want) || r.Meldung.OP.TNM.T != "2" || f.Origin("OP.TNM.T") != "Diagnose 14.05.2026" {
		t.Errorf("carried %d: %+v", n, r.Meldung.OP)
	}
}

func TestElementsOfListsAreOfferedAndMade(t *testing.T) {
	t.Parallel()
	f, r := formOf(model.TypVerlauf)
	values := map[string]string{}
	for _, o := range f.Offers(diagnosed()) {
		values[o.ID] = o.Value
	}
	f.Carry(values, "Diagnose")
	if fm := r.Meldung.Verlauf.MengeFM; len(fm) != 2 || fm[0].Lokalisation != "OSS" || fm[1].Lokalisation != "HEP" {
		t.Errorf("carried: got %+v", r.Meldung.Verlauf)
	}
}

func TestRepeatPrefersTheSameTypeAndKnowsLikeParts(t *testing.T) {
	t.Parallel()
	f, _ := formOf(model.TypOP)
	op := &model.Report{}
	field.Fill(dataset.Report, op, map[string]string{"Typ": "OP", "OP.Intention": "K", "OP.TNM.T": "1"})
	f.SetEarlier([]Earlier{{Report: diagnosed(), Origin: "Diagnose"}, {Report: op, Origin: "OP"}})
	for id, want := range map[string][2]string{"OP.TNM.T": {"1", "OP"}, "OP.Intention": {"K", "OP"}, "OP.Histologie.Grading": {"2", "Diagnose"}, "OP.Datum": {}} {
		if text, origin := f.fromEarlier(id); text != want[0] || origin != want[1] {
			t.Errorf("%s: got %q from %q, want %q", id, text, origin, want)
		}
	}
}

func TestIdsAreInTheOrderOfTheirElements(t *testing.T) {
	t.Parallel()
	if inOrder("A[2].x", "A[10].x") >= 0 || inOrder("A[1].B[10]", "A[1].B[9]") <= 0 || inOrder("A", "B") >= 0 || inOrder("A[1]", "A[1]") != 0 {
		t.Error("elements are not compared by number")
	}
}

// A fact of the tumour is known from whatever told it, though the last report did not;
// what is no value gives none.
func TestFactsOfTheTumourComeFromAllItsReports(t *testing.T) {
	t.Parallel()
	f, _ := formOf(model.TypPathologie)
	told := diagnosed()
	told.Meldung.Diagnose.Diagnosesicherung = "7.1"
	told.Meldung.Diagnose.PrimaertumorTopographieICDO = &model.ICDO{Code: "C50.4", Version: "33"}
	wrong := diagnosed()
	wrong.Meldung.Diagnose.Diagnosesicherung = "histo"
	op := &model.Report{Meldung: model.Meldung{Typ: model.TypOP}}
	f.SetEarlier([]Earlier{{Report: op, Origin: "OP"}, {Report: wrong, Origin: "Entwurf"}, {Report: told, Origin: "Diagnose"}})
	for id, want := range map[string]string{"Pathologie.Diagnosesicherung": "7.1", "Pathologie.Primaertumor_Topographie_ICD_O": "C50.4", "Pathologie.Primaertumor_Topographie_ICD_O.Version": "33"} {
		if _, ok := field.Lookup(f.root, f.report, id); !ok {
			t.Fatalf("there is no field %s", id)
		}
		if text, origin := f.fromEarlier(id); text != want || origin != "Diagnose" {
			t.Errorf("%s: got %q from %q, want %q from the Diagnose", id, text, origin, want)
		}
	}
}
