package desk

import (
	"context"

	"example.org/meldeportal/model"
)

// Cases hands over all cases in chunks.
func (d *Desk) Cases(ctx context.Context, chunk func([]model.Case) error) error {
	return Failure(d.vault.Cases(ctx, chunk))
}

// Changes are the cases that anybody has changed or removed after a mark.
func (d *Desk) Changes(ctx context.Context, mark int64) (model.Changes, error) {
	return told(d.vault.Changes(ctx, mark))
}

// Mark is the one to ask for Changes with from now on.
func (d *Desk) Mark(ctx context.Context) (int64, error) { return told(d.vault.Mark(ctx)) }

// Case is one person's.
func (d *Desk) Case(ctx context.Context, id string) (model.Case, error) {
	return told(d.vault.Case(ctx, id))
}

// SaveCase makes a new case when c.ID is "", else it saves what differs from was.
// Whoever has no number yet gets one.
func (d *Desk) SaveCase(ctx context.Context, c *model.Case, was *model.Patient) error {
	if c.Patient.PatientID == "" {
		c.Patient.PatientID = model.Text("P-" + newNumber(10))
	}
	return saved(d.vault.SaveCase(ctx, c, was))
}

// DeleteCase removes a case that has neither drafts nor deliveries.
func (d *Desk) DeleteCase(ctx context.Context, id string) error {
	return Failure(d.vault.DeleteCase(ctx, id))
}
