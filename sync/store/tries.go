package store

import (
	"context"
	"encoding/json"
	"fmt"

	"example.org/meldeportal/model"
)

const placeTries = "delivery_tries"

// mostTries are kept of a delivery: the last ones.
const mostTries = 20

// tried are the tries of a delivery behind one more, sealed: they are kept together with its
// answer. Those of before that nobody can read are not kept.
func (v *Vault) tried(row *plainDelivery, last model.Versuch) ([]byte, error) {
	all, err := v.openTries(row.tries, row.tnr)
	if err != nil && !damaged(err) {
		return nil, err
	}
	last.Am = last.Am.UTC()
	all = append(all, last)
	plain, err := json.Marshal(all[max(0, len(all)-mostTries):])
	if err != nil {
		return nil, err
	}
	return v.key.SealHeader(plain, placeTries, row.tnr)
}

// mine is a try of whoever is inside.
func (v *Vault) mine(code string) model.Versuch {
	return model.Versuch{Am: v.store.opt.Now(), Wer: v.Login(), Code: code}
}

// Tries are the last tries to deliver something, the first of them in front. What was tried
// while nobody was signed in is there by its answer alone.
func (v *Vault) Tries(ctx context.Context, tnr string) ([]model.Versuch, error) {
	sealed, err := queryOne(ctx, v.store.reader, scanBytes, "SELECT tries FROM delivery WHERE tnr = ?", tnr)
	if err != nil {
		return nil, fmt.Errorf("read tries: %w", translate(err))
	}
	all, err := v.openTries(sealed, tnr)
	if damaged(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read tries: %w", translate(err))
	}
	return all, nil
}

func (v *Vault) openTries(sealed []byte, tnr string) (all []model.Versuch, err error) {
	if sealed == nil {
		return nil, nil
	}
	plain, err := v.key.OpenHeader(nil, sealed, placeTries, tnr)
	if err == nil && json.Unmarshal(plain, &all) != nil {
		err = ErrDamaged
	}
	return all, err
}
