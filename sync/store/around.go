package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"example.org/meldeportal/model"
)

// Record is the reports of a case, all of them as they stood at one moment.
type Record struct {
	Drafts []model.Draft // the one worked on last first
	Sent   []Sent        // completed, the oldest first
}

// Around is a draft and everything of its case that it is judged by, all of it
// as it stood at one moment.
type Around struct {
	Draft  model.Draft
	Record       // without the draft
	State  int64 // of the case at that moment: any change of it makes another one
}

// Record reads the reports of a case.
func (v *Vault) Record(ctx context.Context, caseID string) (r Record, err error) {
	tx, err := v.store.reader.BeginTx(ctx, nil) // a reading transaction sees one state of the file
	if err == nil {
		r, err = v.readRecord(ctx, tx, caseID)
		_ = tx.Rollback() // nothing was written
	}
	if err != nil {
		return Record{}, fmt.Errorf("read record: %w", translate(err))
	}
	return r, nil
}

func (v *Vault) readRecord(ctx context.Context, tx *sql.Tx, caseID string) (r Record, err error) {
	if r.Drafts, err = v.drafts(ctx, tx, caseID); err == nil {
		r.Sent, err = v.reports(ctx, tx, caseID)
	}
	return r, err
}

// Around reads a draft with what it is judged by. ErrStale: it was saved after
// rev; ErrNotFound: it was deleted or completed; ErrOtherSent and ErrSuperseded as
// by Queue.
func (v *Vault) Around(ctx context.Context, draftID string, rev int) (a Around, err error) {
	tx, err := v.store.reader.BeginTx(ctx, nil) // a reading transaction sees one state of the file
	if err == nil {
		a, err = v.around(ctx, tx, draftID, rev)
		_ = tx.Rollback() // nothing was written
	}
	if err != nil {
		return Around{}, fmt.Errorf("read what a draft is judged by: %w", translate(err))
	}
	return a, nil
}

func (v *Vault) around(ctx context.Context, tx *sql.Tx, draftID string, rev int) (a Around, err error) {
	row, err := v.currentDraft(tx, draftID, rev)
	if err != nil {
		return a, err
	}
	if a.State, err = stateOf(tx, row.caseID); err != nil {
		return a, err
	}
	if a.Draft, err = v.openDraft(row); err != nil {
		return a, err
	}
	e := v.store.entryOf(&a.Draft)
	if err := v.onlyVersion(tx, &e, row); err != nil {
		return a, err // nobody has to judge what cannot leave whatever is confirmed
	}
	a.Record, err = v.readRecord(ctx, tx, row.caseID)
	a.Drafts = slices.DeleteFunc(a.Drafts, func(d model.Draft) bool { return d.ID == draftID })
	return a, err
}

// stateOf is the count of the last change of a case: of her Stammdaten, of one
// of her drafts or of one of her deliveries.
func stateOf(tx *sql.Tx, caseID string) (state int64, err error) {
	err = tx.QueryRow("SELECT seq FROM patient_case WHERE id = ?", caseID).Scan(&state)
	return state, noRows(err, ErrNotFound)
}

// unmoved is ErrMoved when a case has changed since it was in a state.
func unmoved(tx *sql.Tx, caseID string, state int64) error {
	now, err := stateOf(tx, caseID)
	if err == nil && now != state {
		err = ErrMoved
	}
	return err
}
