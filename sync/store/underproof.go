package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/sync/database"
)

// leavingTime is how long a program up to 0.2.0 may go on beside this one: its session at
// the portal ends then at the latest.
const leavingTime = 12 * time.Hour

// underProof signs all rows of a store that earlier programs wrote, once these have left,
// some cases at a time: colleagues can write in between, and whoever is interrupted goes on
// where she was. From the last one on a row without a MAC is damaged. told hears how many
// cases are left.
func (v *Vault) underProof(ctx context.Context, told func(left int)) error {
	if v.store.proven.Load() {
		return nil
	}
	due, err := v.proofDue(ctx)
	if err != nil || !due {
		return err
	}
	left, err := queryOne(ctx, v.store.reader, scanNumber, "SELECT count(*) FROM patient_case WHERE mac IS NULL")
	for last, done := int64(0), false; err == nil && !done; left -= upgradeStep {
		told(max(1, int(left)))
		if err = context.Cause(ctx); err == nil {
			err = v.sealing(ctx, func(tx *sql.Tx) (err error) {
				last, done, err = v.proveSome(tx, last)
				return err
			})
		}
	}
	if err == nil {
		v.store.proven.Store(true)
		v.store.holds.Store(true)
	}
	return err
}

// holdsUnderProof signs the deliveries that are held back by a program whose MACs did not
// tell of it, those that were as they were signed. From then on a hold that is taken out of
// its row, or put back into it, is damage.
func (v *Vault) holdsUnderProof(ctx context.Context) error {
	if !v.store.proven.Load() || v.store.holds.Load() {
		return nil
	}
	err := v.sealing(ctx, func(tx *sql.Tx) error {
		held, err := queryAll(ctx, tx, scanPlain, selectPlain+"WHERE hold IS NOT NULL")
		for i := range held {
			if d := &held[i]; err == nil && v.deliveryStands(d) {
				err = errors.Join(v.signDelivery(tx, d.tnr), v.retag(tx, d.caseID, tableDelivery, d.tnr, d.mac))
			}
		}
		if err != nil {
			return fmt.Errorf("sign holds: %w", err)
		}
		site, row, err := v.store.site(ctx, tx)
		if err != nil {
			return err
		}
		return recordSite(tx, v.key.ring(), sealedSite{site, true, true}, row)
	})
	if err == nil {
		v.store.holds.Store(true)
	}
	return err
}

// proofDue reports whether no earlier program can be open any more. It is counted from the
// first time somebody asks.
func (v *Vault) proofDue(ctx context.Context) (bool, error) {
	now := v.store.opt.Now()
	since, err := queryOne(ctx, v.store.reader, scanNumber, "SELECT migrated FROM identity")
	if err != nil {
		return false, err
	}
	if since == 0 {
		return false, v.sealing(ctx, func(tx *sql.Tx) error {
			_, err := tx.Exec("UPDATE identity SET migrated = ? WHERE migrated = 0", database.Millis(now))
			return err
		})
	}
	return now.Sub(database.FromMillis(since)) >= leavingTime, nil
}

// proveSome signs cases that have no MAC behind the last one, with all their rows; where
// there is none any more the store says that it is proven.
func (v *Vault) proveSome(tx *sql.Tx, last int64) (next int64, done bool, err error) {
	if v.store.proven.Load() { // a colleague's program was faster
		return last, true, nil
	}
	cases, err := queryAll(context.Background(), tx, scanCaseNumber, "SELECT n, id FROM patient_case WHERE mac IS NULL AND n > ? ORDER BY n LIMIT ?", last, upgradeStep)
	if err != nil {
		return last, false, err
	}
	for _, one := range cases {
		all, err := v.standingRows(tx, one.id) // each does, as long as none has to
		if err == nil {
			err = v.signRows(tx, one.id, all)
		}
		if err != nil {
			return last, false, fmt.Errorf("sign rows: %w", err)
		}
		last = one.n
	}
	switch {
	case len(cases) > 0:
		return last, false, nil
	case last > 0: // once more from the first: some may have been written meanwhile
		return 0, false, nil
	}
	site, row, err := v.store.site(context.Background(), tx)
	if err == nil {
		err = recordSite(tx, v.key.ring(), sealedSite{site, true, true}, row)
	}
	return 0, true, err
}

type caseNumber struct {
	n  int64
	id string
}

func scanCaseNumber(rows *sql.Rows) (r caseNumber, err error) { return r, rows.Scan(&r.n, &r.id) }
