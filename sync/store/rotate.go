package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/sync/seal"
)

// Whoever leaves has known the key. Taking her access away makes a new one, wrapped for
// all who stay, and from then on nothing is sealed with the old one (keyring.go). What
// was sealed with it is sealed anew, case by case, while everybody works; when nothing
// is left, the old key goes out of the wraps, too. Whoever is killed in it loses
// nothing: what is done is told by the rows themselves, and any program of somebody
// inside goes on.
//
// A case is sealed anew as a whole. Until then its reports are compared by the blind
// index of its old key (lineIn), and people and months are looked for by those of all
// keys: lists and decisions do not see which half is done.

// newKey makes the next key in the transaction that takes somebody's access away, whose
// line in the audit is the first that it proves. Rows of earlier programs, and those
// nobody inside has vouched for, cannot get it: whose they are is let in anew.
func (v *Vault) newKey(tx *sql.Tx) error {
	next, err := v.key.ring().Next()
	if err != nil {
		return err
	}
	all, err := queryAll(context.Background(), tx, scanWrap, selectWrap)
	if err != nil {
		return err
	}
	for i := range all {
		r := &all[i]
		if r.recipient == "" || !r.proven(v.key.ring()) {
			_, err = tx.Exec("DELETE FROM keywrap WHERE login = ?", r.login)
		} else {
			err = r.rewrap(tx, next)
		}
		if err != nil {
			return err
		}
	}
	site, row, err := v.store.site(context.Background(), tx)
	if err != nil {
		return err
	}
	if err := recordSite(tx, next, v.store.saysOf(site), row); err != nil {
		return err
	}
	if _, err = tx.Exec("DELETE FROM people_page"); err != nil { // it is kept anew
		return err
	}
	v.key.held.Store(next)
	return nil
}

// rewrap gives somebody the keys of a ring.
func (r *wrapRow) rewrap(tx *sql.Tx, ring *seal.Ring) error {
	if err := r.fill(ring); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE keywrap SET wrap = ?, proof = ? WHERE login = ?", r.wrap, r.proof, r.login)
	return err
}

const (
	resealTime  = 25 * time.Millisecond // of a transaction: colleagues write in between
	resealPause = 10 * time.Millisecond
)

// Reseal seals anew what is still sealed with older keys, some at a time, and takes
// these away when nothing is left. told hears how many cases are left. Whoever is
// interrupted, or killed, goes on where she was, and so does anybody else inside. It
// asks the store once where there is nothing to do. ErrImporting: all is sealed anew,
// and the old key goes when the import that runs has ended.
func (v *Vault) Reseal(ctx context.Context, told func(left int)) error {
	if err := v.reseal(ctx, told); err != nil {
		return fmt.Errorf("seal anew: %w", translate(err))
	}
	return nil
}

func (v *Vault) reseal(ctx context.Context, told func(left int)) error {
	now, err := queryOne(ctx, v.store.reader, scanNumber, "SELECT generation FROM identity")
	if err != nil || int(now) == v.key.ring().Generation() && !v.key.ring().Older() {
		return err
	}
	if err := v.key.reread(ctx, v.store.reader); err != nil || !v.key.ring().Older() {
		return err // others were faster
	}
	for {
		left, err := v.Unsealed(ctx)
		if err != nil {
			return err
		}
		if left == 0 {
			return v.dropOlder(ctx)
		}
		told(left)
		if err := v.resealSome(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(resealPause):
		}
	}
}

// Unsealed is how many cases are still to be sealed anew.
func (v *Vault) Unsealed(ctx context.Context) (int, error) {
	left, err := unsealed(ctx, v.store.reader)
	if err != nil {
		return 0, fmt.Errorf("count what is to be sealed anew: %w", translate(err))
	}
	return left, nil
}

func unsealed(ctx context.Context, q querier) (int, error) {
	left, err := queryOne(ctx, q, scanNumber, "SELECT count(*) FROM patient_case WHERE generation != (SELECT generation FROM identity)")
	return int(left), err
}

func (v *Vault) resealSome(ctx context.Context) error {
	return v.sealing(ctx, func(tx *sql.Tx) error {
		begun := time.Now()
		ids, err := queryAll(ctx, tx, scanText, "SELECT id FROM patient_case WHERE generation != ? LIMIT 100", v.key.ring().Generation())
		for _, id := range ids {
			if err == nil && time.Since(begun) < resealTime {
				err = v.resealCase(tx, id)
			}
		}
		if err != nil {
			return err
		}
		return keptAgain(tx, len(ids))
	})
}

