package desk

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/store"
)

// archive is the store of a workplace without its portal.
func (w *workplace) archive() *Archive {
	return &Archive{vault: w.vault, close: func() error { return nil }}
}

// packages are the documents an export hands over.
func (w *workplace) packages(e Export) (documents [][]byte, done Exported) {
	w.t.Helper()
	e.Most, e.Today, e.Edition = 10, model.DatumOf(time.Now()), dataset.Newest
	e.Write = func(d *obds.Document) error {
		var text bytes.Buffer
		defer func() { documents = append(documents, text.Bytes()) }()
		return obds.Write(&text, d)
	}
	done, err := w.archive().Export(w.t.Context(), e)
	w.must(err)
	return documents, done
}

// taken imports documents as drafts.
func (w *workplace) taken(documents [][]byte) store.Imported {
	w.t.Helper()
	in := NewIntake(false)
	for _, d := range documents {
		r, err := obds.NewReader(bytes.NewReader(d), obds.Options{})
		w.must(err)
		w.must(in.Document("paket.xml", r, nil))
	}
	done, err := w.archive().Import(w.t.Context(), in, time.Now(), nil)
	w.must(err)
	return done
}

// What leaves as packages comes in elsewhere as it was, and once however often it
// is imported. Who has objected stays here unless she is asked for.
func TestWhatIsExportedIsImportedOnce(t *testing.T) {
	t.Parallel()
	w := offline(t)
	for _, change := range []func(*model.Report){nil, nil, objecting} {
		if _, err := w.completes(w.newDraft(w.newCase(), model.TypDiagnose, change), every()...); err != nil {
			t.Fatal(err)
		}
	}
	if _, all := w.packages(Export{Objecting: true}); all.Reports != 3 || all.LeftOut != 0 {
		t.Errorf("asked for everybody: %+v, want 3 reports", all)
	}
	if _, none := w.packages(Export{Since: time.Now().AddDate(0, 0, 1)}); none.Reports != 0 || none.Packages != 0 {
		t.Errorf("since tomorrow: %+v, want nothing", none)
	}
	documents, done := w.packages(Export{})
	if done.Packages != 1 || done.Reports != 2 || done.LeftOut != 1 || len(done.Damaged) != 0 {
		t.Errorf("exported %+v, want a package with 2 reports and 1 person left out", done)
	}
	elsewhere := offline(t)
	if got := elsewhere.taken(documents); got.Patients != 2 || got.Reports != 2 || got.Known != 0 {
		t.Errorf("imported %+v, want 2 people with a report each", got)
	}
	if got := elsewhere.taken(documents); got.Patients != 0 || got.Reports != 0 || got.Known != 2 {
		t.Errorf("imported again: %+v, want nothing new", got)
	}
}

// Nothing is recognised again without its ids.
func TestAnImportWantsIds(t *testing.T) {
	t.Parallel()
	w := offline(t)
	draft := w.newDraft(w.newCase(), model.TypDiagnose, func(r *model.Report) { r.Meldung.MeldungID = "" })
	document, err := w.Preview(t.Context(), &draft.Report)
	w.must(err)
	r, err := obds.NewReader(bytes.NewReader(document), obds.Options{})
	w.must(err)
	err = NewIntake(false).Document("paket.xml", r, nil)
	var why *Misfit
	if !errors.As(err, &why) || why.Why != NoID || why.At.Name != "paket.xml" || why.At.Line == 0 {
		t.Errorf("got %+v, want that the id is missing, and where", err)
	}
}

func TestAnArchiveOpensWithItsPasswordAlone(t *testing.T) {
	t.Parallel()
	w := offline(t)
	door := &Entrance{Existing: w.openStore}
	_, err := door.Unlock(t.Context(), anna, "falsch")
	wantFailure(t, err, answer.FailStoreLocked)
	a, err := door.Unlock(context.Background(), anna, password)
	w.must(err)
	if empty, err := a.Empty(t.Context()); err != nil || !empty {
		t.Errorf("empty: %v, %v, want it empty", empty, err)
	}
	w.must(a.Close())
}
