package server

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
)

// What staff do leaves a line, in the same transaction: who, when, what, with whom. Who it is
// comes with the context.

type byKey struct{}

// By is a context in which somebody of staff acts.
func By(ctx context.Context, who string) context.Context { return context.WithValue(ctx, byKey{}, who) }

func byOf(ctx context.Context) string {
	who, _ := ctx.Value(byKey{}).(string)
	return who
}

// The acts of staff on accounts and sites.
const (
	ActSite          = "einrichtung-angelegt"
	ActSiteDisabled  = "einrichtung-gesperrt"
	ActSiteEnabled   = "einrichtung-entsperrt"
	ActAccount       = "zugang-angelegt"
	ActDisabled      = "zugang-gesperrt"
	ActEnabled       = "zugang-entsperrt"
	ActRemoved       = "zugang-entfernt"
	ActPassword      = "passwort-ersetzt"
	ActResetWanted   = "zweiter-faktor-gesperrt"
	ActResetAffirmed = "zweiter-faktor-ersetzt"
)

// Note leaves the line of an act.
func (s *Server) Note(ctx context.Context, tx *sql.Tx, act, object string) error {
	_, err := tx.Exec("INSERT INTO staff_act (at, by, act, object) VALUES (?, ?, ?, ?)", database.Millis(s.Moment()), byOf(ctx), act, object)
	return err
}

// StaffAct is such a line.
type StaffAct struct {
	At              time.Time
	By, Act, Object string
}

// StaffActs are all of them, in their order.
func (s *Server) StaffActs(ctx context.Context) (acts []StaffAct, err error) {
	rows, err := s.DB.Reader.QueryContext(ctx, "SELECT at, by, act, object FROM staff_act ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("list acts: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a StaffAct
		var at int64
		if err := rows.Scan(&at, &a.By, &a.Act, &a.Object); err != nil {
			return nil, fmt.Errorf("list acts: %w", err)
		}
		a.At = database.FromMillis(at)
		acts = append(acts, a)
	}
	return acts, rows.Err()
}

// onAccount does something with an account and leaves its line. ErrUnknownLogin.
func (s *Server) onAccount(ctx context.Context, login, act string, do func(tx *sql.Tx, id int64) error) error {
	login = portal.FoldLogin(login)
	err := s.DB.Write(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRow("SELECT id FROM user WHERE login = ?", login).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrUnknownLogin
		}
		if err == nil {
			err = do(tx, id)
		}
		if err == nil {
			err = s.Note(ctx, tx, act, login)
		}
		return err
	})
	if err != nil && !errors.Is(err, ErrUnknownLogin) {
		return fmt.Errorf("%s: %w", act, err)
	}
	return err
}

// each runs statements that have an account's id for their only argument.
func each(tx *sql.Tx, id int64, texts ...string) error {
	for _, text := range texts {
		if _, err := tx.Exec(text, id); err != nil {
			return err
		}
	}
	return nil
}

// Disable lets nobody in by an account, and ends its sessions, until Enable. ErrUnknownLogin.
func (s *Server) Disable(ctx context.Context, login string) error {
	return s.onAccount(ctx, login, ActDisabled, func(tx *sql.Tx, id int64) error {
		if _, err := tx.Exec("UPDATE user SET disabled = ? WHERE id = ?", database.Millis(s.Moment()), id); err != nil {
			return err
		}
		return each(tx, id, "DELETE FROM session WHERE user_id = ?")
	})
}

// Enable takes Disable back.
func (s *Server) Enable(ctx context.Context, login string) error {
	return s.onAccount(ctx, login, ActEnabled, func(tx *sql.Tx, id int64) error {
		return each(tx, id, "UPDATE user SET disabled = NULL WHERE id = ?")
	})
}

// Remove takes an account away with all that hangs on it. What it delivered is its site's and stays.
func (s *Server) Remove(ctx context.Context, login string) error {
	return s.onAccount(ctx, login, ActRemoved, func(tx *sql.Tx, id int64) error {
		return each(tx, id, "DELETE FROM session WHERE user_id = ?", "DELETE FROM site_token WHERE user_id = ?", "DELETE FROM device WHERE user_id = ?", "DELETE FROM spent WHERE user_id = ?",
			"DELETE FROM reset WHERE user_id = ?", "DELETE FROM reset_wish WHERE user_id = ?", "DELETE FROM user WHERE id = ?")
	})
}

