package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/seal"
)

// The recovery key is a key pair that is nobody's and stands on paper alone. Its row
// holds the store's keys as a person's does, follows each new one, and is in every
// backup: with the paper a store opens whose people have all lost their passwords, and a
// copy can be proven by somebody who is in none.

const (
	paperLogin = ""               // of its row
	paperName  = "(notschlüssel)" // of whoever works with it, where it is written down
)

// NewPaper makes the recovery key, in the place of the one there was, and returns what
// is to be printed. It cannot be had a second time.
func (v *Vault) NewPaper(ctx context.Context) (string, error) {
	row, printed, err := newPaper()
	if err != nil {
		return "", fmt.Errorf("make recovery key: %w", err)
	}
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		if err := row.fill(v.key.ring()); err != nil {
			return deed{}, err
		}
		return deed{action: rights.NotschluesselGemacht}, v.store.putWrap(tx, row)
	})
	if err != nil {
		return "", fmt.Errorf("make recovery key: %w", err)
	}
	return printed, nil
}

// Paper is the recovery key that was made with the store just now, once.
func (v *Vault) Paper() string {
	if paper := v.key.paper.Swap(nil); paper != nil {
		return *paper
	}
	return ""
}

func newPaper() (row wrapRow, printed string, err error) {
	pair, err := seal.NewPair()
	if err != nil {
		return row, "", err
	}
	return wrapRow{login: paperLogin, recipient: pair.Recipient()}, pair.Paper(), nil
}

// Recover lets a person in whom the portal has just confirmed for a site, with all roles,
// by the recovery key: nobody inside need be there. ErrMistyped: it is none; ErrNotPaper:
// it is not this store's, or not the one that was made last; ErrNoPaper: none was made.
func (s *Store) Recover(ctx context.Context, site Site, paper, login, password string) error {
	err := s.refuseOther(ctx, site)
	var v *Vault
	if err == nil {
		v, err = s.openPaper(ctx, paper)
	}
	if err == nil {
		err = v.adopt(ctx, site)
	}
	if err == nil {
		err = v.prove(ctx)
	}
	if err == nil {
		err = v.admitHerself(ctx, s.opt.Fold(login), password)
	}
	if err != nil {
		return fmt.Errorf("let in by the recovery key: %w", translate(err))
	}
	return nil
}

// admitHerself lets in who works with the recovery key, by her own password.
func (v *Vault) admitHerself(ctx context.Context, login, password string) error {
	row, err := v.store.newRowOf(ctx, login, password)
	if err != nil {
		return err
	}
	return v.act(ctx, func(tx *sql.Tx) (deed, error) {
		return giving(rights.ZugangGegeben, login, rights.All), v.letIn(tx, login, &row)
	})
}

// openPaper opens the store with the recovery key.
func (s *Store) openPaper(ctx context.Context, paper string) (*Vault, error) {
	pair, err := seal.FromPaper(paper)
	if err != nil {
		return nil, ErrMistyped
	}
	row, err := queryOne(ctx, s.reader, scanWrap, selectWrap+" WHERE login = ?", paperLogin)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil, ErrNoPaper
	case err != nil:
		return nil, err
	case row.recipient != pair.Recipient():
		return nil, ErrNotPaper
	}
	ring, err := row.openWith(pair)
	if err != nil {
		return nil, err
	}
	return &Vault{s, newKeyring(s, paperLogin, pair, ring), paperName}, nil
}
