package work

import (
	"context"
	"errors"
	"maps"
	"reflect"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// SaveDraft writes a snapshot into the draft, and with it changed Stammdaten
// into the case; sent reports keep their own. When somebody else was faster, draft
// is the one it was kept in beside theirs from then on.
func SaveDraft(desk *Desk, draft *model.Draft) func(context.Context, *Snapshot) error {
	known := contentOf(&draft.Report, draft)
	return func(ctx context.Context, s *Snapshot) error {
		draft.Report, draft.Cursor, draft.Form = s.Report, s.Cursor, s.Form
		if s.Aside != nil {
			draft.Notiz, draft.Sperre = s.Aside.Notiz, s.Aside.Sperre
		}
		mine := contentOf(&s.Report, draft)
		own := !mine.equal(known)
		err := desk.Drafts.SaveReport(ctx, draft, &known.patient, own)
		var f *answer.Failure
		switch {
		case Failed(err) == nil:
			known = mine
		case !own && errors.As(err, &f) && (f.Kind == answer.FailStale || f.Kind == answer.FailNotFound):
			return &answer.Failure{Kind: answer.FailOutdated, Err: err}
		}
		return err
	}
}

// content is what somebody enters into a draft, without the place where she is.
type content struct {
	texts   map[string]string
	patient model.Patient
	aside   Aside
}

func contentOf(r *model.Report, d *model.Draft) content {
	return content{field.Texts(dataset.Report, r), field.Copy(r).Patient, Aside{d.Notiz, d.Sperre}}
}

func (c content) equal(o content) bool {
	return maps.Equal(c.texts, o.texts) && reflect.DeepEqual(c.aside, o.aside)
}

// Judged is a report with everything known around it, and what its form did not
// understand. Submit judges the same of the stored draft.
func Judged(sh *Services, desk *Desk, r *model.Report, history []rule.Past, unread map[string]string) rule.Case {
	return rule.Case{Report: desk.Reports.Stamped(r), History: history, Today: model.DatumOf(sh.Now()), Unread: unread}
}
