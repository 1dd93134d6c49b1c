package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

const (
	tableDelivery = "delivery"
	placeReport   = "delivery_report"
	placeDocument = "delivery_document"
	placeReason   = "delivery_reason"
	placeHold     = "delivery_hold"
	placeForm     = "delivery_form"
)

// Judged is a draft that was judged, and the report as it leaves.
type Judged struct {
	DraftID string
	Rev     int     // of the draft that was judged
	State   int64   // of the case it was judged by, see Around
	Missed  []int64 // what the registry lacks and this report answers, by its place in the feed
	model.Completed
}

// Queue turns a draft into a delivery, in one transaction: the draft is gone,
// report and document are frozen, the delivery is due at once. ErrStale: the
// draft was saved after it was judged; ErrMoved: something else of its case has
// changed since then, so that it has to be judged again; ErrSuperseded: it
// corrects a version that is not the last one any more; ErrOtherSent: another
// draft of the same report was completed; ErrNotFound: it is gone;
// ErrDuplicate: the Transaktionsnummer is used already.
func (v *Vault) Queue(ctx context.Context, c Judged) (d model.Delivery, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		done := deed{action: rights.Abgeschlossen, object: c.Transaktionsnummer, detail: c.DraftID}
		row, err := v.currentDraft(tx, c.DraftID, c.Rev)
		if err != nil {
			return done, err
		}
		if err := unmoved(tx, row.caseID, c.State); err != nil {
			return done, err
		}
		if err := v.freeze(tx, &c, row); err != nil {
			return done, err
		}
		if err := v.answerMissing(tx, c.Transaktionsnummer, c.Missed); err != nil {
			return done, err
		}
		d, err = v.oneDelivery(context.Background(), tx, c.Transaktionsnummer)
		return done, err
	})
	if err != nil {
		return model.Delivery{}, fmt.Errorf("queue report: %w", err)
	}
	return d, nil
}

// freeze puts a delivery in the place of a draft.
func (v *Vault) freeze(tx *sql.Tx, c *Judged, row draftRow) error {
	e, err := v.openEntry(row.header, tableDraft, row.id, row.rev)
	if err != nil {
		return err
	}
	if err := v.endHold(tx, e.Sperre, nil); err != nil {
		return err
	}
	e.Merkmale, e.Cursor, e.Fassung, e.Sperre, e.Abgeschlossen = v.store.opt.Merkmale(&c.Report), "", "", nil, v.Login()
	if err := v.onlyVersion(tx, &e, row); err != nil {
		return err
	}
	old, err := v.openDraftBody(row)
	if err != nil {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	w := waybill{tnr: c.Transaktionsnummer, caseID: row.caseID, art: model.SendungMeldung, state: model.StateQueued, digest: c.Digest, entry: e}
	if err := v.insertDelivery(tx, w, seq); err != nil {
		return err
	}
	if err := v.insertBody(tx, &c.Completed, old); err != nil {
		return err
	}
	if err := v.pack(tx, c.Transaktionsnummer, c.Digest, c.Document); err != nil {
		return err
	}
	return v.removeDraft(tx, row.id, seq)
}

// waybill is what a new delivery says of itself.
type waybill struct {
	tnr, caseID string
	art         model.Sendung
	state       model.State
	digest      string
	completed   time.Time // zero = now
	receipt     string    // "" = none
	entry       entry
}

func (v *Vault) insertDelivery(tx *sql.Tx, w waybill, seq int64) error {
	sealed, err := v.sealWaybill(&w)
	if err != nil {
		return err
	}
	return v.putDelivery(tx, &w, sealed, seq)
}

// sealedWaybill is what a row of a delivery holds of its entry.
type sealedWaybill struct {
	line   string // its blind index is made where the case is known
	header []byte
}

func (v *Vault) sealWaybill(w *waybill) (s sealedWaybill, err error) {
	s.line = w.entry.line(w.tnr)
	s.header, err = v.sealEntry(&w.entry, tableDelivery, w.tnr, 1)
	return s, err
}

func (v *Vault) putDelivery(tx *sql.Tx, w *waybill, sealed sealedWaybill, seq int64) error {
	line, err := v.lineIn(tx, w.caseID, sealed.line)
	if err != nil {
		return err
	}
	now := v.store.opt.Now()
	if w.completed.IsZero() {
		w.completed = now
	}
	d := plainDelivery{tnr: w.tnr, caseID: w.caseID, art: w.art, state: w.state, completed: database.Millis(w.completed), digest: w.digest,
		receipt: sql.NullString{String: w.receipt, Valid: w.receipt != ""}, header: sealed.header}
	_, err = tx.Exec("INSERT INTO delivery (tnr, case_id, seq, art, state, completed, next_at, digest, header, meldung, derived, receipt, mac) "+
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, substr(?9, 1, 16), ?11, ?12)",
		w.tnr, w.caseID, seq, w.art, w.state, d.completed, database.Millis(now), w.digest, sealed.header, line, d.receipt, v.signedDelivery(&d))
	return err
}

