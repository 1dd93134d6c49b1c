package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/seal"
)

// Vault is the store together with the key that opens it: everything about
// cases, drafts and deliveries is said to it. It is safe for concurrent use.
type Vault struct {
	store *Store
	key   *keyring
	login string // who unlocked it, as her wrap spells it
}

// Users are the logins that can unlock the store, in alphabetical order. There
// are none before Create.
func (s *Store) Users(ctx context.Context) ([]string, error) {
	users, err := queryAll(ctx, s.reader, scanText, "SELECT login FROM keywrap WHERE login != ? ORDER BY login", paperLogin)
	if err != nil {
		return nil, fmt.Errorf("list users: %w", translate(err))
	}
	return users, nil
}

// Enter opens the store for a person whom the portal has just confirmed for a
// site. The first person of a new store makes its key and has the site recorded; a
// store of an earlier program gets it now. Nothing is opened for another site's
// people: ErrOtherSite. Otherwise it answers as Unlock does. What an earlier program left
// to be derived is left to BringOver.
func (s *Store) Enter(ctx context.Context, site Site, login, password string) (*Vault, error) {
	if err := s.refuseOther(ctx, site); err != nil {
		return nil, fmt.Errorf("enter store: %w", translate(err))
	}
	users, err := s.Users(ctx)
	if err != nil {
		return nil, err
	}
	if len(users) == 0 {
		return s.Create(ctx, site, login, password)
	}
	v, err := s.open(ctx, login, password)
	if err == nil {
		err = v.adopt(ctx, site)
	}
	if err == nil {
		err = v.settlePassword(ctx, password)
	}
	if err == nil {
		err = v.settleIn(ctx, password)
	}
	if err != nil {
		return nil, fmt.Errorf("enter store: %w", translate(err))
	}
	return v, nil
}

// Create makes the store's key and its recovery key, records whose it is and lets its
// first person in.
// A store that has a key already answers ErrNotEmpty: then somebody inside has to
// Admit. One that once had a key gets no new one: ErrKeysLost.
func (s *Store) Create(ctx context.Context, site Site, login, password string) (*Vault, error) {
	login = s.opt.Fold(login)
	v, row, err := s.newVault(login, password)
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	paper, printed, err := newPaper()
	if err == nil {
		err = paper.fill(v.key.ring())
	}
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		if err := s.refuseSecondKey(tx); err != nil {
			return err
		}
		s.proven.Store(true) // it begins with rows that have theirs
		s.holds.Store(true)
		if err := v.record(tx, site); err != nil {
			return err
		}
		if err := errors.Join(s.putWrap(tx, row), s.putWrap(tx, paper)); err != nil {
			return err
		}
		return v.pass(tx, giving(rights.SpeicherEingerichtet, login, rights.All))
	})
	if err == nil {
		err = s.keepID(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	v.key.paper.Store(&printed)
	return v, nil
}

// newVault makes the first key of a store and wraps it for its first person.
func (s *Store) newVault(login, password string) (*Vault, wrapRow, error) {
	ring, err := seal.NewRing()
	if err != nil {
		return nil, wrapRow{}, err
	}
	row, pair, err := s.newRow(login, password)
	if err == nil {
		err = row.fill(ring)
	}
	return &Vault{s, newKeyring(s, login, pair, ring), login}, row, err
}

// refuseSecondKey: what was sealed with a key that is gone cannot be opened with
// another one. Whatever was ever written here counted the sequence.
func (s *Store) refuseSecondKey(tx *sql.Tx) error {
	var users int
	var used bool
	err := tx.QueryRow(`SELECT (SELECT count(*) FROM keywrap), EXISTS (SELECT 1 FROM sequence WHERE n > 0)
OR EXISTS (SELECT 1 FROM memory) OR EXISTS (SELECT 1 FROM identity WHERE sealed IS NOT NULL)`).Scan(&users, &used)
	switch {
	case err != nil:
		return err
	case users > 0:
		return ErrNotEmpty
	case used || s.made != "" && s.made != unknownID:
		return ErrKeysLost
	}
	return nil
}

// Unlock opens the store with a password alone: ErrUnknownUser when nobody let the
// person in yet, ErrWrongPassword, or ErrDamaged; ErrNone when nobody ever entered
// it, ErrKeysLost when those who did are gone.
func (s *Store) Unlock(ctx context.Context, login, password string) (*Vault, error) {
	v, err := s.open(ctx, login, password)
	if err == nil {
		err = v.settleIn(ctx, password)
	}
	if err == nil {
		err = v.fresh(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("unlock store: %w", translate(err))
	}
	return v, nil
}

// settleIn proves the store to somebody whose password has just opened it, and has her
// get a key pair if an earlier program let her in.
func (v *Vault) settleIn(ctx context.Context, password string) error {
	if err := v.prove(ctx); err != nil {
		return err
	}
	if err := v.lift(ctx, password); err != nil {
		return err
	}
	v.strengthen(ctx, password)
	_ = v.Anchor(ctx) // on a full or read-only disk the one before stays
	return nil
}

// strengthen has her password cost a guess what it does today. Where it cannot be written
// just now, as on a full disk, the next sign-in does it: nobody stays outside for it.
func (v *Vault) strengthen(ctx context.Context, password string) {
	row, err := v.ownRow(ctx)
	if err != nil || row.next != nil || !seal.CostOf(row.pair).Below(v.store.opt.Cost) {
		return
	}
	sealed, err := v.store.sealPair(v.key.pair, v.login, password)
	if err != nil {
		return
	}
	_ = v.sealing(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE keywrap SET pair = ? WHERE login = ? AND pair = ?", sealed, v.login, row.pair)
		return err
	})
}

// prove has the store be what it says.
func (v *Vault) prove(ctx context.Context) error {
	if err := v.proveSite(ctx); err != nil {
		return err
	}
	return v.store.keepID(ctx)
}

// keepID has the file beside name the store, now that it has a key.
func (s *Store) keepID(ctx context.Context) error {
	if s.madeHere() {
		return nil
	}
	_, row, err := s.site(ctx, s.reader)
	if err != nil {
		return err
	}
	return s.beside.keep(row.id)
}

// whyNobody tells a store that nobody ever entered from one that has lost its keys.
func (s *Store) whyNobody(ctx context.Context) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := s.refuseSecondKey(tx); !errors.Is(err, ErrNotEmpty) {
			return cmp.Or(err, error(ErrNone))
		}
		return ErrUnknownUser
	})
}

// Login is who unlocked the store, as the portal spells it.
func (v *Vault) Login() string { return v.store.opt.Fold(v.login) }
