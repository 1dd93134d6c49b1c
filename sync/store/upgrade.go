package store

import (
	"context"
	"database/sql"

	"example.org/meldeportal/model"
)

// Headers of earlier versions of the store say less than today's. Their rows are
// found by the empty column merkmale, and made anew from the bodies when somebody
// unlocks the store; that takes seconds once in the life of a large store, and
// nobody else has to know about it.

// upgradeStep is how many rows of a table are rewritten in one transaction, so
// that colleagues can write in between.
const upgradeStep = 500

func (v *Vault) upgrade(ctx context.Context) error {
	var old bool
	err := v.store.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM draft WHERE merkmale IS NULL)
OR EXISTS (SELECT 1 FROM delivery WHERE merkmale IS NULL)`).Scan(&old)
	for done := 1; err == nil && old && done > 0; {
		err = v.store.write(ctx, func(tx *sql.Tx) (err error) {
			done, err = v.upgradeSome(tx)
			return err
		})
	}
	return err
}

// upgradeSome returns how many rows it found.
func (v *Vault) upgradeSome(tx *sql.Tx) (int, error) {
	drafts, err := queryAll(context.Background(), tx, scanDraft, selectDraft+"WHERE d.merkmale IS NULL LIMIT ?", upgradeStep)
	if err != nil {
		return 0, err
	}
	for _, row := range drafts {
		if err := v.upgradeDraft(tx, row); err != nil {
			return 0, err
		}
	}
	sent, err := queryAll(context.Background(), tx, scanOldDelivery,
		"SELECT d.tnr, b.report, d.case_id, d.header FROM delivery d JOIN delivery_body b ON b.tnr = d.tnr WHERE d.merkmale IS NULL LIMIT ?", upgradeStep)
	if err != nil {
		return 0, err
	}
	for _, row := range sent {
		if err := v.upgradeDelivery(tx, row); err != nil {
			return 0, err
		}
	}
	return len(drafts) + len(sent), nil
}

func (v *Vault) upgradeDraft(tx *sql.Tx, row draftRow) error {
	d, err := v.openDraft(row)
	if damaged(err) {
		_, err = tx.Exec("UPDATE draft SET meldung = coalesce(meldung, ?), merkmale = 1 WHERE id = ?", v.line(&entry{}, row.id), row.id)
		return err
	}
	if err != nil {
		return err
	}
	e := v.store.entryOf(&d)
	header, err := v.sealEntry(&e, tableDraft, d.ID, d.Rev)
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE draft SET header = ?, meldung = ?, merkmale = 1 WHERE id = ?", header, v.line(&e, d.ID), d.ID)
	if err != nil {
		return err
	}
	return v.upgradeCase(tx, row.caseID, &e)
}

// oldDelivery is a delivery whose header is made anew from its report.
type oldDelivery struct {
	frozenRow
	caseID string
	header []byte
}

func scanOldDelivery(rows *sql.Rows) (r oldDelivery, err error) {
	return r, rows.Scan(&r.tnr, &r.report, &r.caseID, &r.header)
}

func (v *Vault) upgradeDelivery(tx *sql.Tx, row oldDelivery) error {
	e, err := v.renewed(row)
	if damaged(err) {
		_, err = tx.Exec("UPDATE delivery SET meldung = coalesce(meldung, ?), merkmale = 1 WHERE tnr = ?", v.line(&entry{}, row.tnr), row.tnr)
		return err
	}
	if err != nil {
		return err
	}
	header, err := v.sealEntry(&e, tableDelivery, row.tnr, 1)
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE delivery SET header = ?, meldung = ?, merkmale = 1 WHERE tnr = ?", header, v.line(&e, row.tnr), row.tnr)
	if err != nil {
		return err
	}
	return v.upgradeCase(tx, row.caseID, &e)
}

// renewed is the entry of a delivery with what its report says, and with what
// only its header says: the note, what it corrects, that it went on paper.
func (v *Vault) renewed(row oldDelivery) (entry, error) {
	e, err := v.openEntry(row.header, tableDelivery, row.tnr, 1)
	if err != nil {
		return e, err
	}
	r, err := v.openFrozen(row.frozenRow)
	if err != nil {
		return e, err
	}
	e.Merkmale = v.store.opt.Merkmale(&r)
	return e, nil
}

func (v *Vault) openFrozen(row frozenRow) (r model.Report, err error) {
	plain, err := v.key.OpenBody(row.report, placeReport, row.tnr)
	if err != nil {
		return r, err
	}
	return decodeReport(plain)
}

// upgradeCase marks the case of a person who has objected.
func (v *Vault) upgradeCase(tx *sql.Tx, caseID string, e *entry) error {
	if !e.Widerspruch {
		return nil
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	return v.refresh(tx, caseID, seq)
}
