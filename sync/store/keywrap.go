package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// What opens the store for a person is a row: her password opens her key pair, and
// that the store's keys, which anybody inside can wrap for her. Rows of programs up to
// 0.2.0 hold the key under the password itself; lift replaces them when she signs in.

const tableKeywrap = "keywrap"

// wrapRow is what opens the store for a person.
type wrapRow struct {
	login     string
	wrap      []byte
	recipient string // "" = of an earlier program
	pair      []byte
	next      []byte // pair under the password that is about to be hers, nil = she keeps the one she has
	proof     []byte
}

const selectWrap = "SELECT login, wrap, coalesce(recipient, ''), pair, next, proof FROM keywrap"

func scanWrap(rows *sql.Rows) (r wrapRow, err error) {
	return r, rows.Scan(&r.login, &r.wrap, &r.recipient, &r.pair, &r.next, &r.proof)
}

func (s *Store) putWrap(tx *sql.Tx, r wrapRow) error {
	_, err := tx.Exec("INSERT INTO keywrap (login, wrap, recipient, pair, proof, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "+
		"ON CONFLICT (login) DO UPDATE SET wrap = ?2, recipient = ?3, pair = ?4, next = NULL, proof = ?5, updated = ?6",
		r.login, r.wrap, r.recipient, r.pair, r.proof, database.Millis(s.opt.Now()))
	return err
}

// open opens the row of a person. Programs before version 5 stored login names as they
// were typed, so one person may have several; any of them will do.
func (s *Store) open(ctx context.Context, login, password string) (*Vault, error) {
	all, err := queryAll(ctx, s.reader, scanWrap, selectWrap)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, s.whyNobody(ctx)
	}
	err = ErrUnknownUser
	for _, r := range s.spelled(all, login) {
		var key *keyring
		if key, err = s.openRow(&r, password); err == nil {
			return &Vault{s, key, r.login}, nil
		}
	}
	return nil, err
}

func (s *Store) openRow(r *wrapRow, password string) (*keyring, error) {
	if r.recipient == "" {
		ring, err := seal.OpenKey(r.wrap, r.login, password)
		return newKeyring(s, r.login, nil, ring), err
	}
	pair, err := openPair(r.pair, r.login, password)
	if errors.Is(err, seal.ErrWrongPassword) && r.next != nil {
		pair, err = openPair(r.next, r.login, password)
	}
	if err != nil {
		return nil, err
	}
	ring, err := r.openWith(pair)
	return newKeyring(s, r.login, pair, ring), err
}

// openPair opens somebody's key pair, when it is her turn.
func openPair(sealed []byte, login, password string) (*seal.Pair, error) {
	defer takeTurn(seal.CostOf(sealed))()
	return seal.OpenPair(sealed, login, password)
}

// sealPair seals one with the cost of today, when it is her turn.
func (s *Store) sealPair(pair *seal.Pair, login, password string) ([]byte, error) {
	defer takeTurn(s.opt.Cost)()
	return s.opt.Cost.SealPair(pair, login, password)
}

func (r *wrapRow) openWith(pair *seal.Pair) (*seal.Ring, error) {
	ring, err := pair.Open(r.wrap)
	if err != nil {
		return nil, err
	}
	if pair.Recipient() != r.recipient || !r.proven(ring) {
		return nil, ErrDamaged
	}
	return ring, nil
}

// proven reports whether somebody inside said that the recipient is hers: whoever
// reaches the file could name another.
func (r *wrapRow) proven(key *seal.Ring) bool {
	said, err := key.OpenHeader(nil, r.proof, tableKeywrap, r.login)
	return err == nil && string(said) == r.recipient
}

// spelled are the rows of a login name in all its spellings, the folded one first.
func (s *Store) spelled(all []wrapRow, login string) []wrapRow {
	login = s.opt.Fold(login)
	hers := slices.DeleteFunc(all, func(r wrapRow) bool { return r.login == paperLogin || s.opt.Fold(r.login) != login })
	slices.SortFunc(hers, func(a, b wrapRow) int {
		return cmp.Or(-cmp.Compare(rank(a, login), rank(b, login)), cmp.Compare(a.login, b.login))
	})
	return hers
}

func rank(r wrapRow, folded string) int {
	if r.login == folded {
		return 1
	}
	return 0
}

// newRowOf is newRow for somebody who may have rows already: what is remembered for her is
// sealed under the name of the first of them.
func (s *Store) newRowOf(ctx context.Context, login, password string) (r wrapRow, err error) {
	all, err := queryAll(ctx, s.reader, scanWrap, selectWrap)
	if err != nil {
		return r, err
	}
	if hers := s.spelled(all, login); len(hers) > 0 {
		login = hers[0].login
	}
	r, _, err = s.newRow(login, password)
	return r, err
}

// newRow makes a key pair for a password. fill makes the rest of the row, in the
// transaction that stores it: there the keys are those of today.
func (s *Store) newRow(login, password string) (r wrapRow, pair *seal.Pair, err error) {
	if pair, err = seal.NewPair(); err != nil {
		return r, nil, err
	}
	r = wrapRow{login: login, recipient: pair.Recipient()}
	r.pair, err = s.sealPair(pair, login, password)
	return r, pair, err
}

// fill wraps keys for a recipient that is known to be hers.
func (r *wrapRow) fill(ring *seal.Ring) (err error) {
	if r.wrap, err = ring.WrapFor(r.recipient); err != nil {
		return err
	}
	r.proof, err = ring.SealHeader([]byte(r.recipient), tableKeywrap, r.login)
	return err
}

// lift gives her a key pair whose row an earlier program made: her password is there
// just now.
func (v *Vault) lift(ctx context.Context, password string) error {
	if v.key.pair != nil {
		return nil
	}
	row, pair, err := v.store.newRow(v.login, password)
	if err != nil {
		return err
	}
	err = v.sealing(ctx, func(tx *sql.Tx) error {
		if err := row.fill(v.key.ring()); err != nil {
			return err
		}
		_, err := tx.Exec("UPDATE keywrap SET wrap = ?, recipient = ?, pair = ?, proof = ? WHERE login = ? AND recipient IS NULL",
			row.wrap, row.recipient, row.pair, row.proof, row.login)
		return err
	})
	if err == nil {
		v.key = newKeyring(v.store, v.login, pair, v.key.ring())
	}
	return err
}
