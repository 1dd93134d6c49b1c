package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// MarkPaper turns a draft into a report that went to the registry on paper: it
// is kept under a number like a delivery, has no document and is never sent.
// ErrStale: the draft was saved after rev; ErrNotFound: it is gone.
func (v *Vault) MarkPaper(ctx context.Context, draftID string, rev int, tnr string) (d model.Delivery, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		done := deed{action: rights.AufPapier, object: tnr, detail: draftID}
		row, err := v.currentDraft(tx, draftID, rev)
		if err != nil {
			return done, err
		}
		if err := v.putOnPaper(tx, row, tnr); err != nil {
			return done, err
		}
		d, err = v.oneDelivery(context.Background(), tx, tnr)
		return done, err
	})
	if err != nil {
		return model.Delivery{}, fmt.Errorf("mark as reported on paper: %w", err)
	}
	return d, nil
}

func (v *Vault) putOnPaper(tx *sql.Tx, row draftRow, tnr string) error {
	draft, err := v.openDraft(row)
	if err != nil {
		return err
	}
	texts, err := v.openDraftBody(row)
	if err != nil {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	w := waybill{tnr: tnr, caseID: row.caseID, art: model.SendungMeldung, state: model.StateElsewhere, entry: v.store.entryOf(&draft)}
	w.entry.Papier, w.entry.Abgeschlossen = true, v.Login()
	if err := v.insertDelivery(tx, w, seq); err != nil {
		return err
	}
	if err := v.putPaperBody(tx, tnr, texts, draft.Form); err != nil {
		return err
	}
	return v.removeDraft(tx, row.id, seq)
}

func (v *Vault) putPaperBody(tx *sql.Tx, tnr string, texts, form []byte) error {
	report, err := v.sealBody(texts, placeReport, tnr)
	if err != nil {
		return err
	}
	sealedForm, err := v.sealForm(form, placeForm, tnr)
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO delivery_body (tnr, report, document, form) VALUES (?, ?, x'', ?)", tnr, report, sealedForm)
	return err
}

// UnmarkPaper makes a draft again of a report that was marked as one on paper,
// with everything the draft said. ErrNotNow: it is no such report.
func (v *Vault) UnmarkPaper(ctx context.Context, tnr string) (d model.Draft, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		err := v.unmarkPaper(tx, tnr, &d)
		return deed{action: rights.PapierZurueck, object: d.ID, detail: tnr}, err
	})
	if err != nil {
		return model.Draft{}, fmt.Errorf("take back the mark of paper: %w", err)
	}
	return d, nil
}

func (v *Vault) unmarkPaper(tx *sql.Tx, tnr string, d *model.Draft) error {
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	old, err := v.fromPaper(tx, tnr, d)
	if err != nil {
		return err
	}
	if err := v.insertDraft(tx, d, seq, old); err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM delivery WHERE tnr = ?", tnr); err != nil {
		return err
	}
	return v.refresh(tx, d.PatientID, seq)
}

// fromPaper reads the draft a report on paper was made of; old are its texts.
func (v *Vault) fromPaper(tx *sql.Tx, tnr string, d *model.Draft) (old []byte, err error) {
	var header, report, form []byte
	err = tx.QueryRow("SELECT d.case_id, d.header, b.report, b.form FROM delivery d JOIN delivery_body b ON b.tnr = d.tnr WHERE d.tnr = ?", tnr).
		Scan(&d.PatientID, &header, &report, &form)
	if err != nil {
		return nil, noRows(err, ErrNotFound)
	}
	e, err := v.openEntry(header, tableDelivery, tnr, 1)
	if err != nil {
		return nil, err
	}
	if !e.Papier {
		return nil, ErrNotNow
	}
	if old, err = v.openBody(report, placeReport, tnr); err != nil {
		return nil, err
	}
	d.Cursor, d.Notiz, d.Ersetzt, d.Sperre = e.Cursor, e.Notiz, e.Ersetzt, e.Sperre
	d.Verfasst, d.Bearbeitet = e.Verfasst, e.Bearbeitet
	if d.Form, err = v.openForm(form, placeForm, tnr); err != nil {
		return nil, err
	}
	d.Report, err = decodeReport(old)
	return old, err
}
