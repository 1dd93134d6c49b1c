package desk

import (
	"context"
	"errors"
	"time"

	"example.org/meldeportal/sync/store"
)

// Archive is the store of a site alone, without the portal: what is taken in from
// files and what leaves as files.
type Archive struct {
	vault *store.Vault
	close func() error
}

// Unlock opens the store with a password alone. Nobody has checked the password,
// so that Open must not make a store.
func (e *Entrance) Unlock(ctx context.Context, login, password string) (*Archive, error) {
	s, err := e.Open(ctx)
	if err != nil {
		return nil, e.failed(err)
	}
	vault, err := s.Unlock(ctx, login, password)
	if err != nil {
		return nil, errors.Join(e.failed(err), s.Close())
	}
	return &Archive{vault, s.Close}, nil
}

// Look says what keeps a store from being opened at a path; it makes nothing.
func (e *Entrance) Look(path string) error { return e.failed(store.Look(path)) }

// Import stores people with their reports, all or none of them.
func (a *Archive) Import(ctx context.Context, in *Intake, now time.Time) (store.Imported, error) {
	people, err := in.people(now)
	if err != nil {
		return store.Imported{}, Failure(err)
	}
	return told(a.vault.Import(ctx, people))
}

// Close closes the store.
func (a *Archive) Close() error { return Failure(a.close()) }
