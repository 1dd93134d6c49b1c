package together

import (
	"context"
	"errors"
	"maps"
	"reflect"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Drafts is where a draft is kept, see work.Drafts.
type Drafts interface {
	Draft(ctx context.Context, id string) (model.Draft, error)
	SaveReport(ctx context.Context, d, was *model.Draft, own bool) error
}

// Writer saves a draft as its form holds it, one state after the other. It knows what the
// form held when it was saved last, or had opened, and what is stored where that is more,
// until the form has taken it.
type Writer struct {
	drafts Drafts
	draft  *model.Draft // as it is stored
	known  model.Draft
	more   *model.Draft
	met    int
}

// Writes is the writer of a draft that was just read.
func Writes(drafts Drafts, draft *model.Draft) *Writer {
	return &Writer{drafts: drafts, draft: draft, known: bare(draft)}
}

// bare is a copy of what somebody enters into a draft.
func bare(d *model.Draft) model.Draft {
	b := model.Draft{Report: *field.Copy(&d.Report)}
	b.SetBeside(d.Beside())
	return b
}

// Save writes what the form makes of the draft; met is how many of the colleague's saves
// it had taken then.
func (w *Writer) Save(ctx context.Context, next model.Draft, met int) error {
	if w.more != nil && met == w.met {
		w.known, w.more = bare(w.more), nil
	}
	mine := bare(&next)
	own := !same(&mine, &w.known)
	if w.draft.Neu && !own {
		return answer.ErrNothing
	}
	if w.more != nil {
		if !own {
			return nil
		}
		next.Rev = 0 // the form does not hold that revision
	}
	err := w.drafts.SaveReport(ctx, &next, &w.known, own)
	var f *answer.Failure
	switch {
	case answer.Failed(err) == nil:
		*w.draft, w.known, w.more = next, mine, nil
	case !own && errors.As(err, &f) && f.Kind == answer.FailStale:
		err = w.readAgain(ctx, next.ID, next.Rev, err)
		w.known = mine
	case !own && errors.As(err, &f) && f.Kind == answer.FailNotFound:
		return &answer.Failure{Kind: answer.FailOutdated, Err: err}
	}
	return w.meets(err, mine)
}

// readAgain is for who has entered nothing: she goes on with what is stored.
func (w *Writer) readAgain(ctx context.Context, id string, rev int, why error) error {
	now, err := w.drafts.Draft(ctx, id)
	if err != nil || now.Rev == rev {
		return &answer.Failure{Kind: answer.FailOutdated, Err: why}
	}
	*w.draft = now
	return &answer.Merged{By: now.Bearbeitet, At: now.Updated, Draft: now}
}

func (w *Writer) meets(err error, mine model.Draft) error {
	var met *answer.Merged
	if !errors.As(err, &met) {
		return err
	}
	w.more, w.met = &met.Draft, w.met+1
	return errors.Join(&Met{Merged: met, No: w.met, Mine: mine}, err)
}

func same(a, b *model.Draft) bool {
	return maps.Equal(field.Texts(dataset.Report, &a.Report), field.Texts(dataset.Report, &b.Report)) && reflect.DeepEqual(a.Beside(), b.Beside())
}
