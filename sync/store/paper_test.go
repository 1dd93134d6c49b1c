package store

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func TestReportOnPaperIsNeverSentAndComesBackWhole(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	want := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport("auf Papier"), Notiz: "Durchschlag im Archiv",
		Sperre: &model.Sperre{Grund: "g"}, Cursor: "Anmerkung", Form: []byte("Schritte")}))(t)
	if _, err := v.MarkPaper(t.Context(), want.ID, want.Rev+1, "p1"); !errors.Is(err, ErrStale) {
		t.Errorf("MarkPaper of another Rev = %v, want ErrStale", err)
	}
	d := must(v.MarkPaper(t.Context(), want.ID, want.Rev, "p1"))(t)
	if d.State != model.StateElsewhere || !d.Papier || d.Receipt != nil || d.Notiz != want.Notiz || d.Typ != model.TypDiagnose || d.Sperre != nil {
		t.Errorf("on paper = %+v, want it elsewhere with its note, without receipt", d)
	}
	if got := claim(t, v, later(24*365*time.Hour), 5); len(got) != 0 {
		t.Errorf("claimed = %+v, want nothing", got)
	}
	if _, err := v.Document(t.Context(), "p1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Document = %v, want ErrNotFound", err)
	}
	if r := must(v.Report(t.Context(), "p1"))(t); r.Meldung.Anmerkung != "auf Papier" {
		t.Errorf("report = %+v, want the draft's", r)
	}
	if got := must(v.Case(t.Context(), c.ID))(t); got.Drafts != 0 || got.Paper != 1 || got.Accepted != 0 {
		t.Errorf("case = %+v, want no draft and one report on paper", got)
	}
	back := must(v.UnmarkPaper(t.Context(), "p1"))(t)
	want.ID, want.Rev, want.Updated = back.ID, 1, back.Updated
	if got := must(v.Draft(t.Context(), back.ID))(t); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(back, want) {
		t.Errorf("draft again:\ngot  %+v\nwant %+v", got, want)
	}
	if _, err := v.Delivery(t.Context(), "p1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("delivery = %v, want ErrNotFound", err)
	}
}

func TestOnlyPaperIsUnmarked(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Muster").ID, "t1")
	if _, err := v.UnmarkPaper(t.Context(), "t1"); !errors.Is(err, ErrNotNow) {
		t.Errorf("UnmarkPaper of a queued report = %v, want ErrNotNow", err)
	}
	if _, err := v.UnmarkPaper(t.Context(), "t9"); !errors.Is(err, ErrNotFound) {
		t.Errorf("UnmarkPaper of none = %v, want ErrNotFound", err)
	}
	if d := must(v.Delivery(t.Context(), "t1"))(t); d.State != model.StateQueued {
		t.Errorf("delivery = %+v, want it untouched", d)
	}
}
