package store

import (
	"context"
	"fmt"
)

// Damage is a row of which something does not open.
type Damage struct {
	What string // table and column
	ID   string
}

// Prove opens every seal of what cannot be derived again, and names what does not open.
// It reads the whole store.
func (v *Vault) Prove(ctx context.Context) (damage []Damage, err error) {
	for i := range seals {
		some, err := v.proveColumn(ctx, &seals[i])
		if err != nil {
			return nil, fmt.Errorf("prove seals: %w", translate(err))
		}
		damage = append(damage, some...)
	}
	return damage, nil
}

func (v *Vault) proveColumn(ctx context.Context, c *sealedColumn) (damage []Damage, err error) {
	rows, err := v.store.reader.QueryContext(ctx, c.rows)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		s, err := scanSealed(rows)
		if err != nil {
			return nil, err
		}
		if len(s.sealed) == 0 {
			continue
		}
		switch _, err := c.open(v.key, &s); {
		case damaged(err):
			damage = append(damage, Damage{c.table + "." + c.column, s.id})
		case err != nil:
			return nil, err
		}
	}
	return damage, rows.Err()
}
