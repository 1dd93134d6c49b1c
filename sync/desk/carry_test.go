package desk

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/sync/store"
)

// What was decided is carried in like any import: it tells how far it is, and when it
// is stopped before its end nothing of it stays.
func TestADecidedImportCanBeStopped(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	folder := t.TempDir()
	one := w.newDraft(w.newCase(), model.TypDiagnose, nil).Report
	one.Patient.PatientID, one.Meldung.MeldungID = "KIS-1", "M-1"
	one.Patient.Stammdaten.Nachname, one.Patient.Stammdaten.Geburtsdatum, one.Patient.Stammdaten.VersichertendatenGKV = "Anders", "1950-01-01", nil
	g := w.gather(delivered(t, folder, "a.xml", one))
	look, err := g.archive.Inspect(t.Context(), g.in, intake.Decisions{}, nil)
	w.must(err)
	if look.Chosen() != 1 {
		t.Fatalf("%d reports are to come, want 1: %+v", look.Chosen(), look.Lines)
	}
	ctx, stop := context.WithCancel(t.Context())
	told := 0
	_, err = g.archive.Carry(ctx, g.in, look, time.Now(), func(store.Imported) { told++; stop() })
	if !errors.Is(err, context.Canceled) || told != 1 {
		t.Errorf("Carry = %v, told %d times, want it stopped when it told", err, told)
	}
	again, err := g.archive.Inspect(t.Context(), g.in, intake.Decisions{}, nil)
	w.must(err)
	if again.Chosen() != 1 {
		t.Errorf("%d reports are still to come, want 1", again.Chosen())
	}
	done, err := g.archive.Carry(t.Context(), g.in, again, time.Now(), nil)
	if err != nil || done.Reports != 1 {
		t.Errorf("Carry = %+v, %v, want the report", done, err)
	}
}

// A killed import is gone on with when the same was decided, and only then.
func TestADecidedImportIsKnownByWhatWasDecided(t *testing.T) {
	t.Parallel()
	pack := func(id model.Text, texts string) *chosenPerson {
		return &chosenPerson{patient: model.Patient{PatientID: id}, reports: []*packedReport{{packed: []byte(texts)}}}
	}
	drafts, sent := NewIntake(false), NewIntake(true)
	mark := drafts.markOf([]*chosenPerson{pack("a", "1"), pack("b", "2")})
	if got := drafts.markOf([]*chosenPerson{pack("a", "1"), pack("b", "2")}); got != mark {
		t.Error("the same has another mark")
	}
	for name, got := range map[string]string{
		"fewer":     drafts.markOf([]*chosenPerson{pack("a", "1")}),
		"joined":    drafts.markOf([]*chosenPerson{pack("a", "1"), pack("a", "2")}),
		"corrected": drafts.markOf([]*chosenPerson{pack("a", "1"), pack("b", "3")}),
		"as sent":   sent.markOf([]*chosenPerson{pack("a", "1"), pack("b", "2")}),
	} {
		if got == mark {
			t.Errorf("%s: the mark is the same", name)
		}
	}
}
