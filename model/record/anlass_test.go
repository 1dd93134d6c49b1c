package record

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
)

// A report of an occasion says what choosing has said: whose tumour it is about, and for
// an end the therapy that was begun, as the registry knows it.
func TestAReportSaysWhatChoosingHasSaid(t *testing.T) {
	t.Parallel()
	about := &model.Tumorzuordnung{TumorID: "T7", PrimaertumorICD: model.ICD{Code: "C50.4"}}
	begun := &model.Report{Meldung: model.Meldung{Typ: model.TypSYST, Tumorzuordnung: *about,
		SYST: &model.SYST{SYSTID: "S1", Meldeanlass: model.Behandlungsbeginn, Beginn: "2026-01-05", Therapieart: "CH", EndeGrund: "E"}}}
	end := Anlass{Anlass: land.Anlass{Typ: model.TypSYST, Sub: model.Behandlungsende}, Begin: begun}
	r := end.Report(about)
	if m := &r.Meldung; m.Tumorzuordnung.TumorID != "T7" || m.SYST == nil || m.SYST.SYSTID != "S1" || m.SYST.Beginn != "2026-01-05" || m.SYST.Meldeanlass != model.Behandlungsende || m.SYST.EndeGrund != "" {
		t.Errorf("the end: %+v", r.Meldung.SYST)
	}
	if begun.Meldung.SYST.Meldeanlass != model.Behandlungsbeginn || begun.Meldung.SYST.EndeGrund != "E" {
		t.Error("the beginning was changed")
	}
	first := Anlass{Anlass: land.Anlass{Typ: model.TypDiagnose}}
	if r := first.Report(nil); r.Meldung.Typ != model.TypDiagnose || r.Meldung.Tumorzuordnung.TumorID != "" {
		t.Errorf("of a new tumour: %+v", r.Meldung.Tumorzuordnung)
	}
}
