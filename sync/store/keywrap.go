package store

import (
	"cmp"
	"context"
	"database/sql"
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
	proof     []byte
}

const selectWrap = "SELECT login, wrap, coalesce(recipient, ''), pair, proof FROM keywrap"

func scanWrap(rows *sql.Rows) (r wrapRow, err error) {
	return r, rows.Scan(&r.login, &r.wrap, &r.recipient, &r.pair, &r.proof)
}

func (s *Store) putWrap(tx *sql.Tx, r wrapRow) error {
	_, err := tx.Exec("INSERT INTO keywrap (login, wrap, recipient, pair, proof, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "+
		"ON CONFLICT (login) DO UPDATE SET wrap = ?2, recipient = ?3, pair = ?4, proof = ?5, updated = ?6",
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
		var key *seal.Ring
		if key, err = r.open(password); err == nil {
			return &Vault{s, key, r.login}, nil
		}
	}
	return nil, err
}

func (r *wrapRow) open(password string) (*seal.Ring, error) {
	if r.recipient == "" {
		return seal.OpenKey(r.wrap, r.login, password)
	}
	pair, err := seal.OpenPair(r.pair, r.login, password)
	if err != nil {
		return nil, err
	}
	key, err := pair.Open(r.wrap)
	if err != nil {
		return nil, err
	}
	if pair.Recipient() != r.recipient || !r.proven(key) {
		return nil, ErrDamaged
	}
	return key, nil
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
	hers := slices.DeleteFunc(all, func(r wrapRow) bool { return s.opt.Fold(r.login) != login })
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

// wrapFor makes a key pair for a password and wraps the store's keys for it.
func (v *Vault) wrapFor(login, password string) (r wrapRow, err error) {
	pair, err := seal.NewPair()
	if err != nil {
		return r, err
	}
	r = wrapRow{login: login, recipient: pair.Recipient()}
	if r.pair, err = v.store.opt.Cost.SealPair(pair, login, password); err != nil {
		return r, err
	}
	return r, v.wrapAgain(&r)
}

// wrapAgain wraps the store's keys for a recipient that is known to be hers.
func (v *Vault) wrapAgain(r *wrapRow) (err error) {
	if r.wrap, err = v.key.WrapFor(r.recipient); err != nil {
		return err
	}
	r.proof, err = v.key.SealHeader([]byte(r.recipient), tableKeywrap, r.login)
	return err
}

// lift gives her a key pair whose row an earlier program made: her password is there
// just now.
func (v *Vault) lift(ctx context.Context, password string) error {
	hers, err := queryOne(ctx, v.store.reader, scanWrap, selectWrap+" WHERE login = ?", v.login)
	if err != nil || hers.recipient != "" {
		return err
	}
	lifted, err := v.wrapFor(v.login, password)
	if err != nil {
		return err
	}
	return v.store.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE keywrap SET wrap = ?1, recipient = ?2, pair = ?3, proof = ?4 WHERE login = ?5 AND recipient IS NULL AND wrap = ?6",
			lifted.wrap, lifted.recipient, lifted.pair, lifted.proof, v.login, hers.wrap)
		return err
	})
}
