package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Vault is the store together with the key that opens it: everything about
// cases, drafts and deliveries is said to it. It is safe for concurrent use.
type Vault struct {
	store *Store
	key   Key
	login string // who unlocked it
}

// Users are the logins that can unlock the store, in alphabetical order. There
// are none before Create.
func (s *Store) Users(ctx context.Context) ([]string, error) {
	users, err := queryAll(ctx, s.reader, scanText, "SELECT login FROM keywrap ORDER BY login")
	if err != nil {
		return nil, fmt.Errorf("list users: %w", translate(err))
	}
	return users, nil
}

// Create makes the store's key and lets its first person in. A store that has a
// key already answers ErrNotEmpty: then somebody inside has to Admit.
func (s *Store) Create(ctx context.Context, login, password string) (*Vault, error) {
	key, err := s.opt.NewKey()
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	wrap, err := key.Wrap(login, password)
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		var users int
		if err := tx.QueryRow("SELECT count(*) FROM keywrap").Scan(&users); err != nil {
			return err
		}
		if users > 0 {
			return ErrNotEmpty
		}
		return s.putWrap(tx, login, wrap)
	})
	if err != nil {
		return nil, fmt.Errorf("create key: %w", err)
	}
	return &Vault{s, key, login}, nil
}

// Unlock opens the store for a person: ErrUnknownUser when nobody let them in
// yet, ErrWrongPassword, or ErrDamaged.
func (s *Store) Unlock(ctx context.Context, login, password string) (*Vault, error) {
	key, err := s.openWrap(ctx, login, password)
	if err != nil {
		return nil, fmt.Errorf("unlock store: %w", translate(err))
	}
	v := &Vault{s, key, login}
	if err := v.upgrade(ctx); err != nil {
		return nil, fmt.Errorf("unlock store: %w", translate(err))
	}
	return v, nil
}

func (s *Store) openWrap(ctx context.Context, login, password string) (Key, error) {
	var wrap []byte
	err := s.reader.QueryRowContext(ctx, "SELECT wrap FROM keywrap WHERE login = ?", login).Scan(&wrap)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrUnknownUser
	}
	if err != nil {
		return nil, err
	}
	return s.opt.OpenKey(wrap, login, password)
}

// Admit lets a further person unlock the store with a password, or one who has
// forgotten theirs with a new one.
func (v *Vault) Admit(ctx context.Context, login, password string) error {
	wrap, err := v.key.Wrap(login, password)
	if err != nil {
		return fmt.Errorf("admit user: %w", translate(err))
	}
	err = v.store.write(ctx, func(tx *sql.Tx) error { return v.store.putWrap(tx, login, wrap) })
	if err != nil {
		return fmt.Errorf("admit user: %w", err)
	}
	return nil
}

func (s *Store) putWrap(tx *sql.Tx, login string, wrap []byte) error {
	_, err := tx.Exec("INSERT INTO keywrap (login, wrap, updated) VALUES (?, ?, ?) "+
		"ON CONFLICT (login) DO UPDATE SET wrap = excluded.wrap, updated = excluded.updated",
		login, wrap, millis(s.opt.Now()))
	return err
}
