package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// Note writes the internal note of a delivery anew (F-33). What was sent does not
// change by it. ErrNotFound: there is no such delivery.
func (v *Vault) Note(ctx context.Context, tnr, text string) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		return deed{action: rights.NotizGeschrieben, object: tnr}, v.settle(tx, tnr, func(model.State, string) error { return v.note(tx, tnr, text) })
	})
	if err != nil {
		return fmt.Errorf("write note: %w", err)
	}
	return nil
}

func (v *Vault) note(tx *sql.Tx, tnr, text string) error {
	var header []byte
	if err := tx.QueryRow("SELECT header FROM delivery WHERE tnr = ?", tnr).Scan(&header); err != nil {
		return err
	}
	e, err := v.openEntry(header, tableDelivery, tnr, 1)
	if err != nil {
		return err
	}
	e.Notiz = text
	if header, err = v.sealEntry(&e, tableDelivery, tnr, 1); err != nil {
		return err
	}
	return v.changeDelivery(tx, tnr, "header = ?1, derived = "+keepDerived("?1"), header)
}
