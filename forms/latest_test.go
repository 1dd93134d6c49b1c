package forms

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestTheLastValueOfThisKindIsOneKeyAway(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.goTo("Tumorzuordnung.Diagnosedatum").keys("190224<Tab>c504<Tab>")
	d.goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("<C-d>").value("Diagnose.Primaertumor_Topographie_ICD_O", "C50.4")
	d.goTo("Diagnose.Histologie.Tumor_Histologiedatum").keys("<C-d>").value("Diagnose.Histologie.Tumor_Histologiedatum", "2024-02-19")
	if got := d.f.Origin("Diagnose.Histologie.Tumor_Histologiedatum"); got != "Diagnosedatum" {
		t.Errorf("origin: got %q, want the field it came from", got)
	}
	d.goTo("Diagnose.Histologie.Morphologie_ICD_O[0]").keys("<C-d>").value("Diagnose.Histologie.Morphologie_ICD_O[0]", "")
	d.goTo("Tumorzuordnung.Morphologie_ICD_O").keys("85003<Tab>")
	d.goTo("Diagnose.Histologie.Morphologie_ICD_O[0]").keys("<C-d>").value("Diagnose.Histologie.Morphologie_ICD_O[0]", "8500/3")
	d.keys("<Tab>").cursor("Diagnose.Histologie.Morphologie_ICD_O[1]")
}

func TestTheKeyPressedAgainTakesTheNextValue(t *testing.T) {
	t.Parallel()
	const field = "Diagnose.Histologie.Tumor_Histologiedatum"
	d := driveDiagnose(t)
	last := newReport(model.TypDiagnose)
	last.Meldung.Diagnose = &model.Diagnose{Histologie: &model.Histologie{TumorHistologiedatum: "2020-01-02"}}
	d.f.SetLast(last, "Diagnose 02.01.2020")
	d.goTo("Tumorzuordnung.Diagnosedatum").keys("190224<Tab>")
	for _, want := range []string{"2020-01-02", "2024-02-19", "2020-01-02"} {
		d.goTo(field).keys("<C-d>").value(field, want)
	}
	d.keys("<C-d>").value(field, "2024-02-19").keys("<C-z>").value(field, "2020-01-02")
}

func TestTheSiteOfADiagnosisWithoutASubsiteEndsInNine(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("c20<Tab>")
	d.goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("<C-d>").value("Diagnose.Primaertumor_Topographie_ICD_O", "C20.9")
}

func TestTheDateOfBirthIsNoDateOfATumour(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.f.unlock()
	d.goTo("Patient.Geburtsdatum").keys("01011950<Tab>")
	d.goTo("Tumorzuordnung.Diagnosedatum").keys("<C-d>").value("Tumorzuordnung.Diagnosedatum", "")
}

func TestAFieldNobodyAsksForIsCalledUpByItsName(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
	d := drive(t, r, Pages(model.TypDiagnose))
	const rectal = "Diagnose.Modul_Darm.RASMutation"
	asked := d.f.Targets()
	all := append(asked, d.f.Unasked()...)
	if hits := Find(asked, "RAS"); len(hits) > 0 && hits[0].ID == rectal {
		t.Fatal("the module for another organ is asked")
	}
	hits := Find(all, "RAS-Mutation")
	if len(hits) == 0 || hits[0].ID != rectal {
		t.Fatalf("not found by its name: %v", hits)
	}
	d.goTo(rectal).keys("w<Tab>").value(rectal, "W")
	if left := Find(all, "Seite")[0]; left.ID != "Tumorzuordnung.Seitenlokalisation" {
		t.Errorf("what is asked comes first: got %s", left.ID)
	}
}

func TestTheOtherBranchOfAChoiceCannotBeCalledUp(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	for _, target := range d.f.Unasked() {
		if within(target.ID, string(model.TypOP)) {
			t.Fatalf("%s belongs to another type of report", target.ID)
		}
	}
	if d.f.Goto("OP.Datum") {
		t.Error("a field of another type of report has the focus")
	}
}

func TestAnEditionWithoutItsCodeIsPassedOver(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("<Tab>")
	d.cursor("Diagnose.Primaertumor_Topographie_Freitext")
	d.goTo("Diagnose.Primaertumor_Topographie_ICD_O").keys("c504<Tab>").cursor("Diagnose.Primaertumor_Topographie_Freitext").keys("<Up>")
	d.cursor("Diagnose.Primaertumor_Topographie_ICD_O.Version")
}

// The occasion is chosen with the report: the page begins at what is not.
func TestTheChosenOccasionIsPassedOver(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypSYST)
	r.Meldung.SYST = &model.SYST{Meldeanlass: "behandlungsbeginn"}
	d := drive(t, r, Pages(model.TypSYST))
	for range 3 {
		if d.f.Cursor() == "SYST.Intention" {
			break
		}
		d.keys("<PgDn>")
	}
	d.cursor("SYST.Intention").keys("<Up>").cursor("SYST.Meldeanlass").keys("<Tab>").cursor("SYST.Intention")
}
