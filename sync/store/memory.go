package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"example.org/meldeportal/sync/database"
)

const tableMemory = "memory"

// Memory is what the program remembers for the person who unlocked the store,
// by name, as far as the names begin with prefix. What cannot be read is nil, which
// nothing else is.
func (v *Vault) Memory(ctx context.Context, prefix string) (map[string][]byte, error) {
	memory := map[string][]byte{}
	_, err := queryAll(ctx, v.store.reader, func(rows *sql.Rows) (name string, err error) {
		var sealed []byte
		if err := rows.Scan(&name, &sealed); err != nil || !strings.HasPrefix(name, prefix) {
			return name, err
		}
		memory[name], err = v.key.OpenBody(sealed, tableMemory, v.login, name)
		if damaged(err) {
			memory[name], err = nil, nil
		}
		return name, err
	}, "SELECT name, body FROM memory WHERE login = ? AND name >= ? ORDER BY name", v.login, prefix)
	if err != nil {
		return nil, fmt.Errorf("read memory: %w", translate(err))
	}
	return memory, nil
}

// Remember keeps content under a name, which must say nothing about a patient;
// nil forgets the name.
func (v *Vault) Remember(ctx context.Context, name string, content []byte) error {
	err := v.write(ctx, func(tx *sql.Tx) error {
		if content == nil {
			_, err := tx.Exec("DELETE FROM memory WHERE login = ? AND name = ?", v.login, name)
			return err
		}
		sealed, err := v.key.SealBody(content, tableMemory, v.login, name)
		if err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO memory (login, name, body, updated) VALUES (?1, ?2, ?3, ?4) "+
			"ON CONFLICT (login, name) DO UPDATE SET body = ?3, updated = ?4", v.login, name, sealed, database.Millis(v.store.opt.Now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("remember: %w", err)
	}
	return nil
}
