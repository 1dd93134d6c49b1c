package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// The store and the portal are compared by the numbers both keep for ever: what came into the
// portal's log since it was read last, and, once a day, whether the portal knows what the store
// says it has taken. After a copy was put back, by whatever way, the log is read from where
// the copy had read it: what is missing here is found that way, and what only waits here
// gets the receipt it had.

// LogIndex is how far the portal's log was read, 0 = it was not.
func (v *Vault) LogIndex(ctx context.Context) (int64, error) {
	at, err := queryOne(ctx, v.store.reader, scanNumber, "SELECT log_index FROM identity")
	if err != nil {
		return 0, fmt.Errorf("read how far the log was read: %w", translate(err))
	}
	return at, nil
}

// ReadLog takes over what comes next in the portal's log: receipts of what waits here, which
// it names, and numbers that nobody knows here. Those of whom the store has forgotten are none.
func (v *Vault) ReadLog(ctx context.Context, known []model.Bekannt) (moved []model.Delivery, err error) {
	if len(known) == 0 {
		return nil, nil
	}
	err = v.write(ctx, func(tx *sql.Tx) error {
		moved = nil
		for i := range known {
			d, err := v.knownThere(tx, &known[i])
			if err != nil {
				return err
			}
			if d.State == model.StateAccepted {
				moved = append(moved, d)
			}
		}
		return follow(tx, known)
	})
	if err != nil {
		return nil, fmt.Errorf("read the portal's log: %w", err)
	}
	return moved, nil
}

// knownThere gives what waits its receipt, and notes a number nobody knows. What is just being sent
// gets it by whoever sends it.
func (v *Vault) knownThere(tx *sql.Tx, k *model.Bekannt) (d model.Delivery, err error) {
	tnr := k.Receipt.Transaktionsnummer
	var until sql.NullInt64
	err = tx.QueryRow("SELECT case_id, art, state, lease_until FROM delivery WHERE tnr = ?", tnr).Scan(&d.CaseID, &d.Art, &d.State, &until)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.Exec("INSERT OR IGNORE INTO differs (tnr, here, at) SELECT CAST(?1 AS TEXT), 0, CAST(?2 AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM erased WHERE tnr = ?1)",
			tnr, database.Millis(k.Receipt.ReceivedAt))
		return model.Delivery{}, err
	}
	now := v.store.opt.Now()
	if err != nil || settled(d.State) || d.State == model.StateSending && until.Int64 > database.Millis(now) {
		return model.Delivery{}, err
	}
	d.Transaktionsnummer, d.State = tnr, model.StateAccepted
	err = v.settle(tx, tnr, func(row *plainDelivery) error {
		return v.accept(tx, row, k.Receipt, model.Versuch{Am: k.Receipt.ReceivedAt, Wer: v.Login(), Code: model.VersuchAbgleich})
	})
	if errors.Is(err, ErrReceipt) { // the portal has something else under this number: it will say so
		return model.Delivery{}, nil
	}
	return d, err
}

// ComparedAt is when the store was compared with the portal last, zero when it was not.
func (v *Vault) ComparedAt(ctx context.Context) (at time.Time, err error) {
	ms, err := queryOne(ctx, v.store.reader, scanNumber, "SELECT compared FROM identity")
	if err != nil {
		return at, fmt.Errorf("read when it was compared: %w", translate(err))
	}
	if ms != 0 {
		at = database.FromMillis(ms)
	}
	return at, nil
}

// Compared says that it was.
func (v *Vault) Compared(ctx context.Context, at time.Time) error {
	err := v.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE identity SET compared = ?", database.Millis(at))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep when it was compared: %w", err)
	}
	return nil
}

// ToCompare are numbers that wait, or that the portal has taken since a time, behind a
// number, in their order.
func (v *Vault) ToCompare(ctx context.Context, after string, since time.Time, n int) ([]string, error) {
	all, err := queryAll(ctx, v.store.reader, scanText, "SELECT tnr FROM delivery WHERE tnr > ? AND (state IN ('queued', 'sending') OR receipt IS NOT NULL AND settled >= ?) ORDER BY tnr LIMIT ?",
		after, database.Millis(since), n)
	if err != nil {
		return nil, fmt.Errorf("list numbers: %w", translate(err))
	}
	return all, nil
}

// Compare takes over what the portal knows of numbers that it was asked for: receipts of what
// waits here, which it names, and what it was said to have taken and does not know.
func (v *Vault) Compare(ctx context.Context, asked []string, known []model.Bekannt) (moved []model.Delivery, err error) {
	there := map[string]*model.Bekannt{}
	for i := range known {
		there[known[i].Receipt.Transaktionsnummer] = &known[i]
	}
	err = v.write(ctx, func(tx *sql.Tx) error {
		moved = nil
		for _, tnr := range asked {
			d, err := v.compareOne(tx, tnr, there[tnr])
			if err != nil {
				return err
			}
			if d.State == model.StateAccepted {
				moved = append(moved, d)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("compare with the portal: %w", err)
	}
	return moved, nil
}

func (v *Vault) compareOne(tx *sql.Tx, tnr string, there *model.Bekannt) (d model.Delivery, err error) {
	type row struct {
		digest string
		taken  bool
	}
	r, err := queryOne(context.Background(), tx, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.digest, &r.taken) },
		"SELECT digest, receipt IS NOT NULL FROM delivery WHERE tnr = ?", tnr)
	switch {
	case errors.Is(err, ErrNotFound):
		return d, nil
	case err != nil:
		return d, err
	case !r.taken && there != nil:
		return v.knownThere(tx, there)
	case !r.taken:
		return d, nil
	case there != nil && there.Receipt.Digest == r.digest:
		_, err = tx.Exec("DELETE FROM differs WHERE tnr = ?", tnr)
	default:
		_, err = tx.Exec("INSERT INTO differs (tnr, here, at) VALUES (?1, 1, ?2) ON CONFLICT (tnr) DO UPDATE SET here = 1", tnr, database.Millis(v.store.opt.Now()))
	}
	return d, err
}

// Differs are the numbers that the store or the portal alone knows.
func (s *Store) Differs(ctx context.Context) (here, there []string, err error) {
	type row struct {
		tnr  string
		here bool
	}
	rows, err := queryAll(ctx, s.reader, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.tnr, &r.here) },
		`SELECT tnr, here = 1 FROM differs WHERE here = 1 AND tnr IN (SELECT tnr FROM delivery)
		OR here = 0 AND tnr NOT IN (SELECT tnr FROM delivery) AND tnr NOT IN (SELECT tnr FROM erased) ORDER BY at, tnr`)
	if err != nil {
		return nil, nil, fmt.Errorf("list what differs: %w", translate(err))
	}
	for _, r := range rows {
		if r.here {
			here = append(here, r.tnr)
		} else {
			there = append(there, r.tnr)
		}
	}
	return here, there, nil
}

// Differs are those of its store.
func (v *Vault) Differs(ctx context.Context) (here, there []string, err error) {
	return v.store.Differs(ctx)
}
