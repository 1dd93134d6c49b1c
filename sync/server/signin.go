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
func (s *Server) activate(ctx context.Context, from asker, c portal.Credentials) (portal.Enrolment, error) {
	a, at, right, err := s.knows(ctx, tryActivation, from, c)
	if err != nil {
		return portal.Enrolment{}, err
	}
	if !right || a.blocked || a.state != statePending {
		return portal.Enrolment{}, ErrLoginFailed
	}
	if err := s.DB.Write(ctx, func(tx *sql.Tx) error { return forgive(tx, at) }); err != nil {
		return portal.Enrolment{}, err
	}
	return portal.Enrolment{Secret: portal.Hidden(a.secret.Reveal()), URI: portal.Hidden(totp.URI(a.login, a.secret))}, nil
}

// signIn opens a session. The first accepted code ends the enrolment.
func (s *Server) signIn(ctx context.Context, from asker, in portal.SignIn) (portal.Session, error) {
	a, at, right, err := s.knows(ctx, trySignIn, from, in.Credentials)
	if err != nil {
		return portal.Session{}, err
	}
	step, fits := totp.Check(a.secret, totp.Normalise(string(in.OTP)), s.opt.Now(), a.lastStep)
	if !right || !fits || a.blocked {
		return portal.Session{}, ErrLoginFailed
	}
	token := portal.RandomToken()
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := redeem(tx, a, step); err != nil {
			return err
		}
		if err := forgive(tx, at); err != nil {
			return err
		}
		if err := s.remember(tx, a.id, from.device); err != nil {
			return err
		}
		return s.openSession(tx, a.id, token, from.agent)
	})
	if err != nil {
		return portal.Session{}, err
	}
	s.sources.giveBack(from.source)
	session, err := s.session(ctx, token)
	return s.shown(session, token), err
}

// changePassword puts another password in the place of somebody's own; all her sessions
// end but the one she works in.
func (s *Server) changePassword(ctx context.Context, from asker, in portal.NewPassword, keep portal.Hidden) error {
	a, at, right, err := s.knows(ctx, trySignIn, from, in.Credentials)
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
		if err := forgive(tx, at); err != nil {
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
// or staff replaced the secret or shut the account meanwhile. Steps are kept each until they are past: last_step
// alone would let a code count again, or none for a day, where the clock was ahead.
func redeem(tx *sql.Tx, a factors, step int64) error {
	for _, write := range []struct {
		text string
		args []any
	}{
		{"INSERT OR IGNORE INTO spent (user_id, step) VALUES (?, ?)", []any{a.id, step}},
		{`UPDATE user SET last_step = ?, state = ?, letter = NULL WHERE id = ? AND secret = ? AND disabled IS NULL
			AND melder_id IN (SELECT melder_id FROM site WHERE disabled IS NULL)`, []any{step, stateEnrolled, a.id, a.sealed}},
	} {
		result, err := tx.Exec(write.text, write.args...)
		if err != nil {
			return err
		}
		if hit, err := result.RowsAffected(); err != nil || hit != 1 {
			return ErrLoginFailed
		}
	}
	_, err := tx.Exec("DELETE FROM spent WHERE user_id = ? AND step < ?", a.id, step-totp.Window)
	return err
}

// requestReset blocks the account of a person whose device is lost: the secret is
// destroyed, the sessions end, and nothing opens the account until staff give it
// a new secret (ResetOTP). It wants the password, so that nobody is locked out by
// others, and answers the same whatever was sent. A guessed password shows itself
// to staff and opens nothing.
func (s *Server) requestReset(ctx context.Context, from asker, c portal.Credentials) error {
	a, _, right, err := s.knows(ctx, tryReset, from, c)
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
	if _, err := tx.Exec("DELETE FROM spent WHERE user_id = ?", id); err != nil { // they were of the old secret
		return err
	}
	_, err := tx.Exec("DELETE FROM session WHERE user_id = ?", id)
	return err
}

// knows checks name and password, after waiting for a turn and counting the try; at is
// where it was counted. An unknown name costs the same hash as a known one, and gets an
// account with a secret nobody has, so that what follows costs the same too.
func (s *Server) knows(ctx context.Context, kind try, from asker, c portal.Credentials) (a factors, at bucket, right bool, err error) {
	at, leave, err := s.admit(ctx, kind, from, c.Loginname)
	if err != nil {
		return a, at, false, err
	}
	defer leave()
	if err := s.count(ctx, at); err != nil {
		return a, at, false, err
	}
	a, known, err := s.factors(ctx, c.Loginname)
	if err != nil {
		return a, at, false, err
	}
	if !known {
		if a.password, err = s.decoy(); err != nil {
			return a, at, false, err
		}
		a.secret = totp.NewSecret()
	}
	right = seal.CheckPassword(a.password, string(c.Passwort))
	return a, at, right && known, nil
}

// admit waits until a password may be checked.
func (s *Server) admit(ctx context.Context, kind try, from asker, login string) (at bucket, leave func(), err error) {
	at = bucket{kind, throttleKey(login), []byte{}}
	here, err := s.remembers(ctx, login, from.device)
	if err != nil {
		return at, nil, err
	}
	if here {
		at.device = from.device
		leave, err = s.known.enter(ctx, from.source)
		return at, leave, err
	}
	if wait := s.sources.enter(from.source, s.Moment()); wait > 0 {
		return at, nil, ErrThrottled.After(wait)
	}
	leave, err = s.unknown.enter(ctx, from.source)
	return at, leave, err
}
