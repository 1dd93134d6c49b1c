package desk

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/obds"
)

// delivered is a document of a report, as another system writes it.
func delivered(t *testing.T, folder, name string, r model.Report) string {
	t.Helper()
	r.Absender = model.Absender{AbsenderID: "KIS-7"}
	var text bytes.Buffer
	if err := obds.Write(&text, obds.FromReport(&r, dataset.Newest)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (w *workplace) gather(path string) *Gathered {
	w.t.Helper()
	g, err := w.Gather(w.t.Context(), []string{path}, false, unheard)
	w.must(err)
	return g
}

// unheard hears how far a delivery is, and nobody it.
func unheard(intake.Progress) {}

func lineOf(t *testing.T, look *intake.Inspection, k intake.Kind) *intake.Line {
	t.Helper()
	for n := range look.Lines {
		if look.Lines[n].Kind == k {
			return &look.Lines[n]
		}
	}
	t.Fatalf("no line %q in %+v", k, look.Lines)
	return nil
}

func TestADeliveryIsDecidedStoredAndRememberedForTheNext(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	here := w.newDraft(w.newCase(), model.TypDiagnose, nil)
	folder := t.TempDir()
	twin := here.Report
	twin.Patient.PatientID, twin.Meldung.MeldungID = "KIS-99", "M-77"
	delivered(t, folder, "a.xml", twin)
	if err := os.WriteFile(filepath.Join(folder, "b.xml"), []byte("<oBDS"), 0o600); err != nil {
		t.Fatal(err)
	}

	g := w.gather(folder)
	look, err := g.Inspect(t.Context(), intake.Decisions{}, unheard)
	w.must(err)
	lineOf(t, look, intake.NoReport)
	maybe := lineOf(t, look, intake.MaybeKnown)
	if maybe.Choice != intake.Open || len(maybe.Choices) != 4 {
		t.Fatalf("she is %+v, want her asked about", maybe)
	}
	same := maybe.Choices[3]
	decided := look.Decisions(intake.Decisions{}).With(maybe, same, false)
	w.must(g.Keep(t.Context(), "", decided))
	carried, err := g.Carry(t.Context(), decided, unheard)
	w.must(err)
	if carried.Reports != 1 || carried.Patients != 0 || carried.Left() != 1 {
		t.Errorf("carried %d reports, %d people, %d left; want 1, 0, 1", carried.Reports, carried.Patients, carried.Left())
	}
	drafts, err := w.DraftsOf(t.Context(), here.PatientID)
	if err != nil || len(drafts) != 2 {
		t.Errorf("she has %d drafts, %v; want both", len(drafts), err)
	}
	report, err := os.ReadFile(carried.Report)
	if err != nil || !strings.Contains(string(report), "dieselbe:") || strings.Contains(string(report), string(twin.Patient.Stammdaten.Nachname)) {
		t.Errorf("report: %v\n%s", err, report)
	}

	twin.Meldung.MeldungID = "M-78"
	next := w.gather(delivered(t, folder, "next.xml", twin))
	d, err := next.Recall(t.Context(), "")
	w.must(err)
	look, err = next.Inspect(t.Context(), d, unheard)
	w.must(err)
	if got := lineOf(t, look, intake.MaybeKnown).Choice; got != same {
		t.Errorf("in the next delivery she is %q, want %q as decided", got, same)
	}
}

func TestDecisionsOfAnotherKindOfFileAreRefused(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	g := w.gather(filepath.Join(t.TempDir(), "missing.xml"))
	look, err := g.Inspect(t.Context(), intake.Decisions{}, unheard)
	w.must(err)
	if got := lineOf(t, look, intake.NoReport).Text; !strings.Contains(got, "gibt es nicht") {
		t.Errorf("a missing file is told as %q", got)
	}
	path := filepath.Join(t.TempDir(), "x.json")
	w.must(os.WriteFile(path, []byte("<oBDS/>"), 0o600))
	var f *answer.Failure
	if _, err := g.Recall(t.Context(), path); !errors.As(err, &f) || f.Kind != answer.FailNoDecisions {
		t.Errorf("got %v, want %s", err, answer.FailNoDecisions)
	}
}
