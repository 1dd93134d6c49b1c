package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// A sent report becomes a draft again as its correction, or when it was refused.
// Whether one was begun already is asked in the transaction that begins it, so
// that two people who ask at once go on in the same one.

// Correct begins the correction of an accepted report, with everything it said
// and what mark puts into it, or gives the one that was begun. ErrNotNow: the
// registry has not taken it; ErrSuperseded: it is not the last version.
func (v *Vault) Correct(ctx context.Context, tnr string, mark func(*model.Report)) (model.Draft, error) {
	d, err := v.reopen(ctx, rights.KorrekturBegonnen, tnr, func(tx *sql.Tx, sent *sentReport, d *model.Draft) error {
		if sent.state != model.StateAccepted {
			return ErrNotNow
		}
		d.Ersetzt = tnr
		mark(&d.Report)
		return lastVersion(context.Background(), tx, tnr)
	}, func(begun *model.Draft, _ *sentReport) bool { return begun.Ersetzt == tnr })
	if err != nil {
		return d, fmt.Errorf("begin correction: %w", err)
	}
	return d, nil
}

// Reopen makes a draft of a rejected report, with everything it said, or gives
// the one that was made. ErrNotNow: it was not rejected.
func (v *Vault) Reopen(ctx context.Context, tnr string) (model.Draft, error) {
	d, err := v.reopen(ctx, rights.NeuGeoeffnet, tnr, func(_ *sql.Tx, sent *sentReport, d *model.Draft) error {
		if sent.state != model.StateRejected {
			return ErrNotNow
		}
		d.Notiz, d.Ersetzt = sent.entry.Notiz, sent.entry.Ersetzt
		return nil
	}, func(begun *model.Draft, sent *sentReport) bool {
		id := sent.entry.MeldungID
		return id != "" && begun.Report.Meldung.MeldungID == id
	})
	if err != nil {
		return d, fmt.Errorf("reopen report: %w", err)
	}
	return d, nil
}

// sentReport is a delivery as it is opened anew.
type sentReport struct {
	waybill
	texts []byte // its report
}

func (v *Vault) reopen(ctx context.Context, as rights.Action, tnr string, begin func(*sql.Tx, *sentReport, *model.Draft) error,
	goesOn func(*model.Draft, *sentReport) bool) (d model.Draft, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (done deed, err error) {
		sent, err := v.sentReport(tx, tnr)
		if err != nil {
			return done, err
		}
		d = model.Draft{PatientID: sent.caseID}
		if d.Report, err = decodeReport(sent.texts); err != nil {
			return done, err
		}
		if err := begin(tx, &sent, &d); err != nil {
			return done, err
		}
		drafts, err := v.drafts(context.Background(), tx, sent.caseID)
		if err != nil {
			return done, err
		}
		for i := range drafts {
			if goesOn(&drafts[i], &sent) {
				d = drafts[i]
				return done, nil
			}
		}
		err = v.addDraft(tx, &d)
		return deed{action: as, object: d.ID, detail: tnr}, err
	})
	if err != nil {
		return model.Draft{}, err
	}
	return d, nil
}

func (v *Vault) sentReport(tx *sql.Tx, tnr string) (r sentReport, err error) {
	var header, report []byte
	err = tx.QueryRow("SELECT d.case_id, d.art, d.state, d.header, b.report FROM delivery d JOIN delivery_body b ON b.tnr = d.tnr WHERE d.tnr = ?", tnr).
		Scan(&r.caseID, &r.art, &r.state, &header, &report)
	if err != nil {
		return r, noRows(err, ErrNotFound)
	}
	if r.art != model.SendungMeldung {
		return r, ErrNotNow
	}
	if r.entry, err = v.openEntry(header, tableDelivery, tnr, 1); err != nil {
		return r, err
	}
	r.texts, err = v.openBody(report, placeReport, tnr)
	return r, err
}