// insertBody freezes the report, with what nobody knows today of the old draft, and the document.
func (v *Vault) insertBody(tx *sql.Tx, c *model.Completed, old []byte) error {
	texts, err := encodeReport(&c.Report, old)
	if err != nil {
		return err
	}
	return v.putBody(tx, c.Transaktionsnummer, texts, leaves(&c.Frozen))
}

func (v *Vault) putBody(tx *sql.Tx, tnr string, texts, plain []byte) error {
	sealed, err := v.sealBodies(tnr, texts, plain)
	if err != nil {
		return err
	}
	return putBodies(tx, tnr, sealed)
}

// sealedBodies are a frozen report and its document.
type sealedBodies struct{ report, document []byte }

func (v *Vault) sealBodies(tnr string, texts, plain []byte) (s sealedBodies, err error) {
	if s.report, err = v.sealBody(texts, placeReport, tnr); err != nil {
		return s, err
	}
	s.document, err = v.sealBody(plain, placeDocument, tnr)
	return s, err
}

func putBodies(tx *sql.Tx, tnr string, sealed sealedBodies) error {
	_, err := tx.Exec("INSERT INTO delivery_body (tnr, report, document) VALUES (?, ?, ?)", tnr, sealed.report, sealed.document)
	return err
}

const (
	deliveryColumns = "tnr, case_id, state, result, completed, attempts, next_at, code, receipt, header, reason, art, hold, settled, digest, mac"
	selectDelivery  = "SELECT " + deliveryColumns + " FROM delivery "
)

// Deliveries are the deliveries of a case, the newest first; all deliveries of
// the store when caseID is "". One that cannot be read is marked.
func (v *Vault) Deliveries(ctx context.Context, caseID string) ([]model.Delivery, error) {
	deliveries, err := v.deliveries(ctx, v.store.reader, caseID)
	if err != nil {
		return nil, fmt.Errorf("list deliveries: %w", translate(err))
	}
	return deliveries, nil
}

func (v *Vault) deliveries(ctx context.Context, q querier, caseID string) ([]model.Delivery, error) {
	where, args := ofCase(caseID)
	tags, err := v.tagsOf(ctx, q, caseID)
	if err != nil {
		return nil, err
	}
	return queryAll(ctx, q, func(rows *sql.Rows) (model.Delivery, error) { return v.scanDeliveryOf(rows, tags) }, selectDelivery+where+"ORDER BY seq DESC", args...)
}

// Delivery is one delivery by its Transaktionsnummer, or ErrNotFound, or
// ErrDamaged.
func (v *Vault) Delivery(ctx context.Context, tnr string) (model.Delivery, error) {
	d, err := v.oneDelivery(ctx, v.store.reader, tnr)
	if err == nil && d.Damaged {
		err = ErrDamaged
	}
	if err != nil {
		return d, fmt.Errorf("read delivery: %w", translate(err))
	}
	return d, nil
}

func (v *Vault) oneDelivery(ctx context.Context, q querier, tnr string) (model.Delivery, error) {
	return queryOne(ctx, q, v.scanDelivery, selectDelivery+"WHERE tnr = ?", tnr)
}

func (v *Vault) scanDelivery(rows *sql.Rows) (model.Delivery, error) {
	return v.scanDeliveryOf(rows, nil)
}

// scanDeliveryOf reads a delivery of a case, whose entries are known.
func (v *Vault) scanDeliveryOf(rows *sql.Rows, tags entryTags) (d model.Delivery, err error) {
	var completed, nextAt int64
	var settled sql.NullInt64
	var receipt sql.NullString
	var header, reason, hold, mac []byte
	var digest string
	err = rows.Scan(&d.Transaktionsnummer, &d.CaseID, &d.State, &d.Ergebnis, &completed, &d.Attempts, &nextAt, &d.Code, &receipt, &header, &reason, &d.Art, &hold, &settled, &digest, &mac)
	if err != nil {
		return d, err
	}
	if tags.without(tableDelivery, d.Transaktionsnummer, mac) || !v.deliveryStands(&plainDelivery{tnr: d.Transaktionsnummer, caseID: d.CaseID, art: d.Art, state: d.State, result: d.Ergebnis, completed: completed, settled: settled,
		header: header, hold: hold, mac: mac, code: d.Code, digest: digest, receipt: receipt, reason: reason}) {
		return model.Delivery{Transaktionsnummer: d.Transaktionsnummer, CaseID: d.CaseID, Damaged: true}, nil
	}
	d.Completed = database.FromMillis(completed)
	if d.State == model.StateQueued {
		d.NextAt = database.FromMillis(nextAt)
	}
	if settled.Valid {
		d.Settled = database.FromMillis(settled.Int64)
	}
	if receipt.Valid && json.Unmarshal([]byte(receipt.String), &d.Receipt) != nil {
		d.Receipt, d.Damaged = nil, true
	}
	err = v.openDelivery(&d, header, reason, hold)
	if damaged(err) {
		d.Damaged, err = true, nil
	}
	return d, err
}

