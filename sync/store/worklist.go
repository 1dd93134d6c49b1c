package store

import (
	"context"
	"database/sql"
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// vorgangWalk reads what is known of the drafts and deliveries of cases without
// opening their bodies, with the same few buffers. One that cannot be read is marked.
type vorgangWalk struct {
	vault  *Vault
	header headerReader
	plain  []byte
	tags   entryTags // of the case that is read
}

// ofCase is the history of a case: the deliveries in the order they were completed,
// the drafts behind them.
func (w *vorgangWalk) ofCase(ctx context.Context, q querier, caseID string) ([]model.Vorgang, error) {
	sent, err := queryAll(ctx, q, w.scanDelivery,
		"SELECT tnr, case_id, art, state, result, attempts, next_at, settled, header, reason, hold, completed, mac FROM delivery WHERE case_id = ? ORDER BY seq", caseID)
	if err != nil {
		return nil, err
	}
	drafts, err := queryAll(ctx, q, w.scanDraft, "SELECT id, case_id, rev, updated, header, mac FROM draft WHERE case_id = ? ORDER BY seq", caseID)
	return append(sent, drafts...), err
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

func (w *vorgangWalk) scanDraft(rows *sql.Rows) (d model.Vorgang, err error) {
	var rev int
	var updated int64
	var header, mac sql.RawBytes
	if err := rows.Scan(&d.DraftID, &d.CaseID, &rev, &updated, &header, &mac); err != nil {
		return d, err
	}
	if w.tags.without(tableDraft, d.DraftID, mac) || !w.vault.stands(mac, (&draftRow{id: d.DraftID, caseID: d.CaseID, rev: rev, updated: updated, header: header}).plain()) {
		d.Art, d.State, d.Damaged = model.SendungMeldung, model.StateDraft, true
		return d, nil
	}
	e, err := w.open(header, tableDraft, d.DraftID, rev)
	if d.Damaged = damaged(err); err != nil && !d.Damaged {
		return d, err
	}
	d.Merkmale, d.Ersetzt, d.Fassung, d.Sperre, d.Zustaendig = e.Merkmale, e.Ersetzt, e.Fassung, e.Sperre, e.Zustaendig()
	d.Art, d.State, d.Updated = model.SendungMeldung, model.StateDraft, database.FromMillis(updated)
	return d, nil
}

func (w *vorgangWalk) scanDelivery(rows *sql.Rows) (d model.Vorgang, err error) {
	var nextAt, completed int64
	var settled sql.NullInt64
	var header, reason, hold, mac sql.RawBytes
	err = rows.Scan(&d.Transaktionsnummer, &d.CaseID, &d.Art, &d.State, &d.Ergebnis, &d.Attempts, &nextAt, &settled, &header, &reason, &hold, &completed, &mac)
	if err != nil {
		return d, err
	}
	if w.tags.without(tableDelivery, d.Transaktionsnummer, mac) || !w.vault.walkStands(&plainDelivery{tnr: d.Transaktionsnummer, caseID: d.CaseID, art: d.Art, state: d.State, result: d.Ergebnis, completed: completed, settled: settled, header: header, hold: hold, mac: mac}) {
		return model.Vorgang{Transaktionsnummer: d.Transaktionsnummer, CaseID: d.CaseID, Damaged: true}, nil
	}
	if d.State == model.StateQueued {
		d.NextAt = database.FromMillis(nextAt)
	}
	if settled.Valid {
		d.Settled = database.FromMillis(settled.Int64)
	}
	d.Completed = database.FromMillis(completed)
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
	d.Merkmale, d.Ersetzt, d.Papier, d.Zustaendig = e.Merkmale, e.Ersetzt, e.Papier, e.Zustaendig()
	if d.Reason, err = w.vault.openReason(reason, d.Transaktionsnummer); err != nil {
		return err
	}
	d.Sperre, err = w.vault.openHold(hold, d.Transaktionsnummer)
	return err
}
