package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model"
)

// Note writes the internal note of a delivery anew (F-33). What was sent does not
// change by it. ErrNotFound: there is no such delivery.
func (v *Vault) Note(ctx context.Context, tnr, text string) error {
	err := v.settle(ctx, tnr, func(tx *sql.Tx, _ model.State, _ string) error {
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
		_, err = tx.Exec("UPDATE delivery SET header = ?1, derived = "+keepDerived("?1")+" WHERE tnr = ?2", header, tnr)
		return err
	})
	if err != nil {
		return fmt.Errorf("write note: %w", err)
	}
	return nil
}
