package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"example.org/meldeportal/sync/database"
)

// SealedAnew puts another envelope of the same document in the place of the one that was refused,
// under the same number; it is due again. digest is that of the envelope. ErrSettled: it was
// accepted or rejected before; ErrNotNow: it was not sealed.
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
	before, plain := apart(kept)
	if len(before) == len(plain) { // nothing stands behind it
		return ErrNotNow
	}
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
	return v.pack(tx, tnr, digest, envelope)
}
