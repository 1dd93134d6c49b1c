package refportal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
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
func (p *Portal) deliver(ctx context.Context, who server.Session, d Delivery) (r model.Receipt, created bool, err error) {
	verdict, err := p.admits(ctx, d)
	if p.sealed {
		err = errPlain
	}
	if err != nil { // rules change: what was taken in once is not refused
		if r, found, finding := find(p.DB.Reader, d); finding != nil || found {
			return r, false, finding
		}
		return model.Receipt{}, false, err
	}
	a := p.arrived(d, verdict)
	a.who = &who
	if err := p.reports.Write(ctx, a); err != nil {
		return model.Receipt{}, false, err
	}
	return a.receipt, a.created, a.err
}

// Seed takes in reports that were delivered before, in one transaction, by the
// very way a PUT takes; it gives their receipts in the same order. A report that
// is refused is ErrRefused, and none is stored.
func (p *Portal) Seed(ctx context.Context, past []Delivery) ([]model.Receipt, error) {
	arrivals := make([]*arrival, len(past))
	for i, d := range past {
		var err error
		if arrivals[i], err = p.admitted(ctx, d); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrRefused, d.Transaktionsnummer, err)
		}
	}
	receipts := make([]model.Receipt, len(past))
	err := p.DB.Write(ctx, func(tx *sql.Tx) error {
		for from := 0; from < len(past); from += seedsAtOnce {
			var some []*arrival
			for i := from; i < min(from+seedsAtOnce, len(past)); i++ {
				some = append(some, arrivals[i])
			}
			if err := p.keep(tx, some); err != nil {
				return err
			}
			for i, a := range some {
				if a.err != nil {
					return fmt.Errorf("seed %s: %w", a.Transaktionsnummer, a.err)
				}
				receipts[from+i] = a.receipt
			}
		}
		return nil
	})
	return receipts, err
}

const seedsAtOnce = 50

// admitted is a delivery that is taken in, sealed or not.
func (p *Portal) admitted(ctx context.Context, d Delivery) (*arrival, error) {
	if portal.IsEnvelope(d.Document) {
		return sealedArrival(d), p.outside(ctx, d, envelope.Read)
	}
	v, err := p.admits(ctx, d)
	return p.arrived(d, v), err
}

// contentOf is a blind index of what a document says: without who wrote it, by what
// program and when, which stands before the patients and changes each time somebody
// completes the same draft.
func (p *Portal) contentOf(document []byte) []byte {
	return p.Key.Index("content\x00" + string(contentPart(document)))
}

func contentPart(document []byte) []byte {
	if at := bytes.Index(document, []byte("<Menge_Patient")); at > 0 {
		return document[at:]
	}
	return document
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
	r, found, err = receipt(q, d.MelderID, d.Transaktionsnummer)
	if err == nil && found && (r.Digest != portal.DocumentDigest(d.Document)) {
		return model.Receipt{}, true, errTnrReused
	}
	return r, found, err
}

// receipt is that of a site's number. Of another site's nothing is read: no answer tells
// that there is one.
func receipt(q querier, melderID, tnr string) (r model.Receipt, found bool, err error) {
	r, err = scanReceipt(q.QueryRow("SELECT "+receiptColumns+" WHERE report.melder_id = ? AND report.tnr = ?", melderID, tnr))
	if errors.Is(err, sql.ErrNoRows) {
		return model.Receipt{}, false, nil
	}
	return r, err == nil, err
}

// numbered is the receipt that staff name by a number.
func (p *Portal) numbered(ctx context.Context, number string) (r model.Receipt, found bool, err error) {
	index, _ := strconv.ParseInt(number, 10, 64) // 0, which the log has not, where it is none
	list, err := p.receipts(ctx, "WHERE report.tnr = ? OR report.log_index = ? LIMIT 2", number, index)
	switch {
	case err != nil || len(list) == 0:
		return r, false, err
	case len(list) > 1:
		return r, false, ErrSeveral
	}
	return list[0], true, nil
}

// Receipts are the receipts of all reports, in the order of the log.
func (p *Portal) Receipts(ctx context.Context) ([]model.Receipt, error) {
	return p.receipts(ctx, "ORDER BY report.log_index")
}

func (p *Portal) receipts(ctx context.Context, which string, args ...any) ([]model.Receipt, error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT "+receiptColumns+" "+which, args...)
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return scanReceipts(rows)
}

// Document is a delivered report as it arrived, with its receipt, by its
// Transaktionsnummer or its number in the log; found is false where there is none.
// ErrSeveral: several sites have used the Transaktionsnummer; ErrDeleted: it is gone.
func (p *Portal) Document(ctx context.Context, number string) (document []byte, r model.Receipt, found bool, err error) {
	r, found, err = p.numbered(ctx, number)
	if err != nil || !found {
		return nil, r, false, err
	}
	document, err = p.documentOf(ctx, r)
	return document, r, err == nil, err
}

func (p *Portal) documentOf(ctx context.Context, r model.Receipt) ([]byte, error) {
	var sealed []byte
	err := p.DB.Reader.QueryRowContext(ctx, "SELECT sealed FROM document WHERE log_index = ?", r.LogIndex).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrDeleted
	}
	if err != nil {
		return nil, fmt.Errorf("read document: %w", err)
	}
	return p.Key.OpenBody(sealed, documentPlace(r)...)
}
