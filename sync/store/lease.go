package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// Claim leases up to n due deliveries to a sender: they are StateSending until
// they are accepted, rejected or deferred, or until the lease is over, which
// puts them back. Of one case only the oldest open delivery is handed out, so
// that reports of a patient arrive in order; one that is held back is passed
// over and keeps nothing waiting but later versions of its own report. Each
// claim counts as an attempt, unless it is released. What is to be done about the cases
// is kept with the answers, or by who looks before they are there.
func (v *Vault) Claim(ctx context.Context, owner string, now time.Time, lease time.Duration, n int) ([]model.Delivery, error) {
	var claimed []model.Delivery
	err := v.store.write(ctx, func(tx *sql.Tx) (err error) {
		if err := v.expire(tx, now); err != nil {
			return err
		}
		claimed, err = v.leaseDue(tx, owner, now, lease, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim deliveries: %w", err)
	}
	return claimed, nil
}

// expire puts back what a sender did not finish in time.
func (v *Vault) expire(tx *sql.Tx, now time.Time) error {
	return v.recountAll(tx, "UPDATE delivery SET state = 'queued', lease_owner = NULL, lease_until = NULL "+
		"WHERE state = 'sending' AND lease_until <= ? RETURNING case_id", database.Millis(now))
}

// recountAll changes deliveries and counts those of their cases.
func (v *Vault) recountAll(tx *sql.Tx, change string, args ...any) error {
	cases, err := queryAll(context.Background(), tx, scanText, change, args...)
	if err != nil || len(cases) == 0 {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	slices.Sort(cases)
	for _, id := range slices.Compact(cases) {
		if err := v.recount(tx, id, seq); err != nil {
			return err
		}
	}
	return nil
}

func (v *Vault) leaseDue(tx *sql.Tx, owner string, now time.Time, lease time.Duration, n int) (claimed []model.Delivery, err error) {
	due, err := dueDeliveries(tx, now, n)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return nil, err
	}
	for _, tnr := range due {
		row, err := deliveryRow(tx, tnr)
		if err != nil {
			return nil, err
		}
		held, err := v.stillHeld(tx, &row, now)
		if err != nil {
			return nil, err
		}
		if held {
			continue
		}
		d, err := v.lease(tx, &row, owner, now.Add(lease), seq)
		if err != nil {
			return nil, err
		}
		claimed = append(claimed, d)
	}
	return claimed, nil
}

// heldAnew is how long a delivery stays held back whose hold nobody can read.
const heldAnew = 24 * time.Hour

// stillHeld reports that a delivery that seems due is held back: what is sealed counts, not
// the plain column beside it, which is put right. A hold nobody can read goes on until
// somebody lifts it. A row that is not as it was signed may have lost its hold: it is looked
// at again later, and stands as damaged where it is shown.
func (v *Vault) stillHeld(tx *sql.Tx, row *plainDelivery, now time.Time) (bool, error) {
	until := now.Add(heldAnew)
	if v.deliveryStands(row) {
		if row.hold == nil {
			return false, nil
		}
		hold, err := v.openHold(row.hold, row.tnr)
		if err != nil && !damaged(err) {
			return false, err
		}
		if err == nil {
			until = hold.Until(v.store.opt.Now().Location())
		}
		if !until.After(now) {
			return false, nil
		}
	}
	_, err := tx.Exec("UPDATE delivery SET held = ? WHERE tnr = ?", database.Millis(until), row.tnr)
	return true, err
}

func dueDeliveries(tx *sql.Tx, now time.Time, n int) ([]string, error) {
	return queryAll(context.Background(), tx, scanText, `SELECT tnr FROM delivery AS d INDEXED BY delivery_move WHERE move_at <= ?1 AND state = 'queued'
AND NOT EXISTS (`+earlierOpen+`) ORDER BY move_at, seq LIMIT ?2`, database.Millis(now), n)
}

// earlierOpen finds what stands before a delivery d of the same case at the
// moment ?1.
const earlierOpen = `SELECT 1 FROM delivery AS earlier WHERE earlier.case_id = d.case_id AND earlier.seq < d.seq
	AND earlier.state IN ('queued', 'sending') AND (earlier.held <= ?1 OR earlier.meldung = d.meldung)`

func (v *Vault) lease(tx *sql.Tx, row *plainDelivery, owner string, until time.Time, seq int64) (model.Delivery, error) {
	if err := v.endLeaseHold(tx, row); err != nil {
		return model.Delivery{}, err
	}
	d, err := queryOne(context.Background(), tx, v.scanDelivery, "UPDATE delivery SET state = 'sending', attempts = attempts + 1, held = 0, lease_owner = ?, lease_until = ? WHERE tnr = ? RETURNING "+deliveryColumns,
		owner, database.Millis(until), row.tnr)
	if err != nil {
		return d, err
	}
	return d, v.recount(tx, d.CaseID, seq)
}

// endLeaseHold takes a hold that is over out of what is leased.
func (v *Vault) endLeaseHold(tx *sql.Tx, row *plainDelivery) error {
	if row.hold == nil {
		return nil
	}
	if err := v.endDeliveryHold(tx, row, nil); err != nil {
		return err
	}
	if err := v.changeDelivery(tx, row, "hold = NULL"); err != nil || !v.store.proven.Load() {
		return err
	}
	return v.retag(tx, row.caseID, tableDelivery, row.tnr, row.mac)
}

// Accept stores the receipt of a delivery. A second receipt for an accepted
// delivery changes nothing; ErrReceipt: number or digest are not the
// delivery's; ErrNotFound: there is no such delivery.
func (v *Vault) Accept(ctx context.Context, tnr string, r model.Receipt) error {
	err := v.answered(ctx, tnr, func(tx *sql.Tx, row *plainDelivery) error {
		return v.accept(tx, row, r, v.mine(""))
	})
	if err != nil {
		return fmt.Errorf("accept delivery: %w", err)
	}
	return nil
}

// accept stores the receipt of a delivery, and the try it came of.
func (v *Vault) accept(tx *sql.Tx, row *plainDelivery, r model.Receipt, try model.Versuch) error {
	if r.Transaktionsnummer != row.tnr || r.Digest != row.digest {
		return ErrReceipt
	}
	if row.state == model.StateAccepted {
		return nil
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	tries, err := v.tried(row, try)
	if err != nil {
		return err
	}
	at, err := answeredAt(tx, row.caseID, try.Am)
	if err != nil {
		return err
	}
	// What the registry made of it may have come before: an answer was lost.
	return v.changeDelivery(tx, row, "state = CASE WHEN result = 'abgelehnt' THEN 'rejected' ELSE 'accepted' END, receipt = ?, settled = ?, code = '', reason = CASE WHEN result = '' THEN NULL ELSE reason END, "+
		"lease_owner = NULL, lease_until = NULL, tries = ?", string(text), at, tries)
}

// Reject ends a delivery the portal refused for good, with the portal's code
// and a German sentence. ErrSettled: it was accepted or rejected before.
func (v *Vault) Reject(ctx context.Context, tnr, code, reason string) error {
	sealed, err := v.key.SealHeader([]byte(reason), placeReason, tnr)
	if err != nil {
		return fmt.Errorf("reject delivery: %w", translate(err))
	}
	err = v.answered(ctx, tnr, func(tx *sql.Tx, row *plainDelivery) error {
		if settled(row.state) {
			return ErrSettled
		}
		try := v.mine(code)
		tries, err := v.tried(row, try)
		if err != nil {
			return err
		}
		at, err := answeredAt(tx, row.caseID, try.Am)
		if err != nil {
			return err
		}
		return v.changeDelivery(tx, row, "state = 'rejected', code = ?, reason = ?, settled = ?, "+
			"lease_owner = NULL, lease_until = NULL, tries = ?", code, sealed, at, tries)
	})
	if err != nil {
		return fmt.Errorf("reject delivery: %w", err)
	}
	return nil
}

// Defer puts a delivery back until next, with the code of what went wrong.
// ErrSettled: it was accepted or rejected before.
func (v *Vault) Defer(ctx context.Context, tnr string, next time.Time, code string) error {
	err := v.answered(ctx, tnr, func(tx *sql.Tx, row *plainDelivery) error {
		if settled(row.state) {
			return ErrSettled
		}
		tries, err := v.tried(row, v.mine(code))
		if err == nil {
			_, err = tx.Exec("UPDATE delivery SET state = 'queued', next_at = ?, code = ?, "+
				"lease_owner = NULL, lease_until = NULL, tries = ? WHERE tnr = ?", database.Millis(next), code, tries, tnr)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("defer delivery: %w", err)
	}
	return nil
}

// Release puts back what a sender has claimed and not tried, as it was before.
// What is not leased to it any more stays as it is.
func (v *Vault) Release(ctx context.Context, tnr, owner string) error {
	err := v.answered(ctx, tnr, func(tx *sql.Tx, _ *plainDelivery) error {
		_, err := tx.Exec("UPDATE delivery SET state = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL "+
			"WHERE tnr = ? AND state = 'sending' AND lease_owner = ?", tnr, owner)
		return err
	})
	if err != nil {
		return fmt.Errorf("release delivery: %w", err)
	}
	return nil
}

// Hurry makes every delivery that waits for its next attempt due now.
func (v *Vault) Hurry(ctx context.Context, now time.Time) error {
	err := v.write(ctx, func(tx *sql.Tx) error {
		return v.recountAll(tx, "UPDATE delivery SET next_at = ?1 WHERE state = 'queued' AND next_at > ?1 RETURNING case_id", database.Millis(now))
	})
	if err != nil {
		return fmt.Errorf("hurry deliveries: %w", err)
	}
	return nil
}

func settled(s model.State) bool {
	return s == model.StateAccepted || s == model.StateRejected || s == model.StateElsewhere
}

// answered settles a delivery by what the portal, or the way to it, has answered. That is
// no act of anybody: it was one to complete the report.
func (v *Vault) answered(ctx context.Context, tnr string, change func(*sql.Tx, *plainDelivery) error) error {
	return v.write(ctx, func(tx *sql.Tx) error {
		return v.settle(tx, tnr, func(row *plainDelivery) error { return change(tx, row) })
	})
}

// settle changes one delivery and brings its case up to date: what was refused or
// deleted may have been the report that told of an objection.
func (v *Vault) settle(tx *sql.Tx, tnr string, change func(*plainDelivery) error) error {
	row, err := deliveryRow(tx, tnr)
	if err != nil {
		return err
	}
	if err := change(&row); err != nil {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	return v.refresh(tx, row.caseID, seq)
}
