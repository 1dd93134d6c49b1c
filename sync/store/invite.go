package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

// Nobody types a colleague's password. Somebody with the role asks a person in, by her
// login name; at her own first sign-in she leaves the public half of a key pair, of which
// her password seals the secret one; then anybody with the role gives her the store's
// keys, by that public half. Whoever only reaches the file could put another one there:
// whether it is hers says the portal, at which she has signed in to name it, and whoever
// lets her in asks it (sync/desk). That she was asked in, as what and until when is sealed
// for its line of the audit, so that an old invitation put back is none.

const tableInvitation = "invitation"

// InvitationLasts is how long somebody has for her first sign-in.
const InvitationLasts = 14 * 24 * time.Hour

// Invitation is somebody who is asked in and has not got the store's keys yet.
type Invitation struct {
	Login     string // as the portal spells it
	Since     time.Time
	Until     time.Time
	Roles     rights.Roles
	Recipient string // the public half of the key pair she has left, "" = she has not signed in yet
}

// Over reports that she has not come in time.
func (i *Invitation) Over(now time.Time) bool { return now.After(i.Until) }

// invitationRow is one as it stands.
type invitationRow struct {
	login     string
	line      int64
	sealed    []byte
	spelling  string
	recipient string
	pair      []byte
	at        sql.NullInt64 // of its line
	last      sql.NullInt64 // line that was written last about her access
}

const selectInvitation = `SELECT i.login, i.line, i.sealed, coalesce(i.spelling, ''), coalesce(i.recipient, ''), i.pair, (SELECT at FROM audit WHERE n = i.line),
(SELECT max(n) FROM audit WHERE object = i.login AND action IN ('` + string(rights.Eingeladen) + "', '" + string(rights.ZugangGegeben) + "', '" + string(rights.ZugangEntzogen) + "')) FROM invitation i"

func scanInvitation(rows *sql.Rows) (r invitationRow, err error) {
	return r, rows.Scan(&r.login, &r.line, &r.sealed, &r.spelling, &r.recipient, &r.pair, &r.at, &r.last)
}

// invitations are those that count.
func (v *Vault) invitations(ctx context.Context, q querier) (all []Invitation, err error) {
	rows, err := queryAll(ctx, q, scanInvitation, selectInvitation)
	for i := range rows {
		one, err := v.invitation(&rows[i])
		switch {
		case damaged(err): // whose it was is asked in anew
		case err != nil:
			return nil, err
		default:
			all = append(all, one)
		}
	}
	return all, err
}

func (v *Vault) invitation(r *invitationRow) (Invitation, error) {
	if !r.at.Valid || r.last.Int64 != r.line {
		return Invitation{}, ErrDamaged
	}
	plain, err := v.key.OpenHeader(nil, r.sealed, tableInvitation, r.login, strconv.FormatInt(r.line, 10))
	if err == nil && len(plain) != 9 {
		err = ErrDamaged
	}
	if err != nil {
		return Invitation{}, err
	}
	return Invitation{Login: r.login, Since: database.FromMillis(r.at.Int64), Until: database.FromMillis(int64(binary.BigEndian.Uint64(plain[1:]))),
		Roles: rights.Roles(plain[0]), Recipient: r.recipient}, nil
}

// Invite asks a person in whom the portal knows for this Einrichtung. She gets the roles
// once she is let in. One who has access already gets a new one so, as after a forgotten
// password; what was hers stays. Whoever is asked twice keeps the key pair she has left.
func (v *Vault) Invite(ctx context.Context, login string, roles rights.Roles) error {
	login = v.store.opt.Fold(login)
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		in, others, err := v.admins(tx, login)
		if err == nil && in && !others && !roles.Has(rights.Verwaltung) {
			err = ErrLastAdmin
		}
		return deed{action: rights.Eingeladen, object: login, detail: roles.String(), asks: &gift{login, roles}}, err
	})
	if err != nil {
		return fmt.Errorf("ask in: %w", translate(err))
	}
	return nil
}

// putInvitation keeps what a line has asked.
func (v *Vault) putInvitation(tx *sql.Tx, to *gift, line int64, now time.Time) error {
	plain := binary.BigEndian.AppendUint64([]byte{byte(to.roles)}, uint64(database.Millis(now.Add(InvitationLasts))))
	sealed, err := v.key.SealHeader(plain, tableInvitation, to.login, strconv.FormatInt(line, 10))
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO invitation (login, line, sealed) VALUES (?1, ?2, ?3) ON CONFLICT (login) DO UPDATE SET line = ?2, sealed = ?3", to.login, line, sealed)
	return err
}

