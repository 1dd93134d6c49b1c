package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"example.org/meldeportal/model"
)

const (
	tableDraft     = "draft"
	tableDraftBody = "draft_body"
)

const selectDraft = "SELECT d.id, d.case_id, d.rev, d.updated, d.header, b.body FROM draft d JOIN draft_body b ON b.id = d.id "

type draftRow struct {
	id, caseID   string
	rev          int
	updated      int64
	header, body []byte
}

func scanDraft(rows *sql.Rows) (r draftRow, err error) {
	return r, rows.Scan(&r.id, &r.caseID, &r.rev, &r.updated, &r.header, &r.body)
}

// NewDraft starts a draft of a case; ErrNotFound when there is no such case.
func (v *Vault) NewDraft(ctx context.Context, caseID string, r model.Report) (d model.Draft, err error) {
	err = v.store.write(ctx, func(tx *sql.Tx) error {
		seq, err := nextSeq(tx)
		if err != nil {
			return err
		}
		if err := v.caseExists(tx, caseID); err != nil {
			return err
		}
		if d, err = v.insertDraft(tx, caseID, r, seq); err != nil {
			return err
		}
		return v.refresh(tx, caseID, seq)
	})
	if err != nil {
		return model.Draft{}, fmt.Errorf("start draft: %w", err)
	}
	return d, nil
}

func (v *Vault) insertDraft(tx *sql.Tx, caseID string, r model.Report, seq int64) (model.Draft, error) {
	now := millis(v.store.opt.Now())
	d := model.Draft{ID: v.store.opt.NewID(), PatientID: caseID, Rev: 1, Report: r, Updated: fromMillis(now)}
	header, body, err := v.sealDraft(&d, nil)
	if err != nil {
		return d, err
	}
	_, err = tx.Exec("INSERT INTO draft (id, case_id, rev, seq, updated, header) VALUES (?, ?, 1, ?, ?, ?)",
		d.ID, caseID, seq, now, header)
	if err != nil {
		return d, err
	}
	_, err = tx.Exec("INSERT INTO draft_body (id, body) VALUES (?, ?)", d.ID, body)
	return d, err
}

func (v *Vault) caseExists(tx *sql.Tx, id string) error {
	var one int
	return noRows(tx.QueryRow("SELECT 1 FROM patient_case WHERE id = ?", id).Scan(&one), ErrNotFound)
}

// Draft is one draft; ErrNotFound when it was deleted or completed.
func (v *Vault) Draft(ctx context.Context, id string) (model.Draft, error) {
	row, err := queryOne(ctx, v.store.reader, scanDraft, selectDraft+"WHERE d.id = ?", id)
	if err != nil {
		return model.Draft{}, fmt.Errorf("read draft: %w", translate(err))
	}
	d, err := v.openDraft(row)
	if err != nil {
		return model.Draft{}, fmt.Errorf("read draft: %w", translate(err))
	}
	return d, nil
}

// Drafts are the drafts of a case, the one worked on last first; all drafts of
// the store when caseID is "".
func (v *Vault) Drafts(ctx context.Context, caseID string) ([]model.Draft, error) {
	where, args := ofCase(caseID)
	drafts, err := queryAll(ctx, v.store.reader, func(rows *sql.Rows) (d model.Draft, err error) {
		row, err := scanDraft(rows)
		if err != nil {
			return d, err
		}
		return v.openDraft(row)
	}, selectDraft+where+"ORDER BY d.seq DESC", args...)
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", translate(err))
	}
	return drafts, nil
}

// SaveDraft stores a draft's report and cursor and counts its Rev up. ErrStale:
// somebody else saved it since; ErrNotFound: it was deleted or completed.
func (v *Vault) SaveDraft(ctx context.Context, d *model.Draft) error {
	saved := *d
	err := v.store.write(ctx, func(tx *sql.Tx) error {
		row, err := v.currentDraft(tx, d.ID, d.Rev)
		if err != nil {
			return err
		}
		seq, err := nextSeq(tx)
		if err != nil {
			return err
		}
		saved.PatientID = row.caseID
		if err := v.updateDraft(tx, &saved, row, seq); err != nil {
			return err
		}
		return v.refresh(tx, row.caseID, seq)
	})
	if err != nil {
		return fmt.Errorf("save draft: %w", err)
	}
	*d = saved
	return nil
}

// updateDraft stores d as the revision after row.
func (v *Vault) updateDraft(tx *sql.Tx, d *model.Draft, row draftRow, seq int64) error {
	old, err := v.openBody(row)
	if err != nil {
		return err
	}
	now := millis(v.store.opt.Now())
	d.Rev, d.Updated = row.rev+1, fromMillis(now)
	header, body, err := v.sealDraft(d, old)
	if err != nil {
		return err
	}
	result, err := tx.Exec("UPDATE draft SET rev = ?, seq = ?, updated = ?, header = ? WHERE id = ? AND rev = ?",
		d.Rev, seq, now, header, d.ID, row.rev)
	if err := oneRow(result, err, ErrStale); err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE draft_body SET body = ? WHERE id = ?", body, d.ID)
	return err
}

// DeleteDraft removes a draft; ErrNotFound when there is none any more.
func (v *Vault) DeleteDraft(ctx context.Context, id string) error {
	err := v.store.write(ctx, func(tx *sql.Tx) error {
		seq, err := nextSeq(tx)
		if err != nil {
			return err
		}
		return v.removeDraft(tx, id, seq)
	})
	if err != nil {
		return fmt.Errorf("delete draft: %w", err)
	}
	return nil
}

func (v *Vault) removeDraft(tx *sql.Tx, id string, seq int64) error {
	var caseID string
	err := tx.QueryRow("DELETE FROM draft WHERE id = ? RETURNING case_id", id).Scan(&caseID)
	if err != nil {
		return noRows(err, ErrNotFound)
	}
	return v.refresh(tx, caseID, seq)
}

// currentDraft is a draft as it is stored, provided that nobody saved it after rev.
func (v *Vault) currentDraft(tx *sql.Tx, id string, rev int) (draftRow, error) {
	row, err := queryOne(context.Background(), tx, scanDraft, selectDraft+"WHERE d.id = ?", id)
	if err == nil && row.rev != rev {
		err = ErrStale
	}
	return row, err
}

// sealDraft seals a draft for the revision it carries. Unknown texts of the old
// body are kept.
func (v *Vault) sealDraft(d *model.Draft, old []byte) (header, body []byte, err error) {
	header, err = v.sealEntry(v.store.entryOf(&d.Report, d.Cursor), tableDraft, d.ID, d.Rev)
	if err != nil {
		return nil, nil, err
	}
	plain, err := encodeReport(&d.Report, old)
	if err != nil {
		return nil, nil, err
	}
	body, err = v.key.SealBody(plain, tableDraftBody, d.ID, strconv.Itoa(d.Rev))
	return header, body, err
}

func (v *Vault) openBody(r draftRow) ([]byte, error) {
	return v.key.OpenBody(r.body, tableDraftBody, r.id, strconv.Itoa(r.rev))
}

func (v *Vault) openDraft(r draftRow) (d model.Draft, err error) {
	e, err := v.openEntry(r.header, tableDraft, r.id, r.rev)
	if err != nil {
		return d, err
	}
	plain, err := v.openBody(r)
	if err != nil {
		return d, err
	}
	d = model.Draft{ID: r.id, PatientID: r.caseID, Rev: r.rev, Cursor: e.Cursor, Updated: fromMillis(r.updated)}
	d.Report, err = decodeReport(plain)
	return d, err
}
