package forms

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// A duplicate has codes before it has dates; the editions come with the date.
func TestEditionsFollowTheDateThatIsEnteredLater(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung.Diagnosedatum = "2024-05-14"
	r.Meldung.Tumorzuordnung.PrimaertumorICD = model.ICD{Code: "C50.4", Version: "10 2024 GM"}
	bare, dates := ForAnother(dataset.Report, r)
	if tumour := bare.Meldung.Tumorzuordnung; !slices.Equal(dates, []string{diagnosisDate}) || tumour.Diagnosedatum != "" || tumour.PrimaertumorICD.Version != "" {
		t.Fatalf("dates %v, tumour %+v", dates, tumour)
	}
	d := drive(t, bare, Pages(model.TypDiagnose))
	d.f.Goto(diagnosisDate)
	d.keys("140526<Enter>")
	if got := bare.Meldung.Tumorzuordnung.PrimaertumorICD.Version; got != "10 2026 GM" {
		t.Errorf("edition: got %q, want that of 2026", got)
	}
}

func TestNobodyInheritsWhatBelongsToOnePerson(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypPathologie)
	r.Meldung.Meldebegruendung, r.Meldung.Anmerkung = "W", "Testfrau"
	r.Meldung.Pathologie = &model.Pathologie{Befundtext: "Frau Testfrau", Diagnosesicherung: "7",
		Histologie: &model.Histologie{HistologieEinsendeNr: "E/1", Grading: "2"}}
	bare, open := ForAnother(dataset.Report, r)
	m, p := &bare.Meldung, bare.Meldung.Pathologie
	if m.Meldebegruendung != "" || m.Anmerkung != "" || p.Befundtext != "" || p.Histologie.HistologieEinsendeNr != "" {
		t.Errorf("inherited: %+v, %+v", m, p)
	}
	if p.Diagnosesicherung != "7" || p.Histologie.Grading != "2" {
		t.Errorf("lost: %+v", p)
	}
	if want := []string{"Meldebegruendung", "Pathologie.Histologie.Histologie_EinsendeNr"}; !slices.Equal(open, want) {
		t.Errorf("to be filled again: got %v, want %v", open, want)
	}
}

func TestCarriedCodesGetTheirEdition(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.f.Carry(map[string]string{"Tumorzuordnung.Primaertumor_ICD": "C50.4", diagnosisDate: "2025-03-01"}, "Vorlage Mamma")
	if got := d.r.Meldung.Tumorzuordnung.PrimaertumorICD; got.Version != "10 2025 GM" {
		t.Errorf("ICD: got %+v, want the edition of 2025", got)
	}
	d.keys("<C-z>")
	if got := d.r.Meldung.Tumorzuordnung.PrimaertumorICD; got != (model.ICD{}) {
		t.Errorf("after undo: %+v", got)
	}
}

func TestPartsOfATemplateHoldNoPersonNumberOrEdition(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung = model.Tumorzuordnung{TumorID: "T1", Diagnosedatum: "2024-05-14", PrimaertumorICD: model.ICD{Code: "C50.4", Version: "10 2024 GM"}}
	r.Meldung.Anmerkung = "Korrekturmeldung"
	var got []string
	for _, p := range drive(t, r, Pages(model.TypDiagnose)).f.Parts() {
		got = append(got, p.ID)
	}
	if want := []string{diagnosisDate, "Tumorzuordnung.Primaertumor_ICD"}; !slices.Equal(got, want) {
		t.Errorf("parts: got %v, want %v", got, want)
	}
}
