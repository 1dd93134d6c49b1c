package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

const selectThrown = "SELECT id, case_id, rev, updated, header, mac, body, form, gone FROM basket "

// throw puts a draft as it is into the paper basket.
func (v *Vault) throw(tx *sql.Tx, row draftRow) error {
	stands := v.stands(row.mac, row.plain())
	row.gone, row.mac = database.Millis(v.store.opt.Now()), nil
	if stands {
		row.mac = v.signed(row.plain())
	}
	_, err := tx.Exec("INSERT INTO basket (id, case_id, rev, updated, gone, header, body, form, mac) "+
		"SELECT d.id, d.case_id, d.rev, d.updated, ?2, d.header, b.body, b.form, ?3 FROM draft d JOIN draft_body b ON b.id = d.id WHERE d.id = ?1",
		row.id, row.gone, row.mac)
	return err
}

// erase takes out of the basket what was thrown away too long ago; the file is told to
// overwrite what is deleted.
func (v *Vault) erase(tx *sql.Tx) error {
	_, err := tx.Exec("DELETE FROM basket WHERE gone < ?", database.Millis(v.store.opt.Now().AddDate(0, 0, -model.PapierkorbTage)))
	return err
}

// Basket is what can be taken back, what was thrown away last in front. What nobody can
// read is marked.
func (v *Vault) Basket(ctx context.Context) ([]model.Thrown, error) {
	all, err := queryAll(ctx, v.store.reader, v.scanThrown,
		selectThrown+"WHERE gone >= ? ORDER BY gone DESC, id", database.Millis(v.store.opt.Now().AddDate(0, 0, -model.PapierkorbTage)))
	if err != nil {
		return nil, fmt.Errorf("read paper basket: %w", translate(err))
	}
	return all, nil
}

func (v *Vault) scanThrown(rows *sql.Rows) (t model.Thrown, err error) {
	row, err := scanThrownRow(rows)
	if err != nil {
		return t, err
	}
	t.At = database.FromMillis(row.gone)
	t.Draft, err = v.openDraft(row)
	if damaged(err) {
		t.Draft, err = model.Draft{ID: row.id, PatientID: row.caseID, Rev: row.rev, Updated: database.FromMillis(row.updated), Damaged: true}, nil
	}
	return t, err
}

func scanThrownRow(rows *sql.Rows) (r draftRow, err error) {
	return r, rows.Scan(&r.id, &r.caseID, &r.rev, &r.updated, &r.header, &r.mac, &r.body, &r.form, &r.gone)
}

// TakeBack makes a draft in the basket one again, under its id. ErrNotFound: it was
// taken back or erased meanwhile.
func (v *Vault) TakeBack(ctx context.Context, id string) (d model.Draft, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		done := deed{action: rights.EntwurfZurueckgeholt, object: id}
		row, err := queryOne(ctx, tx, scanThrownRow, selectThrown+"WHERE id = ?", id)
		if err != nil {
			return done, err
		}
		if d, err = v.openDraft(row); err != nil {
			return done, err
		}
		return done, v.takeBack(tx, &d, row)
	})
	if err != nil {
		return model.Draft{}, fmt.Errorf("take a draft back: %w", err)
	}
	return d, nil
}

func (v *Vault) takeBack(tx *sql.Tx, d *model.Draft, row draftRow) error {
	if _, err := tx.Exec("DELETE FROM basket WHERE id = ?", row.id); err != nil {
		return err
	}
	old, err := v.openDraftBody(row)
	if err != nil {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	if err := v.putDraft(tx, d, row.id, row.rev+1, seq, old); err != nil {
		return err
	}
	return v.refresh(tx, row.caseID, seq)
}
