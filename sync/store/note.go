package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model/rights"
)

// Note writes the internal note of a delivery anew (F-33). What was sent does not
// change by it. ErrNotFound: there is no such delivery.
func (v *Vault) Note(ctx context.Context, tnr, text string) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		return deed{action: rights.NotizGeschrieben, object: tnr}, v.settle(tx, tnr, func(row *plainDelivery) error { return v.note(tx, row, text) })
	})
	if err != nil {
		return fmt.Errorf("write note: %w", err)
	}
	return nil
}

func (v *Vault) note(tx *sql.Tx, row *plainDelivery, text string) error {
	e, err := v.openEntry(row.header, tableDelivery, row.tnr, 1)
	if err != nil {
		return err
	}
	e.Notiz = text
	header, err := v.sealEntry(&e, tableDelivery, row.tnr, 1)
	if err != nil {
		return err
	}
	return v.changeDelivery(tx, row, "header = ?1, derived = "+keepDerived("?1"), header)
}
