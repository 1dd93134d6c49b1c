package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// Vorgaenge hands over what is known of all drafts and deliveries without
// opening their bodies: case by case, the deliveries of a case in the order they
// were completed, its drafts behind them. One that cannot be read is marked. The
// slice is gone with the next case.
// An error of f ends the walk and is returned.
func (v *Vault) Vorgaenge(ctx context.Context, f func([]model.Vorgang) error) error {
	return v.walkVorgaenge(ctx, "", f)
}

// VorgaengeOf are those of one case, nil when it has none.
func (v *Vault) VorgaengeOf(ctx context.Context, caseID string) (here []model.Vorgang, err error) {
	err = v.walkVorgaenge(ctx, caseID, func(all []model.Vorgang) error {
		here = slices.Clone(all)
		return nil
	})
	return here, err
}

func (v *Vault) walkVorgaenge(ctx context.Context, caseID string, f func([]model.Vorgang) error) error {
	w := &vorgangWalk{vault: v, f: f}
	err := v.fresh(ctx)
	var drafts map[string][]model.Vorgang
	if err == nil {
		drafts, err = w.readDrafts(ctx, caseID)
	}
	if err == nil {
		err = w.walk(ctx, caseID, drafts)
	}
	if err != nil {
		return fmt.Errorf("walk reports: %w", translate(err))
	}
	return nil
}

// vorgangWalk opens many headers with the same few buffers.
type vorgangWalk struct {
	vault  *Vault
	f      func([]model.Vorgang) error
	header headerReader
	plain  []byte
	here   []model.Vorgang // of one case
}

func (w *vorgangWalk) open(sealed []byte, table, id string, rev int) (e entry, err error) {
	plain, err := w.vault.key.OpenHeader(w.plain, sealed, table, id, strconv.Itoa(rev))
	if err != nil {
		return e, err
	}
	w.plain = plain
	if err := e.decode(&w.header, plain); err != nil {
		return entry{}, err // nothing of half a header
	}
	return e, nil
}

// readDrafts are the drafts of each case; there are few.
func (w *vorgangWalk) readDrafts(ctx context.Context, caseID string) (map[string][]model.Vorgang, error) {
	drafts := map[string][]model.Vorgang{}
	where, args := ofCase(caseID)
	_, err := queryAll(ctx, w.vault.store.reader, func(rows *sql.Rows) (none struct{}, err error) {
		var d model.Vorgang
		var rev int
		var updated int64
		var header sql.RawBytes
		if err := rows.Scan(&d.DraftID, &d.CaseID, &rev, &updated, &header); err != nil {
			return none, err
		}
		e, err := w.open(header, tableDraft, d.DraftID, rev)
		if d.Damaged = damaged(err); err != nil && !d.Damaged {
			return none, err
		}
		d.Merkmale, d.Ersetzt, d.Fassung, d.Sperre = e.Merkmale, e.Ersetzt, e.Fassung, e.Sperre
		d.Art, d.State, d.Updated = model.SendungMeldung, model.StateDraft, database.FromMillis(updated)
		drafts[d.CaseID] = append(drafts[d.CaseID], d)
		return none, nil
	}, "SELECT id, case_id, rev, updated, header FROM draft "+where+"ORDER BY seq", args...)
	return drafts, err
}

// walk goes through the deliveries in the order of their cases.
func (w *vorgangWalk) walk(ctx context.Context, caseID string, drafts map[string][]model.Vorgang) error {
	where, args := ofCase(caseID)
	rows, err := w.vault.store.reader.QueryContext(ctx,
		"SELECT tnr, case_id, art, state, attempts, next_at, settled, header, reason, hold FROM delivery "+where+"ORDER BY case_id, seq", args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		d, err := w.scan(rows)
		if err != nil {
			return err
		}
		if len(w.here) > 0 && w.here[0].CaseID != d.CaseID {
			if err := w.handOver(drafts); err != nil {
				return err
			}
		}
		w.here = append(w.here, d)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := w.handOver(drafts); err != nil {
		return err
	}
	for _, rest := range drafts {
		if err := w.f(rest); err != nil {
			return err
		}
	}
	return nil
}

func (w *vorgangWalk) handOver(drafts map[string][]model.Vorgang) error {
	if len(w.here) == 0 {
		return nil
	}
	id := w.here[0].CaseID
	w.here = append(w.here, drafts[id]...)
	delete(drafts, id)
	err := w.f(w.here)
	w.here = w.here[:0]
	return err
}

func (w *vorgangWalk) scan(rows *sql.Rows) (d model.Vorgang, err error) {
	var nextAt int64
	var settled sql.NullInt64
	var header, reason, hold sql.RawBytes
	err = rows.Scan(&d.Transaktionsnummer, &d.CaseID, &d.Art, &d.State, &d.Attempts, &nextAt, &settled, &header, &reason, &hold)
	if err != nil {
		return d, err
	}
	if d.State == model.StateQueued {
		d.NextAt = database.FromMillis(nextAt)
	}
	if settled.Valid {
		d.Settled = database.FromMillis(settled.Int64)
	}
	err = w.openDelivery(&d, header, reason, hold)
	if damaged(err) {
		d.Damaged, err = true, nil
	}
	return d, err
}

// openDelivery fills in what is sealed, as far as it can be read.
func (w *vorgangWalk) openDelivery(d *model.Vorgang, header, reason, hold []byte) error {
	e, err := w.open(header, tableDelivery, d.Transaktionsnummer, 1)
	if err != nil {
		return err
	}
	d.Merkmale, d.Ersetzt, d.Papier = e.Merkmale, e.Ersetzt, e.Papier
	if d.Reason, err = w.vault.openReason(reason, d.Transaktionsnummer); err != nil {
		return err
	}
	d.Sperre, err = w.vault.openHold(hold, d.Transaktionsnummer)
	return err
}
