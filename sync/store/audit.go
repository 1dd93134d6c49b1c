package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

// Line is an act as it was written down: who did what when to which record, draft or
// delivery. Nothing in it tells anything about a patient.
type Line struct {
	N      int64 // lines are counted from 1 on, without a gap
	At     time.Time
	Login  string
	Action rights.Action
	Object string // id
	Detail string // id it had before; roles
	False  bool   // it is not as it was written, or not where
}

// togetherFor is how long one line stands for the saves of a draft by one person: a
// form is saved with each answer.
const togetherFor = 10 * time.Minute

// log writes the line of a deed behind the last one, and returns its number.
func (v *Vault) log(tx *sql.Tx, d deed, now time.Time) (n int64, err error) {
	var before []byte
	// The greatest number wins over what the end says: a file in which the end was
	// changed stays one that can be worked with.
	if err := tx.QueryRow("SELECT max(n, coalesce((SELECT max(n) FROM audit), 0)) + 1, mac FROM audit_end").Scan(&n, &before); err != nil {
		return 0, noRows(err, ErrDamaged)
	}
	l := Line{N: n, At: now, Login: v.Login(), Action: d.action, Object: d.object, Detail: d.detail}
	mac := v.key.MAC(l.parts(before)...)
	_, err = tx.Exec("INSERT INTO audit (n, at, login, action, object, detail, mac) VALUES (?, ?, ?, ?, ?, ?, ?)",
		l.N, database.Millis(l.At), l.Login, l.Action, l.Object, l.Detail, mac)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec("UPDATE audit_end SET n = ?, mac = ?, proof = ?", n, mac, v.key.MAC(endParts(n, mac)...))
	return n, err
}

// goesOn reports whether the last line about a draft stands for this save, too. It was
// written for her, who had the role then, and nobody has given her others since.
func (v *Vault) goesOn(tx *sql.Tx, d deed, now time.Time) (bool, error) {
	var login string
	var action rights.Action
	var at int64
	var since bool
	err := tx.QueryRow("SELECT login, action, at, n > coalesce((SELECT max(n) FROM audit WHERE object = ?2 AND "+givesRoles+"), 0) FROM audit WHERE object = ?1 ORDER BY n DESC LIMIT 1",
		d.object, v.Login()).Scan(&login, &action, &at, &since)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	age := now.Sub(database.FromMillis(at))
	return since && login == v.Login() && action == d.action && age >= 0 && age < togetherFor, err
}

// parts are what a line's MAC proves, with that of the line before it.
func (l *Line) parts(before []byte) [][]byte {
	return [][]byte{[]byte("line"), before, number(l.N), number(database.Millis(l.At)), []byte(l.Login), []byte(l.Action), []byte(l.Object), []byte(l.Detail)}
}

func endParts(n int64, mac []byte) [][]byte { return [][]byte{[]byte("end"), number(n), mac} }

func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// Broken is where what was written down is not whole.
type Broken struct {
	After int64 // the last line before what is missing
	Lines int64 // how many are missing, 0 = it is not known
}

// Audit hands over all lines, the first one in front, and says where some are missing.
// Whoever reads them has that written down, too: ask before with Leave.
func (v *Vault) Audit(ctx context.Context, f func(Line)) (missing []Broken, err error) {
	missing, err = v.audit(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("read what was done: %w", translate(err))
	}
	return missing, nil
}

func (v *Vault) audit(ctx context.Context, f func(Line)) (missing []Broken, err error) {
	tx, err := v.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // lines and end of one moment
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // it was read only
	return v.auditIn(ctx, tx, f)
}

func (v *Vault) auditIn(ctx context.Context, tx *sql.Tx, f func(Line)) (missing []Broken, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT n, at, login, action, object, detail, mac FROM audit ORDER BY n")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	last, before := int64(0), []byte(nil)
	for rows.Next() {
		var l Line
		var at int64
		var mac []byte
		if err := rows.Scan(&l.N, &at, &l.Login, &l.Action, &l.Object, &l.Detail, &mac); err != nil {
			return nil, err
		}
		l.At = database.FromMillis(at)
		l.False = !v.key.Proves(mac, l.parts(before)...)
		if l.N != last+1 { // what its proof is bound to is missing
			missing = append(missing, Broken{last, l.N - last - 1})
		}
		last, before = l.N, mac
		f(l)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	end, err := v.auditEnd(ctx, tx, last, before)
	if end != nil {
		missing = append(missing, *end)
	}
	if err != nil || len(missing) > 0 {
		return missing, err
	}
	older, err := v.behind(ctx, tx)
	if older != nil {
		missing = append(missing, *older)
	}
	return missing, err
}

// auditEnd compares the last line with what the store says is the end.
func (v *Vault) auditEnd(ctx context.Context, q querier, last int64, mac []byte) (*Broken, error) {
	type row struct {
		n          int64
		mac, proof []byte
	}
	end, err := queryOne(ctx, q, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.n, &r.mac, &r.proof) }, "SELECT n, mac, proof FROM audit_end")
	switch {
	case errors.Is(err, ErrNotFound):
		return &Broken{After: last}, nil
	case err != nil:
		return nil, err
	case end.n == 0 && last == 0: // nothing was done yet
		return nil, nil
	case !v.key.ProvesNow(end.proof, endParts(end.n, end.mac)...): // who has left knows the older ones
		return &Broken{After: last}, nil
	case end.n > last:
		return &Broken{last, end.n - last}, nil
	case end.n < last || string(end.mac) != string(mac):
		return &Broken{After: last}, nil
	}
	return nil, nil
}
