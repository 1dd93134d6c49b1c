package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"example.org/meldeportal/model"
)

const placeTries = "delivery_tries"

// mostTries are kept of a delivery: the last ones.
const mostTries = 20

// tried writes down what came of a try, in the transaction that keeps the answer. Those of
// before that nobody can read are not kept.
func (v *Vault) tried(tx *sql.Tx, tnr string, last model.Versuch) error {
	all, err := v.tries(context.Background(), tx, tnr)
	if err != nil && !damaged(err) {
		return err
	}
	last.Am = last.Am.UTC()
	all = append(all, last)
	plain, err := json.Marshal(all[max(0, len(all)-mostTries):])
	if err != nil {
		return err
	}
	sealed, err := v.key.SealHeader(plain, placeTries, tnr)
	if err == nil {
		_, err = tx.Exec("UPDATE delivery SET tries = ? WHERE tnr = ?", sealed, tnr)
	}
	return err
}

// mine is a try of whoever is inside.
func (v *Vault) mine(code string) model.Versuch {
	return model.Versuch{Am: v.store.opt.Now(), Wer: v.Login(), Code: code}
}

// Tries are the last tries to deliver something, the first of them in front. What was tried
// while nobody was signed in is there by its answer alone.
func (v *Vault) Tries(ctx context.Context, tnr string) ([]model.Versuch, error) {
	all, err := v.tries(ctx, v.store.reader, tnr)
	if damaged(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read tries: %w", translate(err))
	}
	return all, nil
}

func (v *Vault) tries(ctx context.Context, q querier, tnr string) (all []model.Versuch, err error) {
	sealed, err := queryOne(ctx, q, scanBytes, "SELECT tries FROM delivery WHERE tnr = ?", tnr)
	if err != nil || sealed == nil {
		return nil, err
	}
	plain, err := v.key.OpenHeader(nil, sealed, placeTries, tnr)
	if err == nil && json.Unmarshal(plain, &all) != nil {
		err = ErrDamaged
	}
	return all, err
}
