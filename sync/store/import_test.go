package store

import (
	"errors"
	"reflect"
	"testing"

	"example.org/meldeportal/model"
)

func arrived(tnr string) Arrived {
	return Arrived{Completed: model.Completed{Report: testReport(tnr),
		Frozen: model.Frozen{Transaktionsnummer: tnr, Document: []byte("<oBDS/>"), Digest: "digest-" + tnr}}, Receipt: receipt(tnr)}
}

// numbered is a report the registry knows by its ids.
func numbered(meldung, melder model.Text) model.Report {
	r := testReport("von " + string(melder))
	r.Meldung.MeldungID, r.Meldung.MelderID = meldung, melder
	return r
}

// sentElsewhere is a report without a receipt.
func sentElsewhere(tnr string, r model.Report) Arrived {
	return Arrived{Completed: model.Completed{Report: r,
		Frozen: model.Frozen{Transaktionsnummer: tnr, Document: []byte("<oBDS/>"), Digest: "d"}}, At: noon}
}

func importAll(t testing.TB, v *Vault, people ...Import) Imported {
	t.Helper()
	return must(v.Import(t.Context(), These(people), Importing{}))(t)
}

func TestImportBringsDraftsAndReceipts(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	got := importAll(t, v,
		Import{Patient: model.Patient{PatientID: "P1"}, Sent: []Arrived{arrived("t1"), arrived("t2")}, Drafts: []model.Report{testReport("offen")}},
		Import{Patient: model.Patient{PatientID: "P2"}})
	if want := (Imported{Patients: 2, Reports: 3}); got != want {
		t.Errorf("Import = %+v, want %+v", got, want)
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
	_, err := v.Import(t.Context(), These([]Import{
		{Patient: model.Patient{PatientID: "P1"}, Sent: []Arrived{arrived("t1")}},
		{Patient: model.Patient{PatientID: "P2"}, Sent: []Arrived{arrived("t1")}},
	}), Importing{})
	if !errors.Is(err, ErrDuplicate) {
		t.Errorf("Import with a Transaktionsnummer twice = %v, want ErrDuplicate", err)
	}
	if got := allCases(t, v); len(got) != 0 {
		t.Errorf("cases after a failed import = %d, want 0", len(got))
	}
}

func TestReportSentElsewhereHasNoReceiptAndIsNotSent(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	importAll(t, v, Import{Patient: model.Patient{PatientID: "P1"}, Sent: []Arrived{sentElsewhere("t1", numbered("m-1", "4711"))}})
	got := must(v.Delivery(t.Context(), "t1"))(t)
	if got.State != model.StateElsewhere || got.Receipt != nil || !got.Completed.Equal(noon) {
		t.Errorf("delivery = %+v, want elsewhere, without a receipt, completed at noon", got)
	}
	if c := allCases(t, v)[0]; c.Accepted != 1 || c.Waiting != 0 {
		t.Errorf("case counts %d accepted and %d waiting, want 1 and 0", c.Accepted, c.Waiting)
	}
	if got := claim(t, v, later(0), 5); len(got) != 0 {
		t.Errorf("claimed %q, want none: another program sent it", tnrs(got))
	}
	if err := v.Reject(t.Context(), "t1", "c", "r"); !errors.Is(err, ErrSettled) {
		t.Errorf("Reject = %v, want ErrSettled", err)
	}
	n, _, err := v.Waiting(t.Context())
	if n != 0 || err != nil {
		t.Errorf("Waiting = %d, %v, want 0", n, err)
	}
}

func TestSecondImportChangesNothing(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	people := func(try string) []Import {
		return []Import{
			{Patient: model.Patient{PatientID: "P1"}, Drafts: []model.Report{numbered("m-1", "4711")}},
			{Patient: model.Patient{PatientID: "P2"}, Sent: []Arrived{sentElsewhere("t-"+try, numbered("m-1", "4712"))}},
			{Patient: model.Patient{PatientID: "P1"}, Drafts: []model.Report{numbered("m-2", "4711")}},
		}
	}
	if got, want := importAll(t, v, people("a")...), (Imported{Patients: 2, Reports: 3}); got != want {
		t.Errorf("first Import = %+v, want %+v", got, want)
	}
	before, mark := allCases(t, v), must(v.Mark(t.Context()))(t)
	if got, want := importAll(t, v, people("b")...), (Imported{Known: 3}); got != want {
		t.Errorf("second Import = %+v, want %+v", got, want)
	}
	if after := allCases(t, v); !reflect.DeepEqual(after, before) {
		t.Errorf("cases after the second import = %+v, want %+v", after, before)
	}
	if next := must(v.Mark(t.Context()))(t); next != mark {
		t.Errorf("mark = %d after the second import, want %d: nothing changed", next, mark)
	}
}

func TestImportKeepsWhatIsHereAndTellsOfTheDifference(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	first := importAll(t, v, Import{Patient: c.Patient, Drafts: []model.Report{numbered("m-1", "4711")}})
	if want := (Imported{Reports: 1}); first != want {
		t.Errorf("Import for a known person = %+v, want %+v", first, want)
	}
	other, moved := numbered("m-1", "4711"), c.Patient
	other.Meldung.Anmerkung = "korrigiert"
	moved.Stammdaten.Nachname = "Muster-Wolf"
	got := importAll(t, v, Import{Patient: moved, Drafts: []model.Report{other}})
	if want := (Imported{Differ: 1}); got != want {
		t.Errorf("Import of another version = %+v, want %+v", got, want)
	}
	drafts := must(v.Drafts(t.Context(), c.ID))(t)
	if len(drafts) != 1 || drafts[0].Report.Meldung.Anmerkung != "von 4711" {
		t.Errorf("drafts = %+v, want the first version alone", drafts)
	}
	if got := must(v.Case(t.Context(), c.ID))(t).Patient.Stammdaten.Nachname; got != "Muster" {
		t.Errorf("name = %q, want the stored one", got)
	}
}

func TestImportRefusesAnotherPersonWithTheSameID(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	other := c.Patient
	other.Stammdaten.Geburtsdatum = "1981-01-02"
	_, err := v.Import(t.Context(), These([]Import{{Patient: other, Drafts: []model.Report{numbered("m-1", "4711")}}}), Importing{})
	if !errors.Is(err, ErrDuplicate) {
		t.Errorf("Import = %v, want ErrDuplicate", err)
	}
	vague := c.Patient
	vague.Stammdaten.Geburtsdatum = "1950-07-01~M"
	if got := importAll(t, v, Import{Patient: vague}); got != (Imported{}) {
		t.Errorf("Import with the year of birth alone = %+v, want the same person and nothing new", got)
	}
}
