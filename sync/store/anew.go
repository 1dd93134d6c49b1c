package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// SealedAnew puts an envelope of a document in the place of what waits under its number: of the
// document as it is, or of an envelope that was refused. It is due again. digest is that of the
// envelope. ErrSettled: it was accepted or rejected before.
func (v *Vault) SealedAnew(ctx context.Context, tnr string, envelope []byte, digest string) error {
	err := v.write(ctx, func(tx *sql.Tx) error {
		return v.settle(tx, tnr, func(row *plainDelivery) error {
			if settled(row.state) {
				return ErrSettled
			}
			return v.sealedAnew(tx, row, envelope, digest)
		})
	})
	if err != nil {
		return fmt.Errorf("seal anew: %w", err)
	}
	return nil
}

func (v *Vault) sealedAnew(tx *sql.Tx, row *plainDelivery, envelope []byte, digest string) error {
	tnr := row.tnr
	kept, err := v.frozen(context.Background(), tx, tnr, "document", placeDocument)
	if err != nil {
		return err
	}
	_, plain := apart(kept)
	sealed, err := v.sealBody(slices.Concat(envelope, []byte("\n"), plain), placeDocument, tnr)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE delivery_body SET document = ? WHERE tnr = ?", sealed, tnr); err != nil {
		return err
	}
	err = v.changeDelivery(tx, row, "digest = ?, state = 'queued', next_at = ?, code = '', lease_owner = NULL, lease_until = NULL", digest, database.Millis(v.store.opt.Now()))
	if err != nil {
		return err
	}
	if row.art != model.SendungMeldung { // it waits for a person
		return nil
	}
	return v.pack(tx, tnr, digest, envelope)
}
