package refportal

import (
	"context"
	"database/sql"
	"errors"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
)

// account is a row of user as signing in needs it.
type account struct {
	id       int64
	login    string
	password string // hash
	state    string
	sealed   []byte // the secret as stored
	secret   totp.Secret
	lastStep int64
	blocked  bool // a new second factor was asked for, staff have not given it yet
}

// account reads an account; known is false where there is none.
func (p *Portal) account(ctx context.Context, login string) (a account, known bool, err error) {
	a.login = portal.FoldLogin(login)
	err = p.db.Reader.QueryRowContext(ctx, `SELECT id, password, state, secret, last_step, reset.user_id IS NOT NULL
		FROM user LEFT JOIN reset ON reset.user_id = user.id WHERE login = ?`, a.login).
		Scan(&a.id, &a.password, &a.state, &a.sealed, &a.lastStep, &a.blocked)
	if errors.Is(err, sql.ErrNoRows) {
		return account{}, false, nil
	}
	if err != nil {
		return account{}, false, err
	}
	a.secret, err = p.openSecret(a.login, a.sealed)
	return a, err == nil, err
}

// A sealed secret opens at its own account only.
func (p *Portal) sealSecret(login string, s totp.Secret) ([]byte, error) {
	return p.key.SealHeader(s.Bytes(), "user", login, "secret")
}

func (p *Portal) openSecret(login string, sealed []byte) (totp.Secret, error) {
	key, err := p.key.OpenHeader(nil, sealed, "user", login, "secret")
	if err != nil {
		return totp.Secret{}, err
	}
	return totp.SecretFromBytes(key)
}
