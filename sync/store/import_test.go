package store

import (
	"errors"
	"testing"

	"example.org/meldeportal/model"
)

func arrived(tnr string) Arrived {
	return Arrived{Completed: Completed{Tnr: tnr, Document: []byte("<oBDS/>"), Digest: "digest-" + tnr, Report: testReport(tnr)}, Receipt: receipt(tnr)}
}

func TestImportBringsDraftsAndReceipts(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	err := v.Import(t.Context(), []Import{
		{Patient: model.Patient{PatientID: "P1"}, Sent: []Arrived{arrived("t1"), arrived("t2")}, Drafts: []model.Report{testReport("offen")}},
		{Patient: model.Patient{PatientID: "P2"}},
	})
	if err != nil {
		t.Fatalf("Import: %v", err)
	}
	cases := allCases(t, v)
	if len(cases) != 2 || cases[0].Drafts != 1 || cases[0].Accepted != 2 || cases[0].Diagnosis != "C50.4" || cases[1].Accepted != 0 {
		t.Fatalf("cases = %+v, want two, the first with one draft and two receipts", cases)
	}
	reports := must(v.Reports(t.Context(), cases[0].ID))(t)
	for i, want := range []string{"t1", "t2"} {
		if got := reports[i]; got.Transaktionsnummer != want || got.State != model.StateAccepted || got.Receipt == nil ||
			*got.Receipt != receipt(want) || got.Report.Meldung.Anmerkung != model.Text(want) {
			t.Errorf("report %d = %+v, want %s accepted with its receipt", i, got, want)
		}
	}
	if got := claim(t, v, later(0), 5); len(got) != 0 {
		t.Errorf("claimed %q, want none: they have arrived", tnrs(got))
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	err := v.Import(t.Context(), []Import{
		{Patient: model.Patient{PatientID: "P1"}, Sent: []Arrived{arrived("t1")}},
		{Patient: model.Patient{PatientID: "P1"}},
	})
	if !errors.Is(err, ErrDuplicate) {
		t.Errorf("Import with a Patient_ID twice = %v, want ErrDuplicate", err)
	}
	if got := allCases(t, v); len(got) != 0 {
		t.Errorf("cases after a failed import = %d, want 0", len(got))
	}
}
