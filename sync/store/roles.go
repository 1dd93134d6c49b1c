package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"example.org/meldeportal/model/rights"
)

const tablePerson = "person"

// gift is what somebody may do from now on.
type gift struct {
	login string // as the portal spells it
	roles rights.Roles
}

// A person's roles are sealed for the line of the audit that gave them: those of an
// earlier line do not open any more, and a line whose row is gone shows that it is. Who
// has neither was let in by a program that knew no roles, and may do everything.
const givesRoles = "action IN ('" + string(rights.SpeicherEingerichtet) + "', '" + string(rights.ZugangGegeben) + "', '" + string(rights.RollenGeaendert) + "')"

// Roles are those of whoever unlocked the store.
func (v *Vault) Roles(ctx context.Context) (rights.Roles, error) {
	have, err := v.rolesOf(ctx, v.store.reader, v.Login())
	if err != nil {
		return have, fmt.Errorf("read roles: %w", translate(err))
	}
	return have, nil
}

// rolesOf are somebody's; ErrDamaged: they are not as they were given.
func (v *Vault) rolesOf(ctx context.Context, q querier, login string) (rights.Roles, error) {
	type row struct {
		given, line sql.NullInt64
		sealed      []byte
	}
	r, err := queryOne(ctx, q, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.given, &r.line, &r.sealed) },
		`SELECT (SELECT max(n) FROM audit WHERE object = ?1 AND `+givesRoles+`), p.line, p.sealed
FROM (SELECT 1) AS one LEFT JOIN person p ON p.login = ?1`, login)
	switch {
	case err != nil:
		return rights.None, err
	case !r.given.Valid && !r.line.Valid:
		return rights.All, nil
	case r.given != r.line:
		return rights.None, ErrDamaged
	}
	plain, err := v.key.OpenHeader(nil, r.sealed, tablePerson, login, strconv.FormatInt(r.line.Int64, 10))
	if err == nil && len(plain) != 1 {
		err = ErrDamaged
	}
	if err != nil {
		return rights.None, err
	}
	return rights.Roles(plain[0]), nil
}

func (v *Vault) putRoles(tx *sql.Tx, r *gift, line int64) error {
	sealed, err := v.key.SealHeader([]byte{byte(r.roles)}, tablePerson, r.login, strconv.FormatInt(line, 10))
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO person (login, line, sealed) VALUES (?1, ?2, ?3) ON CONFLICT (login) DO UPDATE SET line = ?2, sealed = ?3", r.login, line, sealed)
	return err
}

// giving is the deed that gives somebody roles.
func giving(a rights.Action, login string, r rights.Roles) deed {
	return deed{action: a, object: login, detail: r.String(), gives: &gift{login, r}}
}

// SetRoles gives somebody who may open the store other roles. ErrNoGrant: she may not;
// ErrLastAdmin: nobody else is left who could give any.
func (v *Vault) SetRoles(ctx context.Context, login string, r rights.Roles) error {
	login = v.store.opt.Fold(login)
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		in, others, err := v.admins(tx, login)
		switch {
		case err != nil:
		case !in:
			err = ErrNoGrant
		case !others && !r.Has(rights.Verwaltung):
			err = ErrLastAdmin
		}
		return giving(rights.RollenGeaendert, login, r), err
	})
	if err != nil {
		return fmt.Errorf("set roles: %w", err)
	}
	return nil
}

// admins reports whether somebody may open the store, and whether anybody else could
// change roles.
func (v *Vault) admins(tx *sql.Tx, login string) (in, others bool, err error) {
	users, err := queryAll(context.Background(), tx, scanText, "SELECT login FROM keywrap WHERE login != ?", paperLogin)
	for _, u := range users {
		u = v.store.opt.Fold(u)
		have, unread := v.rolesOf(context.Background(), tx, u)
		if unread != nil && !errors.Is(translate(unread), ErrDamaged) {
			return in, others, unread
		}
		in = in || u == login
		others = others || u != login && have.Has(rights.Verwaltung)
	}
	return in, others, err
}
