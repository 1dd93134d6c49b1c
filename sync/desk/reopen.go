package desk

import (
	"context"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
)

// Reopen makes a draft of a rejected report, or goes on with the one that was
// made. Its Meldung_ID stays: the registry never took it.
func (d *Desk) Reopen(ctx context.Context, transaktionsnummer string) (model.Draft, error) {
	return told(d.vault.Reopen(ctx, transaktionsnummer))
}

// Correct opens the correction of a sent report, or goes on with the one that was
// begun. It is for reports the registry has: whatever else was sent is reopened
// or waits for its receipt.
func (d *Desk) Correct(ctx context.Context, transaktionsnummer string) (model.Draft, error) {
	return told(d.vault.Correct(ctx, transaktionsnummer, func(r *model.Report) {
		r.Meldung.Anmerkung = d.sender.Rules.In().WithVermerk(r.Meldung.Anmerkung)
	}))
}

// MarkPaper turns a draft into a report that went to the registry on paper. It
// judges nothing: whatever stands in the draft, it is not sent.
func (d *Desk) MarkPaper(ctx context.Context, draftID string, rev int) (model.Delivery, error) {
	return told(d.vault.MarkPaper(ctx, draftID, rev, uuid.NewString()))
}

// UnmarkPaper makes it a draft again.
func (d *Desk) UnmarkPaper(ctx context.Context, transaktionsnummer string) (model.Draft, error) {
	return told(d.vault.UnmarkPaper(ctx, transaktionsnummer))
}
