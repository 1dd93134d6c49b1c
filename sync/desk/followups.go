package desk

import (
	"cmp"
	"context"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// FollowUps opens no report: the headers say which ones are due.
func (d *Desk) FollowUps(ctx context.Context, before model.Datum) (due []worklist.Nachsorge, err error) {
	err = d.vault.Vorgaenge(ctx, func(fall []model.Vorgang) error {
		due = append(due, worklist.Nachsorgen(fall, before)...)
		return nil
	})
	slices.SortFunc(due, func(a, b worklist.Nachsorge) int {
		return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.CaseID, b.CaseID), cmp.Compare(a.TumorID, b.TumorID))
	})
	return due, Failure(err)
}
