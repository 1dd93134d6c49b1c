package server

import (
	"context"
	"database/sql"
	"net/http"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/totp"
)

// activate shows the secret of an account that waits for enrolment. It may be
// asked again until the first code was accepted: a person may lose the screen,
// and a stolen password alone could enrol only until then, or until somebody asks
// for a reset. Every other case is the one refusal. An enrolled account's right password is refused and counted
// too: not counting it would tell it apart from a wrong one.
func (s *Server) activate(ctx context.Context, c portal.Credentials) (portal.Enrolment, error) {
	a, right, err := s.knows(ctx, tryActivation, c)
	if err != nil {
		return portal.Enrolment{}, err
	}
	if !right || a.blocked || a.state != statePending {
		return portal.Enrolment{}, ErrLoginFailed
	}
	if err := s.DB.Write(ctx, func(tx *sql.Tx) error { return forgive(tx, a.login) }); err != nil {
		return portal.Enrolment{}, err
	}
	return portal.Enrolment{Secret: portal.Hidden(a.secret.Reveal()), URI: portal.Hidden(totp.URI(a.login, a.secret))}, nil
}

// signIn opens a session. The first accepted code ends the enrolment.
func (s *Server) signIn(ctx context.Context, in portal.SignIn) (portal.Session, error) {
	a, right, err := s.knows(ctx, trySignIn, in.Credentials)
	if err != nil {
		return portal.Session{}, err
	}
	step, fits := totp.Check(a.secret, totp.Normalise(string(in.OTP)), s.opt.Now(), a.lastStep)
	if !right || !fits || a.blocked {
		return portal.Session{}, ErrLoginFailed
	}
	token := newToken()
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := redeem(tx, a, step); err != nil {
			return err
		}
		if err := forgive(tx, a.login); err != nil {
			return err
		}
		return s.openSession(tx, a.id, token)
	})
	if err != nil {
		return portal.Session{}, err
	}
	session, err := s.session(ctx, token)
	return s.shown(session, token), err
}

// changePassword puts another password in the place of somebody's own; all her sessions
// end but the one she works in.
func (s *Server) changePassword(ctx context.Context, in portal.NewPassword, keep portal.Hidden) error {
	a, right, err := s.knows(ctx, trySignIn, in.Credentials)
	if err != nil {
		return err
	}
	step, fits := totp.Check(a.secret, totp.Normalise(string(in.OTP)), s.opt.Now(), a.lastStep)
	if !right || !fits || a.blocked {
		return ErrLoginFailed
	}
	if why := portal.PasswordRule(string(in.Neu), a.login, a.name); why != "" {
		return refusal(portal.CodePasswordRule, http.StatusUnprocessableEntity, why)
	}
	hash, err := s.opt.Cost.HashPassword(string(in.Neu))
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := redeem(tx, a, step); err != nil {
			return err
		}
		if err := forgive(tx, a.login); err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE user SET password = ? WHERE id = ?", hash, a.id); err != nil {
			return err
		}
		_, err := tx.Exec("DELETE FROM session WHERE user_id = ? AND token != ?", a.id, tokenHash(keep))
		return err
	})
}

// redeem uses up a code's step. It hits no row when another request was faster
// or staff replaced the secret meanwhile.
func redeem(tx *sql.Tx, a factors, step int64) error {
	result, err := tx.Exec("UPDATE user SET last_step = ?, state = ? WHERE id = ? AND last_step < ? AND secret = ?",
		step, stateEnrolled, a.id, step, a.sealed)
	if err != nil {
		return err
	}
	if hit, err := result.RowsAffected(); err != nil || hit != 1 {
		return ErrLoginFailed
	}
	return nil
}

// requestReset blocks the account of a person whose device is lost: the secret is
// destroyed, the sessions end, and nothing opens the account until staff give it
// a new secret (ResetOTP). It wants the password, so that nobody is locked out by
// others, and answers the same whatever was sent. A guessed password shows itself
// to staff and opens nothing.
func (s *Server) requestReset(ctx context.Context, c portal.Credentials) error {
	a, right, err := s.knows(ctx, tryReset, c)
	if err != nil || !right {
		return err
	}
	sealed, err := s.sealSecret(a.login, totp.NewSecret())
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *sql.Tx) error { return s.block(tx, a.id, sealed) })
}

// block puts a secret that nobody has seen in place of the old one: a sign-in
// that was judged by the old one a moment ago finds it gone (redeem).
func (s *Server) block(tx *sql.Tx, id int64, sealed []byte) error {
	if _, err := tx.Exec("INSERT OR IGNORE INTO reset (user_id, at) VALUES (?, ?)", id, database.Millis(s.Moment())); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE user SET secret = ? WHERE id = ?", sealed, id); err != nil {
		return err
	}
	_, err := tx.Exec("DELETE FROM session WHERE user_id = ?", id)
	return err
}

// knows checks name and password, after waiting for a turn and counting the try.
// An unknown name costs the same hash as a known one, and gets an account with
// a secret nobody has, so that what follows costs the same too.
func (s *Server) knows(ctx context.Context, kind try, c portal.Credentials) (factors, bool, error) {
	leave, err := s.checks.enter(ctx)
	if err != nil {
		return factors{}, false, err
	}
	defer leave()
	if err := s.count(ctx, kind, c.Loginname); err != nil {
		return factors{}, false, err
	}
	a, known, err := s.factors(ctx, c.Loginname)
	if err != nil {
		return factors{}, false, err
	}
	if !known {
		if a.password, err = s.decoy(); err != nil {
			return factors{}, false, err
		}
		a.secret = totp.NewSecret()
	}
	right := seal.CheckPassword(a.password, string(c.Passwort))
	return a, right && known, nil
}
