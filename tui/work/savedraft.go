package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/together"
)

// SaveDraft writes a snapshot into the draft, and with it changed Stammdaten
// into the case; sent reports keep their own. What a colleague has saved meanwhile is
// stored with it, field by field: a *together.Met tells the form. When the draft is gone,
// draft is the one it was kept in from then on.
func SaveDraft(desk *Desk, draft *model.Draft) func(context.Context, *Snapshot) error {
	w := together.Writes(desk.Drafts, draft)
	return func(ctx context.Context, s *Snapshot) error {
		next := *draft
		next.Report, next.Cursor, next.Form = s.Report, s.Cursor, s.Form
		if s.Aside != nil {
			next.SetBeside(*s.Aside)
		}
		return w.Save(ctx, next, s.Met)
	}
}

// Judged is a report with everything known around it, and what its form did not
// understand. Submit judges the same of the stored draft.
func Judged(sh *Services, desk *Desk, r *model.Report, history []rule.Past, unread map[string]string) rule.Case {
	return rule.Case{Report: desk.Reports.Stamped(r), History: history, Today: model.DatumOf(sh.Now()), Unread: unread}
}
