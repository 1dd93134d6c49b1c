package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

// Hold holds a queued delivery back, or lets it go again with nil. ErrNotNow: it
// is on its way or has an answer; ErrDamaged: its row is not as it was signed.
func (v *Vault) Hold(ctx context.Context, tnr string, s *model.Sperre) error {
	until, sealed, err := v.sealHold(s, tnr)
	if err != nil {
		return fmt.Errorf("hold delivery: %w", translate(err))
	}
	done := deed{action: rights.Zurueckgehalten, object: tnr}
	if s == nil {
		done.action = rights.Freigegeben
	}
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		if _, err := tx.Exec("DELETE FROM outgoing WHERE tnr = ?", tnr); err != nil { // let go it is sealed anew (Pack)
			return done, err
		}
		return done, v.settle(tx, tnr, func(row *plainDelivery) error {
			if row.state != model.StateQueued {
				return ErrNotNow
			}
			if !v.deliveryStands(row) {
				return ErrDamaged // what nobody signed is not let go
			}
			if err := v.endDeliveryHold(tx, row, s); err != nil {
				return err
			}
			return v.changeDelivery(tx, row, "held = ?, hold = ?", until, sealed)
		})
	})
	if err != nil {
		return fmt.Errorf("hold delivery: %w", err)
	}
	return nil
}

// endDeliveryHold keeps how long a delivery was held back until now. A hold nobody can
// read ends all the same.
func (v *Vault) endDeliveryHold(tx *sql.Tx, row *plainDelivery, is *model.Sperre) error {
	was, err := v.openHold(row.hold, row.tnr)
	if damaged(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return v.endHold(tx, was, is)
}

func (v *Vault) sealHold(s *model.Sperre, tnr string) (until int64, sealed []byte, err error) {
	if s == nil {
		return 0, nil, nil
	}
	plain, err := json.Marshal(s)
	if err != nil {
		return 0, nil, err
	}
	sealed, err = v.key.SealHeader(plain, placeHold, tnr)
	return database.Millis(s.Until(v.store.opt.Now().Location())), sealed, err
}

func (v *Vault) openHold(sealed []byte, tnr string) (*model.Sperre, error) {
	if sealed == nil {
		return nil, nil
	}
	plain, err := v.key.OpenHeader(nil, sealed, placeHold, tnr)
	if err != nil {
		return nil, err
	}
	return decodeSperre(plain)
}