// resealCase seals everything of a case anew, and signs the rows that were as they were
// signed.
func (v *Vault) resealCase(tx *sql.Tx, id string) error {
	standing, err := v.standingRows(tx, id)
	if err != nil {
		return err
	}
	for i := range seals {
		if seals[i].ofCase == "" {
			continue
		}
		if err := seals[i].anew(tx, v.key, seals[i].ofCase, id); err != nil {
			return err
		}
	}
	if v.store.proven.Load() {
		if err := v.signRows(tx, id, standing); err != nil {
			return err
		}
	}
	if err := v.indexAnew(tx, id); err != nil {
		return err
	}
	for _, table := range []string{tableOpen, tableFollowup} {
		if _, err := tx.Exec("DELETE FROM "+table+" WHERE case_id = ?", id); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("UPDATE patient_case SET generation = ? WHERE id = ?", v.key.ring().Generation(), id); err != nil {
		return err
	}
	if v.store.proven.Load() && standing[rowOf{tableCase, id}] { // with its index
		row, err := v.plainCase(tx, id)
		if err == nil {
			err = v.signCase(tx, &row)
		}
		if err != nil {
			return err
		}
	}
	return newStandReader(v, tx).keep(tx, id)
}

// indexAnew makes the blind indexes of a case. A person nobody can read has none any
// more; a report nobody can read stays beside those it was a version of.
func (v *Vault) indexAnew(tx *sql.Tx, id string) error {
	var index []byte
	h, err := v.holdCase(tx, id)
	if err == nil {
		index = v.patientIndex(&h.Case)
	} else if !damaged(err) {
		return err
	}
	if _, err := tx.Exec("UPDATE patient_case SET patient_index = ? WHERE id = ?", index, id); err != nil {
		return err
	}
	rows, err := queryAll(context.Background(), tx, scanSummary, selectSummary, id)
	if err != nil {
		return err
	}
	lines := map[string]string{}
	for i := range rows {
		e, err := v.openEntry(rows[i].header, rows[i].table, rows[i].id, rows[i].rev)
		if err == nil {
			lines[rows[i].line] = e.line(rows[i].id)
		} else if !damaged(err) {
			return err
		}
	}
	for _, r := range rows {
		index := v.key.Index(cmp.Or(lines[r.line], r.id))
		if _, err := tx.Exec("UPDATE "+r.table+" SET meldung = ? WHERE "+keyOf[r.table]+" = ? AND meldung IS NOT NULL", index, r.id); err != nil {
			return err
		}
	}
	return nil
}

// keyOf names the ids of the tables that have entries.
var keyOf = map[string]string{tableDraft: "id", tableDelivery: "tnr"}

// dropOlder takes the older keys away. What a killed import has left is sealed with
// them, and of no use any more; one that runs has to end first.
func (v *Vault) dropOlder(ctx context.Context) (err error) {
	st, err := v.openStage(ctx, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.close()) }()
	done := false
	err = v.sealing(ctx, func(tx *sql.Tx) error {
		done, err = v.wrapNewest(tx)
		return err
	})
	if err != nil || !done {
		return err
	}
	v.key.held.Store(v.key.ring().Newest())
	return v.store.db.CutLog(ctx)
}

// wrapNewest wraps the newest key alone for everybody, provided that nothing is sealed
// with another one.
func (v *Vault) wrapNewest(tx *sql.Tx) (done bool, err error) {
	newest := v.key.ring().Newest()
	if left, err := unsealed(context.Background(), tx); err != nil || left > 0 {
		return false, err // somebody else has left meanwhile
	}
	for i := range seals {
		if c := &seals[i]; c.ofCase == "" || c.loose {
			if err := c.anew(tx, v.key, "substr("+c.column+", 1, ?1) IS DISTINCT FROM ?2", len(newest.Mark()), newest.Mark()); err != nil {
				return false, err
			}
		}
	}
	all, err := queryAll(context.Background(), tx, scanWrap, selectWrap)
	for i := range all {
		if err == nil && all[i].proven(v.key.ring()) {
			err = all[i].rewrap(tx, newest)
		}
	}
	return err == nil, err
}
