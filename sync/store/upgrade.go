package store

import (
	"context"
	"database/sql"
	"errors"

	"example.org/meldeportal/model"
)

// Headers of the first version of the store say less than today's. Their rows
// are found by the empty column meldung, and made anew from the bodies when
// somebody unlocks the store; that takes seconds once in the life of a large
// store, and nobody else has to know about it.

// upgradeStep is how many rows are rewritten in one transaction, so that
// colleagues can write in between.
const upgradeStep = 500

func (v *Vault) upgrade(ctx context.Context) error {
	for _, some := range []func(context.Context) (int, error){v.upgradeDrafts, v.upgradeDeliveries} {
		for n := 1; n > 0; {
			var err error
			if n, err = some(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *Vault) upgradeDrafts(ctx context.Context) (int, error) {
	rows, err := queryAll(ctx, v.store.reader, scanDraft, selectDraft+"WHERE d.meldung IS NULL LIMIT ?", upgradeStep)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return len(rows), v.store.write(ctx, func(tx *sql.Tx) error {
		for _, row := range rows {
			if err := v.upgradeDraft(tx, row); err != nil {
				return err
			}
		}
		return nil
	})
}

// upgradeDraft leaves a draft alone that somebody saved meanwhile.
func (v *Vault) upgradeDraft(tx *sql.Tx, row draftRow) error {
	d, err := v.openDraft(row)
	if damaged(err) {
		_, err = tx.Exec("UPDATE draft SET meldung = ? WHERE id = ?", v.line(&entry{}, row.id), row.id)
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
	_, err = tx.Exec("UPDATE draft SET header = ?, meldung = ? WHERE id = ? AND rev = ?", header, v.line(&e, d.ID), d.ID, d.Rev)
	return err
}

// damaged is a row that cannot be read: the others must be usable all the same.
func damaged(err error) bool { return err != nil && errors.Is(translate(err), ErrDamaged) }

func (v *Vault) upgradeDeliveries(ctx context.Context) (int, error) {
	rows, err := queryAll(ctx, v.store.reader, scanFrozen,
		"SELECT d.tnr, b.report FROM delivery d JOIN delivery_body b ON b.tnr = d.tnr WHERE d.meldung IS NULL LIMIT ?", upgradeStep)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return len(rows), v.store.write(ctx, func(tx *sql.Tx) error {
		for _, row := range rows {
			if err := v.upgradeDelivery(tx, row); err != nil {
				return err
			}
		}
		return nil
	})
}

func (v *Vault) upgradeDelivery(tx *sql.Tx, row frozenRow) error {
	r, err := v.openFrozen(row)
	if damaged(err) {
		_, err = tx.Exec("UPDATE delivery SET meldung = ? WHERE tnr = ?", v.line(&entry{}, row.tnr), row.tnr)
		return err
	}
	if err != nil {
		return err
	}
	e := entry{Merkmale: v.store.opt.Merkmale(&r)}
	header, err := v.sealEntry(&e, tableDelivery, row.tnr, 1)
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE delivery SET header = ?, meldung = ? WHERE tnr = ?", header, v.line(&e, row.tnr), row.tnr)
	return err
}

func (v *Vault) openFrozen(row frozenRow) (r model.Report, err error) {
	plain, err := v.key.OpenBody(row.report, placeReport, row.tnr)
	if err != nil {
		return r, err
	}
	return decodeReport(plain)
}
