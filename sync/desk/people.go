package desk

import (
	"context"
	"errors"
	"runtime/debug"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/sync/store"
)

// farBehind is how many cases may have changed since the list of people was kept
// before it is kept anew.
const farBehind = 1000

// Index makes the list of people: of the one that was kept and what has changed since,
// or else of all cases.
func (d *Desk) Index(ctx context.Context, told func(first *people.Index, read, all int)) (*people.Index, int64, error) {
	ix, mark, behind, err := d.keptIndex(ctx)
	if errors.Is(err, store.ErrNotFound) {
		behind = farBehind
		ix, mark, err = d.wholeIndex(ctx, told)
	}
	if err != nil {
		return nil, 0, Failure(err)
	}
	if behind >= farBehind {
		d.keepIndex(ix.Frozen(), mark)
	}
	debug.FreeOSMemory() // what reading has used stays with the program for minutes otherwise
	return ix, mark, nil
}

// keptIndex is the list that was kept, with what has changed since.
func (d *Desk) keptIndex(ctx context.Context) (ix *people.Index, mark int64, behind int, err error) {
	var reader people.Reader
	mark, err = d.vault.PeoplePages(ctx, reader.Page)
	if err != nil {
		return nil, 0, 0, err
	}
	ix, ok := reader.Index()
	if !ok {
		return nil, 0, 0, store.ErrNotFound
	}
	changes, err := d.vault.Changes(ctx, mark)
	if err != nil {
		return nil, 0, 0, err
	}
	if moved, same := ix.Change(&changes); !same {
		ix = ix.With(moved, changes.Removed)
	}
	return ix, changes.Mark, len(changes.Cases) + len(changes.Removed), nil
}

// firstRows is how many people are shown before all of them are read.
const firstRows = 500

// wholeIndex takes the mark first: what changes meanwhile is read again later.
func (d *Desk) wholeIndex(ctx context.Context, told func(first *people.Index, read, all int)) (*people.Index, int64, error) {
	mark, err := d.vault.Mark(ctx)
	if err != nil {
		return nil, 0, err
	}
	all, err := d.vault.CaseCount(ctx)
	if err != nil {
		return nil, 0, err
	}
	rows := make([]people.Row, 0, all)
	shown := false
	err = d.vault.Cases(ctx, func(chunk []model.Case) error {
		for i := range chunk {
			rows = append(rows, people.RowOf(&chunk[i]))
		}
		var first *people.Index
		if !shown && len(rows) >= firstRows {
			shown, first = true, people.NewIndex(append([]people.Row(nil), rows...))
		}
		told(first, len(rows), max(all, len(rows)))
		return ctx.Err()
	})
	if err != nil {
		return nil, 0, err
	}
	return people.NewIndex(rows), mark, nil
}

// keepIndex keeps the list beside everything else. That it cannot be kept is no
// trouble of anybody: the next one reads all cases again.
func (d *Desk) keepIndex(ix *people.Index, mark int64) {
	d.ended.Go(func() { _ = d.vault.KeepPeople(d.life, mark, ix.Pages(), ix.Page) })
}

// Changes are the cases that anybody has changed or removed after a mark.
func (d *Desk) Changes(ctx context.Context, mark int64) (model.Changes, error) {
	return told(d.vault.Changes(ctx, mark))
}

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

// Forget deletes everything about a person from the store.
func (d *Desk) Forget(ctx context.Context, id string, why model.Loeschgrund) error {
	return Failure(d.vault.Forget(ctx, id, why))
}

// DeleteCase removes a case that has neither drafts nor deliveries.
func (d *Desk) DeleteCase(ctx context.Context, id string) error {
	return Failure(d.vault.DeleteCase(ctx, id))
}
