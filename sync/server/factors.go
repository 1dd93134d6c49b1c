package server

import (
	"context"
	"database/sql"
	"errors"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
)

// factors are an account as signing in needs it.
type factors struct {
	id       int64
	login    string
	name     string
	password string // hash
	state    string
	sealed   []byte // the secret as stored
	secret   totp.Secret
	lastStep int64
	blocked  bool // by staff, or until a new second factor or letter
}

// factors reads those of an account; known is false where there is none.
func (s *Server) factors(ctx context.Context, login string) (a factors, known bool, err error) {
	a.login = portal.FoldLogin(login)
	err = s.DB.Reader.QueryRowContext(ctx, `SELECT user.id, user.name, password, state, secret, last_step,
		reset.user_id IS NOT NULL OR user.disabled IS NOT NULL OR site.disabled IS NOT NULL OR coalesce(letter, ?1) < ?1
		FROM user JOIN site USING (melder_id) LEFT JOIN reset ON reset.user_id = user.id WHERE login = ?2`, database.Millis(s.Moment()), a.login).
		Scan(&a.id, &a.name, &a.password, &a.state, &a.sealed, &a.lastStep, &a.blocked)
	if errors.Is(err, sql.ErrNoRows) {
		return factors{}, false, nil
	}
	if err != nil {
		return factors{}, false, err
	}
	a.secret, err = s.openSecret(a.login, a.sealed)
	return a, err == nil, err
}

// A sealed secret opens at its own account only.
func (s *Server) sealSecret(login string, secret totp.Secret) ([]byte, error) {
	return s.Key.SealHeader(secret.Bytes(), "user", login, "secret")
}

func (s *Server) openSecret(login string, sealed []byte) (totp.Secret, error) {
	key, err := s.Key.OpenHeader(nil, sealed, "user", login, "secret")
	if err != nil {
		return totp.Secret{}, err
	}
	return totp.SecretFromBytes(key)
}
