package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"example.org/meldeportal/model"
)

// The receipts of the house are a chain, which the portal's log shows whole: an entry that does
// not follow on the one read before says that the log is not the one it was.

// chain is how far the portal's log was read.
type chain struct {
	index  int64  // of the last entry
	head   string // hash of its receipt, "" = unknown
	broken int64  // the first entry that did not follow
}

// follow goes on with the next entries of the log. Others may have read them meanwhile.
func follow(tx *sql.Tx, known []model.Bekannt) error {
	var c chain
	if err := tx.QueryRow("SELECT log_index, chain, broken FROM identity").Scan(&c.index, &c.head, &c.broken); err != nil {
		return err
	}
	for i := range known {
		c.next(&known[i].Receipt)
	}
	_, err := tx.Exec("UPDATE identity SET log_index = ?, chain = ?, broken = ?", c.index, c.head, c.broken)
	return err
}

// next goes on with an entry. What was read when receipts were not signed says nothing of the
// first one that is.
func (c *chain) next(r *model.Receipt) {
	if r.LogIndex <= c.index {
		return
	}
	known := c.head != "" || c.index == 0
	if r.Signature != "" && known && r.Previous != c.head && c.broken == 0 {
		c.broken = r.LogIndex
	}
	c.index, c.head = r.LogIndex, ""
	if r.Signature != "" {
		c.head = r.Hash()
	}
}

// Broken is the first entry of the portal's log whose receipt did not follow on the one before,
// 0 = all did.
func (s *Store) Broken(ctx context.Context) (int64, error) {
	at, err := queryOne(ctx, s.reader, scanNumber, "SELECT broken FROM identity")
	if err != nil {
		return 0, fmt.Errorf("read the chain of receipts: %w", translate(err))
	}
	return at, nil
}

// Broken is that of its store.
func (v *Vault) Broken(ctx context.Context) (int64, error) { return v.store.Broken(ctx) }

// Receipts are those of its store.
func (v *Vault) Receipts(ctx context.Context, f func(*model.Receipt)) error {
	return v.store.Receipts(ctx, f)
}

// Receipts hands over all receipts that are kept, in no order; nobody has to be signed in. What is
// none is handed over as an empty one with its number.
func (s *Store) Receipts(ctx context.Context, f func(*model.Receipt)) error {
	type row struct{ tnr, receipt string }
	rows, err := queryAll(ctx, s.reader, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.tnr, &r.receipt) },
		"SELECT tnr, receipt FROM delivery WHERE receipt IS NOT NULL")
	if err != nil {
		return fmt.Errorf("list receipts: %w", translate(err))
	}
	for _, one := range rows {
		r := model.Receipt{}
		if json.Unmarshal([]byte(one.receipt), &r) != nil || r.Transaktionsnummer != one.tnr {
			r = model.Receipt{Transaktionsnummer: one.tnr}
		}
		f(&r)
	}
	return nil
}
