package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// All versions of a report have the same Meldung_ID; the last one that was not
// refused is the one that counts at the registry.

// lastVersion is ErrSuperseded when a delivery is not the last version of its
// report: a correction waits or has arrived, or its deletion was asked for.
func lastVersion(ctx context.Context, q querier, tnr string) error {
	newest, err := queryOne(ctx, q, scanText, `SELECT d.tnr FROM delivery AS d JOIN delivery AS one
	ON one.case_id = d.case_id AND one.meldung = d.meldung WHERE one.tnr = ? AND d.state != 'rejected' AND d.result != 'gelöscht' ORDER BY d.seq DESC LIMIT 1`, tnr)
	if err == nil && newest != tnr {
		err = ErrSuperseded
	}
	return err
}

// onlyVersion is an error when a draft would be a version beside another that
// counts. A correction follows the last one; any other draft is the first.
func (v *Vault) onlyVersion(tx *sql.Tx, e *entry, row draftRow) error {
	if e.Ersetzt != "" {
		return lastVersion(context.Background(), tx, e.Ersetzt)
	}
	line, err := v.lineIn(tx, row.caseID, e.line(row.id))
	if err != nil {
		return err
	}
	sent, err := otherSent(tx, row.caseID, line)
	if err == nil && sent {
		err = ErrOtherSent
	}
	return err
}

// otherSent reports whether a report of a case was sent, not refused, and not
// taken back by a deletion.
func otherSent(tx *sql.Tx, caseID string, line []byte) (bool, error) {
	newest, err := queryOne(context.Background(), tx, func(rows *sql.Rows) (d model.Delivery, err error) {
		return d, rows.Scan(&d.Art, &d.Ergebnis)
	}, "SELECT art, result FROM delivery WHERE case_id = ? AND meldung = ? AND state != 'rejected' ORDER BY seq DESC LIMIT 1", caseID, line)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil && newest.Ergebnis != model.ErgebnisGewaehrt && newest.Ergebnis != model.ErgebnisGeloescht, err
}

// QueueDeletion queues a request to delete an accepted report, as write says it of
// the report, in one transaction. ErrNotNow: the report has no receipt;
// ErrSuperseded: there is a later version, or a request already.
func (v *Vault) QueueDeletion(ctx context.Context, tnr string, write func(*model.Report) (model.Frozen, error)) (d model.Delivery, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		request, err := v.insertDeletion(tx, tnr, write)
		if err == nil {
			d, err = v.oneDelivery(context.Background(), tx, request)
		}
		return deed{action: rights.LoeschungBeantragt, object: request, detail: tnr}, err
	})
	if err != nil {
		return model.Delivery{}, fmt.Errorf("queue deletion: %w", err)
	}
	return d, nil
}

func (v *Vault) insertDeletion(tx *sql.Tx, tnr string, write func(*model.Report) (model.Frozen, error)) (request string, err error) {
	of, err := v.deletable(tx, tnr)
	if err != nil {
		return "", err
	}
	texts, r, err := v.frozenReport(tx, tnr)
	if err != nil {
		return "", err
	}
	c, err := write(r)
	if err != nil {
		return "", err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return "", err
	}
	of.tnr, of.art, of.state, of.digest = c.Transaktionsnummer, model.SendungLoeschantrag, model.StateQueued, c.Digest
	of.entry = entry{Merkmale: of.entry.Merkmale, Ersetzt: tnr, Beteiligte: model.Beteiligte{Abgeschlossen: v.Login()}}
	if err := v.insertDelivery(tx, of, seq); err != nil {
		return "", err
	}
	if err := v.putBody(tx, c.Transaktionsnummer, texts, leaves(&c)); err != nil {
		return "", err
	}
	return c.Transaktionsnummer, v.refresh(tx, of.caseID, seq)
}

// frozenReport is the report of a delivery, as its texts and as what they say.
func (v *Vault) frozenReport(tx *sql.Tx, tnr string) (texts []byte, r *model.Report, err error) {
	row, err := queryOne(context.Background(), tx, scanFrozen, "SELECT tnr, report FROM delivery_body WHERE tnr = ?", tnr)
	if err != nil {
		return nil, nil, err
	}
	if texts, err = v.openBody(row.report, placeReport, row.tnr); err != nil {
		return nil, nil, err
	}
	report, err := decodeReport(texts)
	return texts, &report, err
}

// deletable is the delivery that is to be deleted, if it can be.
func (v *Vault) deletable(tx *sql.Tx, tnr string) (w waybill, err error) {
	var header []byte
	err = tx.QueryRow("SELECT tnr, case_id, art, state, header FROM delivery WHERE tnr = ?", tnr).
		Scan(&w.tnr, &w.caseID, &w.art, &w.state, &header)
	if err != nil {
		return w, noRows(err, ErrNotFound)
	}
	if w.art != model.SendungMeldung || w.state != model.StateAccepted {
		return w, ErrNotNow
	}
	if err := lastVersion(context.Background(), tx, tnr); err != nil {
		return w, err
	}
	w.entry, err = v.openEntry(header, tableDelivery, tnr, 1)
	return w, err
}
