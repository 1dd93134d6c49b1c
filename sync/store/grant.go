package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

// Grant is somebody who can unlock the store.
type Grant struct {
	Login string // as the portal spells it
	Since time.Time
	Roles rights.Roles // none where they are damaged
	Old   bool         // let in by an earlier program, and not signed in since: she will get no new key

	Invited *Invitation // she has no access yet, or a new one waits for her
}

func scanGrant(rows *sql.Rows) (g Grant, err error) {
	var since int64
	err = rows.Scan(&g.Login, &since, &g.Old)
	g.Since = database.FromMillis(since)
	return g, err
}

// CanTake reports that she is here and may write reports: one can be handed to her.
func (g *Grant) CanTake() bool { return g.Invited == nil && g.Roles.Has(rights.Medizin) }

// Grants are all who can unlock the store or are asked in, by login name.
func (v *Vault) Grants(ctx context.Context) ([]Grant, error) {
	grants, err := queryAll(ctx, v.store.reader, scanGrant, "SELECT login, updated, recipient IS NULL FROM keywrap WHERE login != ? ORDER BY updated DESC", paperLogin)
	if err != nil {
		return nil, fmt.Errorf("list grants: %w", translate(err))
	}
	asked, err := v.invitations(ctx, v.store.reader)
	if err != nil {
		return nil, fmt.Errorf("list grants: %w", translate(err))
	}
	for i := range asked {
		grants = append(grants, Grant{Login: asked[i].Login, Since: asked[i].Since, Invited: &asked[i]})
	}
	for i := range grants {
		g := &grants[i]
		g.Login = v.store.opt.Fold(g.Login)
		if g.Invited != nil {
			g.Roles = g.Invited.Roles
		} else if g.Roles, err = v.rolesOf(ctx, v.store.reader, g.Login); err != nil && !damaged(err) {
			return nil, fmt.Errorf("list grants: %w", translate(err))
		}
	}
	slices.SortStableFunc(grants, func(a, b Grant) int { return cmp.Compare(a.Login, b.Login) })
	return slices.CompactFunc(grants, func(a, b Grant) bool { return a.Login == b.Login && (a.Invited == nil) == (b.Invited == nil) }), nil
}

// Revoke takes away what opens the store for somebody, in all spellings of her name, and
// makes a new key, which she does not know; Reseal has all that is there sealed with it.
// Nobody does so to herself: one always stays. Whoever was only asked in is not any more,
// and knows no key. Who has no access is ErrNoGrant.
func (v *Vault) Revoke(ctx context.Context, login string) error {
	login = v.store.opt.Fold(login)
	err := error(ErrOwnGrant)
	if login != v.Login() {
		err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
			asked, err := v.uninvite(tx, login)
			if err != nil {
				return deed{}, err
			}
			done := deed{action: rights.ZugangEntzogen, object: login}
			switch err := v.store.revoke(tx, login); {
			case asked && errors.Is(err, ErrNoGrant):
				return done, nil
			case err != nil:
				return deed{}, err
			}
			return done, v.newKey(tx)
		})
	}
	if err != nil {
		return fmt.Errorf("revoke grant: %w", translate(err))
	}
	return nil
}

func (s *Store) revoke(tx *sql.Tx, login string) error {
	all, err := queryAll(context.Background(), tx, scanWrap, selectWrap)
	if err != nil {
		return err
	}
	hers := s.spelled(all, login)
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
