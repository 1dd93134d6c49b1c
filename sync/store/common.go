package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/sync/database"
)

// nobody is whose memory holds what all people of a store have in common: no login name is
// empty.
const nobody = ""

// Common is a secret that all people of the store have in common, by name; made is asked for
// it where there is none yet, and of two who ask at the same time one. ErrDamaged: it is there
// and cannot be read.
func (v *Vault) Common(ctx context.Context, name string, made func() ([]byte, error)) (content []byte, err error) {
	read := func(q querier) error {
		sealed, err := queryOne(ctx, q, func(rows *sql.Rows) (b []byte, err error) { return b, rows.Scan(&b) },
			"SELECT body FROM memory WHERE login = ? AND name = ?", nobody, name)
		if err == nil {
			content, err = v.key.OpenBody(sealed, tableMemory, nobody, name)
		}
		return err
	}
	if err = read(v.store.reader); errors.Is(err, ErrNotFound) {
		err = v.write(ctx, func(tx *sql.Tx) error {
			if err := read(tx); !errors.Is(err, ErrNotFound) {
				return err // a colleague was faster
			}
			if content, err = made(); err != nil {
				return err
			}
			sealed, err := v.key.SealBody(content, tableMemory, nobody, name)
			if err != nil {
				return err
			}
			_, err = tx.Exec("INSERT INTO memory (login, name, body, updated) VALUES (?, ?, ?, ?)", nobody, name, sealed, database.Millis(v.store.opt.Now()))
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read what all have in common: %w", translate(err))
	}
	return content, nil
}
