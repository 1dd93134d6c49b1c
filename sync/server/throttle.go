package server

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

// try is what is tried; each kind is counted by itself, because a normal login
// first asks for an activation and is told no.
type try string

const (
	tryActivation try = "activation"
	trySignIn     try = "sign-in"
	tryReset      try = "reset"
)

const (
	freeTries    = 5
	firstPenalty = 30 * time.Second
	lastPenalty  = time.Hour
	forgetTries  = 24 * time.Hour
)

// penalty is the wait after the n-th try without a success in between: none up
// to the fourth, 30 seconds after the fifth, then doubling to an hour.
func penalty(n int) time.Duration {
	if n < freeTries {
		return 0
	}
	return min(firstPenalty<<min(n-freeTries, 10), lastPenalty)
}

// throttleKey hides the name: people type passwords into the wrong field.
func throttleKey(login string) []byte {
	sum := sha256.Sum256([]byte(portal.FoldLogin(login)))
	return sum[:]
}

// count notes a try before it is judged, so that a thousand at once are counted
// too. It counts for unknown names like for known ones. throttled when the login
// has to wait.
func (s *Server) count(ctx context.Context, kind try, login string) error {
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		now := s.Moment()
		if _, err := tx.Exec("DELETE FROM throttle WHERE until < ?", database.Millis(now.Add(-forgetTries))); err != nil {
			return err
		}
		var tries int
		var until int64
		err := tx.QueryRow("SELECT tries, until FROM throttle WHERE kind = ? AND login = ?", kind, throttleKey(login)).Scan(&tries, &until)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if wait := database.FromMillis(until).Sub(now); wait > 0 {
			return ErrThrottled.After(wait)
		}
		_, err = tx.Exec("INSERT OR REPLACE INTO throttle (kind, login, tries, until) VALUES (?, ?, ?, ?)",
			kind, throttleKey(login), tries+1, database.Millis(now.Add(penalty(tries+1))))
		return err
	})
}

// forgive forgets the tries of a login.
func forgive(tx *sql.Tx, login string) error {
	_, err := tx.Exec("DELETE FROM throttle WHERE login = ?", throttleKey(login))
	return err
}