// uninvite takes an invitation away, and reports whether there was one.
func (v *Vault) uninvite(tx *sql.Tx, login string) (asked bool, err error) {
	done, err := tx.Exec("DELETE FROM invitation WHERE login = ?", login)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// Present leaves the public half of somebody's own key pair in the store that she is
// asked into; the portal has confirmed her just now. What she has left before stays as
// long as her password opens it. named is told it before anybody can see it.
// ErrUnknownUser: nobody has asked her in, or too long ago.
func (s *Store) Present(ctx context.Context, site Site, login, password string, named func(recipient string) error) (recipient string, err error) {
	if err = s.refuseOther(ctx, site); err == nil {
		recipient, err = s.present(ctx, s.opt.Fold(login), password, named)
	}
	if err != nil {
		return "", fmt.Errorf("leave a key pair: %w", translate(err))
	}
	return recipient, nil
}

func (s *Store) present(ctx context.Context, login, password string, named func(string) error) (string, error) {
	asked, err := queryOne(ctx, s.reader, scanInvitation, selectInvitation+" WHERE i.login = ?", login)
	switch {
	case errors.Is(err, ErrNotFound):
		return "", ErrUnknownUser
	case err != nil:
		return "", err
	case s.opt.Now().Sub(database.FromMillis(asked.at.Int64)) > InvitationLasts:
		return "", ErrUnknownUser
	case asked.recipient != "":
		if pair, err := openPair(asked.pair, asked.spelling, password); err == nil && pair.Recipient() == asked.recipient {
			return asked.recipient, named(asked.recipient)
		}
	}
	row, err := s.newRowOf(ctx, login, password)
	if err != nil {
		return "", err
	}
	if err := named(row.recipient); err != nil {
		return "", err
	}
	return row.recipient, s.write(ctx, func(tx *sql.Tx) error {
		done, err := tx.Exec("UPDATE invitation SET spelling = ?, recipient = ?, pair = ? WHERE login = ?", row.login, row.recipient, row.pair, login)
		return oneRow(done, err, ErrUnknownUser)
	})
}

// Invitations are those of people who have signed in and wait for the store's keys.
func (v *Vault) Invitations(ctx context.Context) (waiting []Invitation, err error) {
	all, err := v.invitations(ctx, v.store.reader)
	if err != nil {
		return nil, fmt.Errorf("list who waits: %w", translate(err))
	}
	return slices.DeleteFunc(all, func(i Invitation) bool { return i.Recipient == "" || i.Over(v.store.opt.Now()) }), nil
}

// Holds reports whether somebody's row has a public half by now: then her password opens
// the store.
func (s *Store) Holds(ctx context.Context, recipient string) (bool, error) {
	n, err := queryOne(ctx, s.reader, scanNumber, "SELECT count(*) FROM keywrap WHERE recipient = ?", recipient)
	if err != nil {
		return false, fmt.Errorf("look for a key: %w", translate(err))
	}
	return n > 0, nil
}

// LetIn gives the store's keys to somebody who waits, by the public half that is known to
// be hers. ErrNotFound: she waits with no such key any more.
func (v *Vault) LetIn(ctx context.Context, login, recipient string) error {
	login = v.store.opt.Fold(login)
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		r, err := queryOne(context.Background(), tx, scanInvitation, selectInvitation+" WHERE i.login = ?", login)
		if err == nil && r.recipient != recipient {
			err = ErrNotFound
		}
		if err != nil {
			return deed{}, err
		}
		asked, err := v.invitation(&r)
		if err == nil && asked.Over(v.store.opt.Now()) {
			err = ErrNotFound
		}
		if err != nil {
			return deed{}, err
		}
		return giving(rights.ZugangGegeben, login, asked.Roles), v.letIn(tx, login, &wrapRow{login: cmp.Or(r.spelling, login), recipient: r.recipient, pair: r.pair})
	})
	if err != nil {
		return fmt.Errorf("let in: %w", translate(err))
	}
	return nil
}

// letIn has a row open the store for somebody, in the place of those she had.
func (v *Vault) letIn(tx *sql.Tx, login string, row *wrapRow) error {
	if err := row.fill(v.key.ring()); err != nil {
		return err
	}
	if _, err := v.uninvite(tx, login); err != nil {
		return err
	}
	all, err := queryAll(context.Background(), tx, scanWrap, selectWrap)
	if err != nil {
		return err
	}
	for _, other := range v.store.spelled(all, login) {
		if _, err := tx.Exec("DELETE FROM keywrap WHERE login = ?", other.login); err != nil {
			return err
		}
	}
	return v.store.putWrap(tx, *row)
}