// NewPasswordFor gives an account the password of a new letter, which counts until ends, and ends its
// sessions. The second factor stays as it is: whoever has the letter has not both.
func (s *Server) NewPasswordFor(ctx context.Context, login, password string, ends time.Time) error {
	hash, err := s.opt.Cost.HashPassword(password)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	return s.onAccount(ctx, login, ActPassword, func(tx *sql.Tx, id int64) error {
		if _, err := tx.Exec("UPDATE user SET password = ?, letter = ? WHERE id = ?", hash, letterOf(ends), id); err != nil {
			return err
		}
		if err := forgiveAll(tx, portal.FoldLogin(login)); err != nil {
			return err
		}
		return each(tx, id, "DELETE FROM session WHERE user_id = ?")
	})
}

// letterOf is how the end of a letter is kept.
func letterOf(ends time.Time) any {
	if ends.IsZero() {
		return nil
	}
	return database.Millis(ends)
}

// wishLife is how long one of staff waits for the other.
const wishLife = 24 * time.Hour

// ResetByTwo gives an account a new second factor when two of staff want it: the first one's
// word blocks the account at once, the second one's has its next sign-in show a new secret.
// done says which it was. ErrSamePerson, ErrUnknownLogin.
func (s *Server) ResetByTwo(ctx context.Context, login string) (done bool, err error) {
	sealed, err := s.sealSecret(portal.FoldLogin(login), totp.NewSecret())
	if err != nil {
		return false, fmt.Errorf("seal secret: %w", err)
	}
	var first string
	err = s.DB.Reader.QueryRowContext(ctx, "SELECT by FROM reset_wish JOIN user ON user.id = user_id WHERE login = ? AND at > ?",
		portal.FoldLogin(login), database.Millis(s.Moment().Add(-wishLife))).Scan(&first)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, s.onAccount(ctx, login, ActResetWanted, func(tx *sql.Tx, id int64) error {
			_, err := tx.Exec("INSERT INTO reset_wish (user_id, by, at) VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET by = excluded.by, at = excluded.at",
				id, byOf(ctx), database.Millis(s.Moment()))
			if err != nil {
				return err
			}
			return s.block(tx, id, sealed)
		})
	case err != nil:
		return false, fmt.Errorf("%s: %w", ActResetWanted, err)
	case first == byOf(ctx):
		return false, ErrSamePerson
	}
	return true, s.onAccount(ctx, login, ActResetAffirmed, func(tx *sql.Tx, id int64) error {
		if err := each(tx, id, "DELETE FROM reset_wish WHERE user_id = ?"); err != nil {
			return err
		}
		return replaceSecret(tx, portal.FoldLogin(login), sealed)
	})
}

// DisableSite lets nobody of a site in, and ends all their sessions, until EnableSite. ErrUnknownSite.
func (s *Server) DisableSite(ctx context.Context, melderID string) error {
	return s.onSite(ctx, melderID, ActSiteDisabled, database.Millis(s.Moment()))
}

// EnableSite takes DisableSite back.
func (s *Server) EnableSite(ctx context.Context, melderID string) error {
	return s.onSite(ctx, melderID, ActSiteEnabled, nil)
}

func (s *Server) onSite(ctx context.Context, melderID, act string, disabled any) error {
	err := s.DB.Write(ctx, func(tx *sql.Tx) error {
		result, err := tx.Exec("UPDATE site SET disabled = ? WHERE melder_id = ?", disabled, melderID)
		if err != nil {
			return err
		}
		if hit, err := result.RowsAffected(); err != nil || hit != 1 {
			return errors.Join(err, ErrUnknownSite)
		}
		if disabled != nil {
			if _, err := tx.Exec("DELETE FROM session WHERE user_id IN (SELECT id FROM user WHERE melder_id = ?)", melderID); err != nil {
				return err
			}
		}
		return s.Note(ctx, tx, act, melderID)
	})
	if err != nil && !errors.Is(err, ErrUnknownSite) {
		return fmt.Errorf("%s: %w", act, err)
	}
	return err
}
