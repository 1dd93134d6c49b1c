package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/sync/database"
)

// Vault is the store together with the key that opens it: everything about
// cases, drafts and deliveries is said to it. It is safe for concurrent use.
type Vault struct {
	store *Store
	key   Key
	login string // who unlocked it, as her wrap spells it
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
		err = v.prove(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("enter store: %w", translate(err))
	}
	return v, nil
}

// Create makes the store's key, records whose it is and lets its first person in.
// A store that has a key already answers ErrNotEmpty: then somebody inside has to
// Admit. One that once had a key gets no new one: ErrKeysLost.
func (s *Store) Create(ctx context.Context, site Site, login, password string) (*Vault, error) {
	login = s.opt.Fold(login)
	key, err := s.opt.NewKey()
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	wrap, err := key.Wrap(login, password)
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	v := &Vault{s, key, login}
	err = s.write(ctx, func(tx *sql.Tx) error {
		if err := s.refuseSecondKey(tx); err != nil {
			return err
		}
		if err := v.record(tx, site); err != nil {
			return err
		}
		return s.putWrap(tx, login, wrap)
	})
	if err == nil {
		err = s.keepID(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("create key: %w", translate(err))
	}
	return v, nil
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
		err = v.prove(ctx)
	}
	if err == nil {
		err = v.fresh(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("unlock store: %w", translate(err))
	}
	return v, nil
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

// wrapRow is a person's wrap of the key.
type wrapRow struct {
	login string
	wrap  []byte
}

func scanWrap(rows *sql.Rows) (r wrapRow, err error) { return r, rows.Scan(&r.login, &r.wrap) }

// open opens the wrap of a person. Programs before version 5 stored login names as
// they were typed, so one person may have several; any of them will do.
func (s *Store) open(ctx context.Context, login, password string) (*Vault, error) {
	wraps, err := queryAll(ctx, s.reader, scanWrap, "SELECT login, wrap FROM keywrap")
	if err != nil {
		return nil, err
	}
	if len(wraps) == 0 {
		return nil, s.whyNobody(ctx)
	}
	hers := s.spelled(wraps, login)
	err = ErrUnknownUser
	for _, w := range hers {
		var key Key
		if key, err = s.opt.OpenKey(w.wrap, w.login, password); err == nil {
			return &Vault{s, key, w.login}, nil
		}
	}
	return nil, err
}

// spelled are the wraps of a login name in all its spellings, the folded one first.
func (s *Store) spelled(wraps []wrapRow, login string) []wrapRow {
	login = s.opt.Fold(login)
	hers := slices.DeleteFunc(wraps, func(w wrapRow) bool { return s.opt.Fold(w.login) != login })
	slices.SortFunc(hers, func(a, b wrapRow) int {
		return cmp.Or(-cmp.Compare(rank(a, login), rank(b, login)), cmp.Compare(a.login, b.login))
	})
	return hers
}

func rank(w wrapRow, folded string) int {
	if w.login == folded {
		return 1
	}
	return 0
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

// Admit lets a further person unlock the store with a password, or one who has
// forgotten theirs with a new one. Whoever calls it has the portal confirm the
// person first.
func (v *Vault) Admit(ctx context.Context, login, password string) error {
	err := v.admit(ctx, login, password)
	if err != nil {
		return fmt.Errorf("admit user: %w", translate(err))
	}
	return nil
}

func (v *Vault) admit(ctx context.Context, login, password string) error {
	wraps, err := queryAll(ctx, v.store.reader, scanWrap, "SELECT login, wrap FROM keywrap")
	if err != nil {
		return err
	}
	spelling := v.store.opt.Fold(login)
	hers := v.store.spelled(wraps, login)
	if len(hers) > 0 {
		spelling = hers[0].login // what is remembered for her is sealed under it
	}
	wrap, err := v.key.Wrap(spelling, password)
	if err != nil {
		return err
	}
	return v.write(ctx, func(tx *sql.Tx) error {
		for _, other := range hers {
			if _, err := tx.Exec("DELETE FROM keywrap WHERE login = ?", other.login); err != nil {
				return err
			}
		}
		return v.store.putWrap(tx, spelling, wrap)
	})
}

func (s *Store) putWrap(tx *sql.Tx, login string, wrap []byte) error {
	_, err := tx.Exec("INSERT INTO keywrap (login, wrap, updated) VALUES (?, ?, ?) "+
		"ON CONFLICT (login) DO UPDATE SET wrap = excluded.wrap, updated = excluded.updated",
		login, wrap, database.Millis(s.opt.Now()))
	return err
}

// Login is who unlocked the store, as the portal spells it.
func (v *Vault) Login() string { return v.store.opt.Fold(v.login) }

// Grant is somebody who can unlock the store.
type Grant struct {
	Login string // as the portal spells it
	Since time.Time
}

func scanGrant(rows *sql.Rows) (g Grant, err error) {
	var since int64
	err = rows.Scan(&g.Login, &since)
	g.Since = database.FromMillis(since)
	return g, err
}

// Grants are all who can unlock the store, by login name.
func (v *Vault) Grants(ctx context.Context) ([]Grant, error) {
	grants, err := queryAll(ctx, v.store.reader, scanGrant, "SELECT login, updated FROM keywrap ORDER BY updated DESC")
	if err != nil {
		return nil, fmt.Errorf("list grants: %w", translate(err))
	}
	for i := range grants {
		grants[i].Login = v.store.opt.Fold(grants[i].Login)
	}
	slices.SortStableFunc(grants, func(a, b Grant) int { return cmp.Compare(a.Login, b.Login) })
	return slices.CompactFunc(grants, func(a, b Grant) bool { return a.Login == b.Login }), nil
}

// Revoke takes away what opens the store for somebody, in all spellings of her name.
// Nobody does so to herself: one always stays. Who has no access is ErrNoGrant.
func (v *Vault) Revoke(ctx context.Context, login string) error {
	login = v.store.opt.Fold(login)
	err := error(ErrOwnGrant)
	if login != v.Login() {
		err = v.write(ctx, func(tx *sql.Tx) error { return v.store.revoke(tx, login) })
	}
	if err != nil {
		return fmt.Errorf("revoke grant: %w", translate(err))
	}
	return nil
}

func (s *Store) revoke(tx *sql.Tx, login string) error {
	wraps, err := queryAll(context.Background(), tx, scanWrap, "SELECT login, wrap FROM keywrap")
	if err != nil {
		return err
	}
	hers := s.spelled(wraps, login)
	if len(hers) == 0 {
		return ErrNoGrant
	}
	for _, w := range hers {
		if _, err := tx.Exec("DELETE FROM keywrap WHERE login = ?", w.login); err != nil {
			return err
		}
	}
	return nil
}

// Admitted reports that whoever unlocked the store still may.
func (v *Vault) Admitted(ctx context.Context) (bool, error) {
	users, err := v.store.Users(ctx)
	return slices.ContainsFunc(users, func(u string) bool { return v.store.opt.Fold(u) == v.Login() }), err
}