// openDelivery fills in what is sealed.
func (v *Vault) openDelivery(d *model.Delivery, header, reason, hold []byte) error {
	e, err := v.openEntry(header, tableDelivery, d.Transaktionsnummer, 1)
	if err != nil {
		return err
	}
	d.Typ, d.Meldeanlass, d.ICD, d.Date, d.MeldungID = e.Typ, e.Meldeanlass, e.ICD, e.Date, e.MeldungID
	d.Notiz, d.Ersetzt, d.Papier, d.Beteiligte = e.Notiz, e.Ersetzt, e.Papier, e.Beteiligte
	if d.Reason, err = v.openReason(reason, d.Transaktionsnummer); err != nil {
		return err
	}
	d.Sperre, err = v.openHold(hold, d.Transaktionsnummer)
	return err
}

func (v *Vault) openReason(sealed []byte, tnr string) (string, error) {
	if sealed == nil {
		return "", nil
	}
	plain, err := v.key.OpenHeader(nil, sealed, placeReason, tnr)
	return string(plain), err
}

// Sent is a completed report, frozen as it was delivered.
type Sent struct {
	model.Delivery
	Report     model.Report
	Unreadable bool // nobody can read the report
}

// Reports is the history of a case: its completed reports, the oldest first. One
// that cannot be read is marked.
func (v *Vault) Reports(ctx context.Context, caseID string) ([]Sent, error) {
	sent, err := v.reports(ctx, v.store.reader, caseID)
	if err != nil {
		return nil, fmt.Errorf("read reports: %w", translate(err))
	}
	return sent, nil
}

func (v *Vault) reports(ctx context.Context, q querier, caseID string) ([]Sent, error) {
	deliveries, err := v.deliveries(ctx, q, caseID)
	if err != nil {
		return nil, err
	}
	sent := make([]Sent, len(deliveries))
	for i, d := range deliveries {
		r, err := v.report(ctx, q, d.Transaktionsnummer)
		if err != nil && !damaged(err) {
			return nil, err
		}
		sent[len(sent)-1-i] = Sent{d, r, err != nil}
	}
	return sent, nil
}

// Report is the frozen report of a delivery, or ErrNotFound.
func (v *Vault) Report(ctx context.Context, tnr string) (model.Report, error) {
	r, err := v.report(ctx, v.store.reader, tnr)
	if err != nil {
		return r, fmt.Errorf("read report: %w", translate(err))
	}
	return r, nil
}

func (v *Vault) report(ctx context.Context, q querier, tnr string) (model.Report, error) {
	plain, err := v.frozen(ctx, q, tnr, "report", placeReport)
	if err != nil {
		return model.Report{}, err
	}
	return decodeReport(plain)
}

// Document is what is sent for a delivery, the same bytes each time, or ErrNotFound.
func (v *Vault) Document(ctx context.Context, tnr string) ([]byte, error) {
	document, _, err := v.left(ctx, tnr)
	return document, err
}

// Written is what people read of it: the document before it was sealed.
func (v *Vault) Written(ctx context.Context, tnr string) ([]byte, error) {
	_, written, err := v.left(ctx, tnr)
	return written, err
}

// leaves is what is kept of what is sent: the document, and behind an envelope, of which it
// is a line of its own, what it was before it was sealed.
func leaves(f *model.Frozen) []byte {
	if f.Plain == nil {
		return f.Document
	}
	return slices.Concat(f.Document, []byte("\n"), f.Plain)
}

func (v *Vault) left(ctx context.Context, tnr string) (document, written []byte, err error) {
	plain, err := v.leftOf(ctx, tnr)
	document, written = apart(plain)
	return document, written, err
}

// apart is what leaves kept: what is sent, and what it was before it was sealed.
func apart(kept []byte) (document, written []byte) {
	if envelope, document, both := bytes.Cut(kept, []byte("\n")); both && bytes.HasPrefix(envelope, []byte("{")) {
		return envelope, document
	}
	return kept, kept
}

func (v *Vault) leftOf(ctx context.Context, tnr string) ([]byte, error) {
	plain, err := v.frozen(ctx, v.store.reader, tnr, "document", placeDocument)
	if err != nil {
		return nil, fmt.Errorf("read document: %w", translate(err))
	}
	return plain, nil
}

func (v *Vault) frozen(ctx context.Context, q querier, tnr, column, place string) ([]byte, error) {
	sealed, err := queryOne(ctx, q, scanBytes, "SELECT "+column+" FROM delivery_body WHERE tnr = ?", tnr)
	if err != nil {
		return nil, err
	}
	if len(sealed) == 0 { // a report on paper has no document
		return nil, ErrNotFound
	}
	return v.openBody(sealed, place, tnr)
}
