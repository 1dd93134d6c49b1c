package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/database"
)

// Lists read what is kept of a case (worklist.Stand), not its history. It is derived
// by standIn and written by keep, both here alone, and Vault.write has every
// transaction end with it: no verb can forget it. Claim alone leaves it to CatchUp,
// with which whoever looks begins: the answer that follows has it derived in any case.
// What cannot be opened is derived from the history again.

const (
	tableOpen     = "open_case"
	tableFollowup = "followup"
)

// isUnkept finds the cases that changed since their Stand was kept. The index of
// migration 7 has this very condition.
const isUnkept = "kept IS DISTINCT FROM seq"

// sealing runs one transaction that seals something. None does so with an old key.
func (v *Vault) sealing(ctx context.Context, do func(*sql.Tx) error) error {
	return v.store.write(ctx, func(tx *sql.Tx) error {
		if err := v.key.upToDate(tx); err != nil {
			return err
		}
		return do(tx)
	})
}

// write runs one transaction and keeps in it the Stand of each case it has changed.
func (v *Vault) write(ctx context.Context, do func(*sql.Tx) error) error {
	return v.sealing(ctx, func(tx *sql.Tx) error {
		var before int64
		if err := tx.QueryRow("SELECT n FROM sequence").Scan(&before); err != nil {
			return err
		}
		if err := do(tx); err != nil {
			return err
		}
		if _, err := v.keepSome(tx, "seq > ?", before); err != nil {
			return err
		}
		return v.sweep(tx)
	})
}

