package desk

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// FollowUps opens no report and reads no history: the store keeps when something was
// heard of a tumour last.
func (d *Desk) FollowUps(ctx context.Context, since model.Datum, f func(worklist.Nachsorge) (more bool)) error {
	err := d.vault.CatchUp(ctx, func(int) {})
	if err == nil {
		err = d.vault.FollowUps(ctx, since, f)
	}
	return Failure(err)
}
