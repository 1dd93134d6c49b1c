package server

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
)

// Account is a person of a site who may sign in.
type Account struct {
	Login    string // small letters, digits, dot, hyphen, underscore; 2 to 32
	Name     string
	MelderID string    // of the person's site
	Letter   time.Time // when the first password ends, unless it was used; zero = never

	// What Accounts tells besides.
	Einrichtung    string    // the site's name
	Enrolled       bool      // a code was accepted once
	ResetRequested time.Time // since when the account is blocked for a new second factor; zero = it is not
	ResetBy        string    // who of staff wants one and waits for another of them
	Disabled       time.Time // since when staff let nobody in by it, or by its site; zero = they do
}

// The states of an account.
const (
	statePending  = "enrolment_pending"
	stateEnrolled = "enrolled"
)

var loginShape = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// NewPassword makes a random password of 100 bits, in groups that can be copied
// from a letter.
func NewPassword() string {
	text := strings.ToLower(rand.Text())
	return strings.Join([]string{text[0:4], text[4:8], text[8:12], text[12:16], text[16:20]}, "-")
}

// AddAccount registers a person with a password and a fresh secret; the account
// waits for enrolment. The errors a caller can mend are ErrLoginShape,
// ErrPassword, ErrLoginTaken and ErrUnknownSite.
func (s *Server) AddAccount(ctx context.Context, a Account, password string) error {
	login := portal.FoldLogin(a.Login)
	if !loginShape.MatchString(login) {
		return ErrLoginShape
	}
	if portal.PasswordRule(password, login, a.Name) != "" {
		return ErrPassword
	}
	hash, err := s.opt.Cost.HashPassword(password)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	sealed, err := s.sealSecret(login, totp.NewSecret())
	if err != nil {
		return fmt.Errorf("seal secret: %w", err)
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO user (login, name, melder_id, password, state, secret, letter) VALUES (?, ?, ?, ?, ?, ?, ?)",
			login, strings.TrimSpace(a.Name), a.MelderID, hash, statePending, sealed, letterOf(a.Letter))
		if err != nil {
			return err
		}
		return s.Note(ctx, tx, ActAccount, login)
	})
	switch {
	case errors.Is(database.Translate(err), database.ErrDuplicate):
		return ErrLoginTaken
	case errors.Is(database.Translate(err), database.ErrOrphan):
		return ErrUnknownSite
	case err != nil:
		return fmt.Errorf("add account: %w", err)
	}
	return nil
}

// Accounts are all accounts by login name.
func (s *Server) Accounts(ctx context.Context) ([]Account, error) {
	rows, err := s.DB.Reader.QueryContext(ctx, `SELECT login, user.name, user.melder_id, site.name, state = ?, coalesce(reset.at, 0),
		coalesce(reset_wish.by, ''), coalesce(user.disabled, site.disabled, 0), coalesce(letter, 0)
		FROM user JOIN site USING (melder_id) LEFT JOIN reset ON reset.user_id = user.id LEFT JOIN reset_wish ON reset_wish.user_id = user.id
		ORDER BY login`, stateEnrolled)
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	defer rows.Close()
	var accounts []Account
	for rows.Next() {
		var a Account
		var requested, disabled, letter int64
		if err := rows.Scan(&a.Login, &a.Name, &a.MelderID, &a.Einrichtung, &a.Enrolled, &requested, &a.ResetBy, &disabled, &letter); err != nil {
			return nil, fmt.Errorf("list accounts: %w", err)
		}
		a.ResetRequested, a.Disabled, a.Letter = moment(requested), moment(disabled), moment(letter)
		accounts = append(accounts, a)
	}
	return accounts, rows.Err()
}

// moment is a time that was kept, zero where none was.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return database.FromMillis(ms)
}

// ResetOTP gives an account a new secret and ends its sessions, whether or not
// its person asked for it, and by nobody's word: staff take ResetByTwo. The old secret stops at once; the account waits for
// enrolment again. ErrUnknownLogin.
func (s *Server) ResetOTP(ctx context.Context, login string) error {
	login = portal.FoldLogin(login)
	sealed, err := s.sealSecret(login, totp.NewSecret())
	if err != nil {
		return fmt.Errorf("seal secret: %w", err)
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error { return replaceSecret(tx, login, sealed) })
	if err != nil && !errors.Is(err, ErrUnknownLogin) {
		return fmt.Errorf("reset second factor: %w", err)
	}
	return err
}

func replaceSecret(tx *sql.Tx, login string, sealed []byte) error {
	var id int64
	err := tx.QueryRow("UPDATE user SET secret = ?, state = ?, last_step = 0 WHERE login = ? RETURNING id", sealed, statePending, login).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrUnknownLogin
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM session WHERE user_id = ?", id); err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM spent WHERE user_id = ?", id); err != nil { // they were of the old secret
		return err
	}
	if err := forgiveAll(tx, login); err != nil {
		return err
	}
	_, err = tx.Exec("DELETE FROM reset WHERE user_id = ?", id)
	return err
}

// Secret is an account's one-time-code secret and whether a code of it was
// accepted once and still is. It is for the demo, which shows the running code; nothing of a
// real server may call it.
func (s *Server) Secret(ctx context.Context, login string) (secret totp.Secret, enrolled bool, err error) {
	a, known, err := s.factors(ctx, login)
	if err != nil {
		return totp.Secret{}, false, fmt.Errorf("read secret: %w", err)
	}
	if !known {
		return totp.Secret{}, false, ErrUnknownLogin
	}
	return a.secret, a.state == stateEnrolled && !a.blocked, nil
}
