package refportal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

// Delivery is a report, or a request to delete one, as it arrives: a document of
// a site under a number.
type Delivery struct {
	Transaktionsnummer string // UUID, small letters
	MelderID           string // of the site that delivers
	Document           []byte // oBDS XML, or a portal.Deletion
	ReceivedAt         time.Time
}

// deliver takes a report in and gives its receipt. A number that was used gives
// the first receipt for the same bytes and errTnrReused for others.
func (p *Portal) deliver(ctx context.Context, d Delivery) (r model.Receipt, created bool, err error) {
	if r, found, err := find(p.DB.Reader, d); err != nil || found {
		return r, false, err
	}
	if err := p.admits(ctx, d); err != nil {
		return model.Receipt{}, false, err
	}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		r, created, err = p.keep(tx, d, model.SendungMeldung, meldungID(d.Document))
		return err
	})
	return r, created, err
}

// Seed takes in reports that were delivered before, in one transaction, by the
// very way a PUT takes; it gives their receipts in the same order. A report that
// is refused is ErrRefused, and none is stored.
func (p *Portal) Seed(ctx context.Context, past []Delivery) ([]model.Receipt, error) {
	for _, d := range past {
		if err := p.admits(ctx, d); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrRefused, d.Transaktionsnummer, err)
		}
	}
	receipts := make([]model.Receipt, len(past))
	err := p.DB.Write(ctx, func(tx *sql.Tx) error {
		for i, d := range past {
			r, _, err := p.keep(tx, d, model.SendungMeldung, meldungID(d.Document))
			if err != nil {
				return fmt.Errorf("seed %s: %w", d.Transaktionsnummer, err)
			}
			receipts[i] = r
		}
		return nil
	})
	return receipts, err
}

// keep stores a report, or a request to delete one, with what its receipt says,
// unless the number is used.
func (p *Portal) keep(tx *sql.Tx, d Delivery, art model.Sendung, meldungID string) (r model.Receipt, created bool, err error) {
	if r, found, err := find(tx, d); err != nil || found {
		return r, false, err
	}
	r = model.Receipt{Transaktionsnummer: d.Transaktionsnummer, MelderID: d.MelderID,
		Digest: portal.DocumentDigest(d.Document), ReceivedAt: d.ReceivedAt.UTC().Truncate(time.Millisecond)}
	err = tx.QueryRow("INSERT INTO report (tnr, melder_id, digest, received_at, art, meldung_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING log_index",
		r.Transaktionsnummer, r.MelderID, r.Digest, database.Millis(r.ReceivedAt), art, meldungID).Scan(&r.LogIndex)
	if err != nil {
		return model.Receipt{}, false, err
	}
	sealed, err := p.Key.SealBody(d.Document, documentPlace(r)...)
	if err != nil {
		return model.Receipt{}, false, err
	}
	_, err = tx.Exec("INSERT INTO document (log_index, sealed) VALUES (?, ?)", r.LogIndex, sealed)
	return r, true, err
}

func documentPlace(r model.Receipt) []string {
	return []string{"document", r.Transaktionsnummer, strconv.FormatInt(r.LogIndex, 10)}
}

// querier is a database or a transaction.
type querier interface {
	QueryRow(query string, args ...any) *sql.Row
}

// find gives the receipt of a delivery that arrived before; errTnrReused when
// its number stands for something else.
func find(q querier, d Delivery) (r model.Receipt, found bool, err error) {
	r, found, err = receipt(q, d.Transaktionsnummer)
	if err == nil && found && (r.MelderID != d.MelderID || r.Digest != portal.DocumentDigest(d.Document)) {
		return model.Receipt{}, true, errTnrReused
	}
	return r, found, err
}

func receipt(q querier, tnr string) (r model.Receipt, found bool, err error) {
	r, err = scanReceipt(q.QueryRow("SELECT tnr, melder_id, digest, received_at, log_index FROM report WHERE tnr = ?", tnr))
	if errors.Is(err, sql.ErrNoRows) {
		return model.Receipt{}, false, nil
	}
	return r, err == nil, err
}

// Receipts are the receipts of all reports, in the order of the log.
func (p *Portal) Receipts(ctx context.Context) ([]model.Receipt, error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT tnr, melder_id, digest, received_at, log_index FROM report ORDER BY log_index")
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	defer rows.Close()
	var list []model.Receipt
	for rows.Next() {
		r, err := scanReceipt(rows)
		if err != nil {
			return nil, fmt.Errorf("list reports: %w", err)
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

func scanReceipt(row interface{ Scan(...any) error }) (r model.Receipt, err error) {
	var receivedAt int64
	err = row.Scan(&r.Transaktionsnummer, &r.MelderID, &r.Digest, &receivedAt, &r.LogIndex)
	r.ReceivedAt = database.FromMillis(receivedAt)
	return r, err
}

// Document is a delivered report as it arrived, with its receipt; found is false
// where there is none.
func (p *Portal) Document(ctx context.Context, transaktionsnummer string) (document []byte, r model.Receipt, found bool, err error) {
	r, found, err = receipt(p.DB.Reader, transaktionsnummer)
	if err != nil || !found {
		return nil, r, false, err
	}
	var sealed []byte
	if err := p.DB.Reader.QueryRowContext(ctx, "SELECT sealed FROM document WHERE log_index = ?", r.LogIndex).Scan(&sealed); err != nil {
		return nil, r, false, fmt.Errorf("read document: %w", err)
	}
	document, err = p.Key.OpenBody(sealed, documentPlace(r)...)
	return document, r, err == nil, err
}
