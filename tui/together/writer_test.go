package together

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// saves is where a draft is kept: what it was given, and what it answers.
type saves struct {
	own    []bool
	revs   []int
	answer error
	stored model.Draft
}

func (s *saves) Draft(context.Context, string) (model.Draft, error) { return s.stored, nil }

func (s *saves) SaveReport(_ context.Context, d, _ *model.Draft, own bool) error {
	s.own, s.revs = append(s.own, own), append(s.revs, d.Rev)
	return s.answer
}

// with is a draft with a remark.
func with(d model.Draft, remark model.Text) model.Draft {
	d.Report.Meldung.Anmerkung = remark
	return d
}

// A new report is a draft with the first thing somebody enters into it; one that is a
// draft is saved without that, too, for where somebody stands in it.
func TestANewReportIsSavedOnceSomethingIsEntered(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		isNew  bool
		remark model.Text
		want   error
		own    bool
	}{
		"new and empty": {true, "", answer.ErrNothing, false},
		"new":           {true, "a", nil, true},
		"only looked":   {false, "", nil, false},
		"written":       {false, "a", nil, true},
	} {
		s, draft := &saves{}, model.Draft{ID: "d", Rev: 1, Neu: test.isNew}
		err := Writes(s, &draft).Save(t.Context(), with(draft, test.remark), 0)
		saved := test.want == nil
		if !errors.Is(err, test.want) || (len(s.own) == 1) != saved || saved && s.own[0] != test.own {
			t.Errorf("%s: %v, saved %v, want %v, as her own: %v", name, err, s.own, test.want, test.own)
		}
	}
}

// Until the form has taken what a colleague saved, nothing of it is written without an
// entry of one's own, and then not as a later revision of what the form does not hold.
func TestNothingIsWrittenOverWhatTheFormHasNotTaken(t *testing.T) {
	t.Parallel()
	draft := model.Draft{ID: "d", Rev: 1}
	s := &saves{answer: &answer.Merged{By: "schulz", Draft: with(model.Draft{ID: "d", Rev: 3}, "theirs")}}
	w := Writes(s, &draft)
	var met *Met
	if err := w.Save(t.Context(), with(draft, "a"), 0); !errors.As(err, &met) || met.No != 1 || met.Mine.Report.Meldung.Anmerkung != "a" {
		t.Fatalf("got %v, want what she met", err)
	}
	s.answer = nil
	if err := w.Save(t.Context(), with(draft, "a"), 0); err != nil || len(s.own) != 1 {
		t.Errorf("nothing was entered: %v, saved %d times, want once", err, len(s.own))
	}
	if err := w.Save(t.Context(), with(draft, "ab"), 0); err != nil || len(s.own) != 2 || !s.own[1] || s.revs[1] != 0 {
		t.Errorf("went on: %v, saved %v with the revisions %v, want hers with none", err, s.own, s.revs)
	}
	s.answer = &answer.Merged{By: "schulz", Draft: with(model.Draft{ID: "d", Rev: 5}, "theirs")}
	if err := w.Save(t.Context(), with(draft, "abc"), 0); !errors.As(err, &met) || met.No != 2 {
		t.Fatalf("got %v, want the second she met", err)
	}
	s.answer = nil
	if err := w.Save(t.Context(), with(model.Draft{ID: "d", Rev: 5}, "theirs"), 2); err != nil || len(s.own) != 4 || s.own[3] {
		t.Errorf("taken: %v, saved %v, want the last not as her own", err, s.own)
	}
}

// Who has entered nothing goes on with what is stored; where that is not another one, or
// is gone, what she looks at is old.
func TestWhoHasEnteredNothingGoesOnWithWhatIsStored(t *testing.T) {
	t.Parallel()
	stale, gone := &answer.Failure{Kind: answer.FailStale}, &answer.Failure{Kind: answer.FailNotFound}
	at := time.Date(2026, 11, 22, 10, 41, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		answer error
		rev    int
		merged bool
	}{
		"saved by a colleague": {stale, 2, true},
		"not another one":      {stale, 1, false},
		"gone":                 {gone, 2, false},
	} {
		s := &saves{answer: test.answer, stored: model.Draft{ID: "d", Rev: test.rev, Updated: at, Beteiligte: model.Beteiligte{Bearbeitet: "schulz"}}}
		draft := model.Draft{ID: "d", Rev: 1}
		err := Writes(s, &draft).Save(t.Context(), draft, 0)
		var met *Met
		if errors.As(err, &met) != test.merged || answer.Outdated(err) == test.merged || test.merged && (met.By != "schulz" || !met.At.Equal(at)) {
			t.Errorf("%s: got %v, want it put together: %v", name, err, test.merged)
		}
		own := &saves{answer: test.answer, stored: s.stored}
		draft = model.Draft{ID: "d", Rev: 1}
		if err := Writes(own, &draft).Save(t.Context(), with(draft, "a"), 0); !errors.Is(err, test.answer) || answer.Outdated(err) {
			t.Errorf("%s, with an entry: got %v, want what the store said", name, err)
		}
	}
}
