package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/store"
)

// tries is how often a report is judged when its case changes meanwhile.
const tries = 3

// Complete judges the stored draft, freezes what is asked of it, numbers it and
// queues it, provided that its case still is as it was judged; if not, it judges
// again. confirmed are the ids of the Warnungen the person has accepted. It is an
// *answer.Refusal when a Fehler or an unconfirmed Warnung stands against it, and
// FailMoved when the case went on changing.
func (d *Desk) Complete(ctx context.Context, draftID string, rev int, confirmed []string) (queued model.Delivery, err error) {
	for range tries {
		queued, err = d.complete(ctx, draftID, rev, confirmed)
		if !errors.Is(err, store.ErrMoved) {
			break
		}
	}
	if err != nil {
		return queued, Failure(err)
	}
	d.outbox.Kick()
	return queued, nil
}

func (d *Desk) complete(ctx context.Context, draftID string, rev int, confirmed []string) (model.Delivery, error) {
	around, err := d.vault.Around(ctx, draftID, rev)
	if err != nil {
		return model.Delivery{}, err
	}
	report, err := d.judge(&around, confirmed)
	if err != nil {
		return model.Delivery{}, err
	}
	completed, err := withKeys(ctx, d, func() (model.Completed, error) { return d.sender.Close(report, around.Draft.Ersetzt, d.now()) })
	if err != nil {
		return model.Delivery{}, err
	}
	missed, err := d.answers(ctx, report)
	if err != nil {
		return model.Delivery{}, err
	}
	return d.vault.Queue(ctx, store.Judged{DraftID: draftID, Rev: rev, State: around.State, Missed: missed, Completed: completed})
}

// answers are the reports the registry lacks that a report is.
func (d *Desk) answers(ctx context.Context, report *model.Report) (missed []int64, err error) {
	open, err := d.vault.Missing(ctx)
	for i := range open {
		if v := open[i].Vermisst; v != nil && v.AnsweredBy(report) {
			missed = append(missed, open[i].Nummer)
		}
	}
	return missed, err
}

// judge is the report as it leaves, if it may.
func (d *Desk) judge(a *store.Around, confirmed []string) (*model.Report, error) {
	now := d.now()
	if a.Draft.Sperre.Holds(now) {
		return nil, &answer.Failure{Kind: answer.FailHeld, Sperre: a.Draft.Sperre}
	}
	report := d.sender.Freeze(&a.Draft.Report, now)
	if err := d.changes(a, report); err != nil {
		return nil, err
	}
	findings := rule.Check(rule.Case{Report: report, History: pastOf(&a.Record), Today: model.DatumOf(now), Unread: d.leftUnread(&a.Draft)},
		rule.With(d.sender.Rules))
	if against := standingAgainst(findings, confirmed); len(against) > 0 {
		return nil, &answer.Refusal{Findings: against}
	}
	return report, nil
}

// changes wants a correction to say something else than the report it replaces: the
// registries refuse it as a duplicate. That patient, tumour and type of a
// correction stay is a matter of the rules (P-020, P-345).
func (d *Desk) changes(a *store.Around, report *model.Report) error {
	tnr := a.Draft.Ersetzt
	if tnr == "" {
		return nil
	}
	i := slices.IndexFunc(a.Sent, func(s store.Sent) bool { return s.Transaktionsnummer == tnr })
	if i < 0 {
		return fmt.Errorf("read corrected report: %w", store.ErrNotFound)
	}
	if rule.SameContent(field.Written(dataset.Report, &a.Sent[i].Report), report, d.sender.Rules.In()) {
		return &answer.Failure{Kind: answer.FailUnchanged}
	}
	return nil
}

// leftUnread is what was typed into the draft and is no part of the report that leaves.
// It has to be confirmed like any Warnung; the receipt is for the report without it.
func (d *Desk) leftUnread(draft *model.Draft) map[string]string {
	if d.unread == nil {
		return nil
	}
	return d.unread(draft.Form)
}

// standingAgainst is what keeps a report from leaving.
func standingAgainst(findings []rule.Finding, confirmed []string) []rule.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f rule.Finding) bool {
		return f.Severity == rule.Hinweis || f.Severity == rule.Warnung && slices.Contains(confirmed, f.Rule)
	})
}
