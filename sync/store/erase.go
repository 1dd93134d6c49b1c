package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

// To forget somebody is to overwrite every row about her (secure_delete) and to empty
// the log that still had it. What is left are numbers, time and reason.

// Forget deletes everything about a person: record, drafts, what was thrown away, what
// was sent and its receipts. ErrUnderway: something about her is still on its way to the
// registry; ErrInUse: her time is not over, since somebody writes about her; ErrNotFound:
// there is no case of this ID.
func (v *Vault) Forget(ctx context.Context, id string, why model.Loeschgrund) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		return deed{action: rights.PersonGeloescht, object: id, detail: string(why)}, v.forget(tx, id, why)
	})
	if err == nil {
		err = v.store.db.CutLog(ctx)
	}
	if err != nil {
		return fmt.Errorf("forget a person: %w", translate(err))
	}
	return nil
}

func (v *Vault) forget(tx *sql.Tx, id string, why model.Loeschgrund) error {
	if err := v.caseExists(tx, id); err != nil {
		return err
	}
	var underway, open bool
	if err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM delivery WHERE case_id = ?1 AND state IN ('queued', 'sending')), EXISTS (SELECT 1 FROM draft WHERE case_id = ?1)", id).Scan(&underway, &open); err != nil {
		return err
	}
	switch {
	case underway:
		return ErrUnderway
	case open && why == model.GrundFrist: // a draft may be younger than the list of those whose time is over
		return ErrInUse
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO erased (case_id, tnr, at, reason) SELECT ?1, '', CAST(?2 AS BIGINT), ?3 UNION ALL SELECT ?1, tnr, CAST(?2 AS BIGINT), ?3 FROM delivery WHERE case_id = ?1",
		id, database.Millis(v.store.opt.Now()), string(why))
	if err != nil {
		return err
	}
	return overwrite(tx, id, seq)
}

// overwrite takes away all rows that say anything about a person, and the list of people
// that was kept; seq tells others to take her off theirs.
func overwrite(tx *sql.Tx, id string, seq int64) error {
	if _, err := tx.Exec("DELETE FROM feed WHERE tnr IN (SELECT tnr FROM delivery WHERE case_id = ?)", id); err != nil {
		return err
	}
	for _, table := range []string{"draft", "delivery"} { // with their bodies; what is derived goes with the case
		if _, err := tx.Exec("DELETE FROM "+table+" WHERE case_id = ?", id); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("DELETE FROM patient_case WHERE id = ?", id); err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM people_page"); err != nil { // it is kept anew
		return err
	}
	_, err := tx.Exec("INSERT INTO removed_case (seq, id) VALUES (?, ?)", seq, id)
	return err
}

const selectForgotten = "SELECT case_id, tnr, at, reason FROM erased ORDER BY at, case_id, tnr"

// Forgotten are those the store has forgotten, the earliest first: each record, and each
// report that was sent about it.
func (v *Vault) Forgotten(ctx context.Context) ([]model.Forgotten, error) {
	all, err := queryAll(ctx, v.store.reader, scanForgotten, selectForgotten)
	if err != nil {
		return nil, fmt.Errorf("list who was forgotten: %w", translate(err))
	}
	return all, nil
}

func scanForgotten(rows *sql.Rows) (f model.Forgotten, err error) {
	var at int64
	err = rows.Scan(&f.CaseID, &f.Transaktionsnummer, &at, &f.Grund)
	f.At = database.FromMillis(at)
	return f, err
}

// Expired are the cases about which nothing has happened since a time: no draft is open,
// nothing is on its way, and the last report was completed before, or, where there is
// none, the record was last changed before. The longest unchanged is in front.
func (v *Vault) Expired(ctx context.Context, since time.Time) (all []model.Expired, err error) {
	type row struct {
		id      string
		reports int
		last    int64
	}
	rows, err := queryAll(ctx, v.store.reader, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.id, &r.reports, &r.last) },
		`SELECT c.id, count(d.tnr), coalesce(max(d.completed), c.updated) AS last FROM patient_case c LEFT JOIN delivery d ON d.case_id = c.id
WHERE c.drafts = 0 AND c.waiting = 0 GROUP BY c.id HAVING coalesce(max(d.completed), c.updated) < ? ORDER BY last, c.id`, database.Millis(since))
	if err != nil {
		return nil, fmt.Errorf("list whose time is over: %w", translate(err))
	}
	for _, r := range rows {
		c, err := v.Case(ctx, r.id)
		if damaged(err) {
			c, err = model.Case{ID: r.id, Damaged: true}, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, model.Expired{Case: c, Reports: r.reports, Last: database.FromMillis(r.last)})
	}
	return all, nil
}

// forgetAgain takes out of a copy that is put back whom the store before had forgotten
// since, and returns how many they are.
func (a aside) forgetAgain(ctx context.Context, gone []model.Forgotten) (n int, err error) {
	if len(gone) == 0 {
		return 0, nil
	}
	s, err := a.open(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.db.CutLog(ctx), s.Close(), removeBeside(a.path)) }()
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		n = 0
		for _, f := range gone {
			again, err := keepForgotten(tx, &f)
			if err != nil {
				return err
			}
			n += again
		}
		return nil
	})
	return n, err
}

// keepForgotten enters what is left of somebody, and takes the case away that a copy has.
func keepForgotten(tx *sql.Tx, f *model.Forgotten) (n int, err error) {
	_, err = tx.Exec("INSERT OR IGNORE INTO erased (case_id, tnr, at, reason) VALUES (?, ?, ?, ?)",
		f.CaseID, f.Transaktionsnummer, database.Millis(f.At), string(f.Grund))
	if err != nil || f.Transaktionsnummer != "" {
		return 0, err
	}
	if err := tx.QueryRow("SELECT count(*) FROM patient_case WHERE id = ?", f.CaseID).Scan(&n); err != nil || n == 0 {
		return 0, err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return 0, err
	}
	return n, overwrite(tx, f.CaseID, seq)
}