// keepSome keeps the Stand of cases that changed and returns how many these are.
func (v *Vault) keepSome(tx *sql.Tx, where string, args ...any) (int, error) {
	ids, err := queryAll(context.Background(), tx, scanText, "SELECT id FROM patient_case WHERE "+isUnkept+" AND "+where, args...)
	if err != nil {
		return 0, err
	}
	reader := newStandReader(v, tx)
	for _, id := range ids {
		if err := reader.keep(tx, id); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// keptAgain counts that what is kept of cases is another although they did not change:
// whoever remembers the slots of the work list (readSlots) reads them again.
func keptAgain(tx *sql.Tx, n int) error {
	if n == 0 {
		return nil
	}
	_, err := nextSeq(tx)
	return err
}

// sweepMost is how many rows are swept away at a time.
const sweepMost = 50

// sweep takes away rows of which nobody would see anything any more.
func (v *Vault) sweep(tx *sql.Tx) error {
	if err := v.erase(tx); err != nil {
		return err
	}
	swept, err := tx.Exec("DELETE FROM open_case WHERE case_id IN (SELECT case_id FROM open_case WHERE ends < ? LIMIT ?)",
		database.Millis(v.store.opt.Now()), sweepMost)
	if err != nil {
		return err
	}
	n, err := swept.RowsAffected()
	return errors.Join(err, keptAgain(tx, int(n)))
}

// CatchUp keeps the Stand of all cases where an earlier program did not, some at a
// time: colleagues can write in between, and whoever is interrupted goes on where
// she was. told hears how many cases are left. After an update that takes a while
// once in the life of a large store; otherwise it is one look at an empty index.
// ErrNewer: this program is itself the earlier one.
func (v *Vault) CatchUp(ctx context.Context, told func(left int)) error {
	err := v.fresh(ctx)
	for err == nil {
		var left int
		err = v.store.reader.QueryRowContext(ctx, "SELECT count(*) FROM patient_case WHERE "+isUnkept).Scan(&left)
		if err != nil || left == 0 {
			break
		}
		told(left)
		err = v.sealing(ctx, func(tx *sql.Tx) error {
			n, err := v.keepSome(tx, "TRUE LIMIT ?", upgradeStep)
			return errors.Join(err, keptAgain(tx, n))
		})
		if errors.Is(err, database.ErrBusy) { // many sign in after an update: the others are at it
			err = context.Cause(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("keep what is to be done: %w", translate(err))
	}
	return nil
}

// standReader derives what is kept of cases, with the same few buffers.
type standReader struct {
	cases *caseReader
	walk  *vorgangWalk
	q     querier
}

func newStandReader(v *Vault, q querier) *standReader {
	return &standReader{newCaseReader(v), &vorgangWalk{vault: v}, q}
}

// standIn derives the Stand of a case from its history and what was decided about it.
func (r *standReader) standIn(ctx context.Context, id string) (s worklist.Stand, row caseRow, err error) {
	s, row, err = r.asked(ctx, id)
	if err != nil || len(s.Offen) == 0 {
		return s, row, err
	}
	decided, err := r.cases.vault.decided(ctx, r.q, id)
	s.Decide(decided, r.cases.vault.store.opt.Now())
	return s, row, err
}

// asked is what the history of a case asks.
func (r *standReader) asked(ctx context.Context, id string) (s worklist.Stand, row caseRow, err error) {
	cases, row, err := r.cases.read(ctx, r.q, 1, selectCase+"WHERE id = ?", id)
	if err == nil && len(cases) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return s, row, err
	}
	r.walk.tags = r.cases.vault.tagsIn(&row)
	fall, err := r.walk.ofCase(ctx, r.q, id)
	if err == nil {
		err = r.cases.vault.askedBack(ctx, r.q, id, fall)
	}
	if err != nil {
		return s, row, err
	}
	return worklist.StandOf(&cases[0], fall, r.cases.vault.store.opt.Now()), row, nil
}

// keep writes the Stand of a case in the place of what was kept of it.
func (r *standReader) keep(tx *sql.Tx, id string) error {
	s, row, err := r.standIn(context.Background(), id)
	if err != nil {
		return err
	}
	v := r.cases.vault
	if err := v.keepOpen(tx, &s, row.seq); err != nil {
		return err
	}
	if err := v.keepSlots(tx, &s); err != nil {
		return err
	}
	if err := v.keepFollowups(tx, &s, row.seq); err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE patient_case SET kept = ? WHERE id = ?", row.seq, id)
	return err
}

func (v *Vault) keepOpen(tx *sql.Tx, s *worklist.Stand, seq int64) error {
	if len(s.Offen) == 0 {
		_, err := tx.Exec("DELETE FROM open_case WHERE case_id = ?", s.CaseID)
		return err
	}
	sealed, err := v.key.SealHeader(encodeOpen(s), placeOf(tableOpen, s.CaseID, seq)...)
	if err != nil {
		return err
	}
	var ends sql.NullInt64
	if at, ok := s.Ends(); ok {
		ends = sql.NullInt64{Int64: database.Millis(at), Valid: true}
	}
	_, err = tx.Exec("INSERT INTO open_case (case_id, seq, ends, tasks) VALUES (?1, ?2, ?3, ?4) "+
		"ON CONFLICT (case_id) DO UPDATE SET seq = ?2, ends = ?3, tasks = ?4", s.CaseID, seq, ends, sealed)
	return err
}

// Staende hands over what is to be done about each case of which something is.
func (v *Vault) Staende(ctx context.Context, f func(worklist.Stand) error) error {
	return v.staende(ctx, v.store.reader, f, selectOpen)
}

// Stand is what is to be done about one case, an empty one where nothing is.
func (v *Vault) Stand(ctx context.Context, caseID string) (s worklist.Stand, err error) {
	s.CaseID = caseID
	err = v.staende(ctx, v.store.reader, func(kept worklist.Stand) error { s = kept; return nil }, selectOpen+"WHERE case_id = ?", caseID)
	return s, err
}

const selectOpen = "SELECT case_id, seq, tasks FROM open_case "

func (v *Vault) staende(ctx context.Context, q querier, f func(worklist.Stand) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("read what is to be done: %w", translate(err))
	}
	defer rows.Close()
	r := openReader{vault: v}
	for rows.Next() {
		var s worklist.Stand
		var seq int64
		var sealed sql.RawBytes
		if err = rows.Scan(&s.CaseID, &seq, &sealed); err == nil {
			err = r.open(&s, sealed, seq)
		}
		if damaged(err) {
			s, err = v.again(ctx, q, s.CaseID)
		}
		if err == nil {
			err = f(s)
		}
		if err != nil {
			return fmt.Errorf("read what is to be done: %w", translate(err))
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read what is to be done: %w", translate(err))
	}
	return nil
}

// again derives what was kept and cannot be read.
func (v *Vault) again(ctx context.Context, q querier, caseID string) (worklist.Stand, error) {
	s, _, err := newStandReader(v, q).standIn(ctx, caseID)
	if errors.Is(err, ErrNotFound) { // removed in between
		return worklist.Stand{CaseID: caseID}, nil
	}
	s.Nachsorgen = nil // they are kept apart
	return s, err
}
