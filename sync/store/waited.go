package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/database"
)

const tableWaited = "waited"

// waitedDays is how long it is known how long a report was held back.
const waitedDays = 365

// endHold keeps how long a report was held back, in the transaction in which it is not
// any more, or for another reason from now on.
func (v *Vault) endHold(tx *sql.Tx, was, is *model.Sperre) error {
	if was == nil || is != nil && is.Grund == was.Grund {
		return nil
	}
	now := v.store.opt.Now()
	over, known := worklist.Vorbei(was, model.DatumOf(now))
	if !known {
		return nil
	}
	plain, err := json.Marshal(over)
	if err != nil {
		return err
	}
	id := v.store.opt.NewID()
	sealed, err := v.key.SealBody(plain, tableWaited, id)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM waited WHERE ended < ?", database.Millis(now.AddDate(0, 0, -waitedDays))); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO waited (id, ended, body) VALUES (?, ?, ?)", id, database.Millis(now), sealed)
	return err
}

// Waited are the holds of the last year that are over. What nobody can read is left out.
func (v *Vault) Waited(ctx context.Context) ([]worklist.Gewartet, error) {
	all, err := v.waited(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what was held back: %w", translate(err))
	}
	return all, nil
}

func (v *Vault) waited(ctx context.Context) (list []worklist.Gewartet, err error) {
	type row struct {
		id   string
		body []byte
	}
	rows, err := queryAll(ctx, v.store.reader, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.id, &r.body) },
		"SELECT id, body FROM waited WHERE ended >= ? ORDER BY ended, id", database.Millis(v.store.opt.Now().AddDate(0, 0, -waitedDays)))
	for i := 0; err == nil && i < len(rows); i++ {
		var plain []byte
		plain, err = v.key.OpenBody(rows[i].body, tableWaited, rows[i].id)
		if damaged(err) {
			err = nil
			continue
		}
		var over worklist.Gewartet
		if err == nil && json.Unmarshal(plain, &over) == nil {
			list = append(list, over)
		}
	}
	return list, err
}
