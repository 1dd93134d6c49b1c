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

// Tries are counted by account, and of an account apart for each workstation it has signed
// in at: whoever tries from elsewhere locks out nobody who works there.
const (
	freeTries    = 5
	firstPenalty = 30 * time.Second
	knownPenalty = 15 * time.Minute // the longest at a workstation that is known
	lastPenalty  = time.Hour        // and elsewhere
	closingTries = 100              // so many in a row elsewhere close it until all is forgotten
	forgetTries  = 24 * time.Hour
)

// penalty is the wait after the n-th try without a success in between: none up
// to the fourth, 30 seconds after the fifth, then doubling.
func penalty(n int, known bool) time.Duration {
	switch {
	case n < freeTries:
		return 0
	case known:
		return min(firstPenalty<<min(n-freeTries, 10), knownPenalty)
	case n >= closingTries:
		return forgetTries
	}
	return min(firstPenalty<<min(n-freeTries, 10), lastPenalty)
}

// throttleKey hides the name: people type passwords into the wrong field.
func throttleKey(login string) []byte {
	sum := sha256.Sum256([]byte(portal.FoldLogin(login)))
	return sum[:]
}

// bucket is where a try is counted.
type bucket struct {
	kind   try
	login  []byte
	device []byte // empty: none that is known
}

// count notes a try before it is judged, so that a thousand at once are counted
// too. It counts for unknown names like for known ones. ErrThrottled when the login
// has to wait.
func (s *Server) count(ctx context.Context, b bucket) error {
	var wait time.Duration
	err := s.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		wait, err = s.countIn(tx, b)
		return err
	})
	if err == nil && wait > 0 {
		err = ErrThrottled.After(wait)
	}
	return err
}

// countIn gives how long it is still to wait; then the try is not counted. A last try that
// lies ahead was noted by a clock that has been put back since: it was now.
func (s *Server) countIn(tx *sql.Tx, b bucket) (wait time.Duration, err error) {
	now := s.Moment()
	if _, err := tx.Exec("DELETE FROM throttle WHERE last <= ?", database.Millis(now.Add(-forgetTries))); err != nil {
		return 0, err
	}
	var tries int
	var last int64
	err = tx.QueryRow("SELECT tries, last FROM throttle WHERE kind = ? AND login = ? AND device = ?", b.kind, b.login, b.device).Scan(&tries, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	last = min(last, database.Millis(now))
	wait = database.FromMillis(last).Add(penalty(tries, len(b.device) > 0)).Sub(now)
	if wait <= 0 {
		tries, last = tries+1, database.Millis(now)
	}
	_, err = tx.Exec(`INSERT INTO throttle (kind, login, device, tries, last) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (kind, login, device) DO UPDATE SET tries = excluded.tries, last = excluded.last`, b.kind, b.login, b.device, tries, last)
	return wait, err
}

// forgive forgets the tries of an account at one place.
func forgive(tx *sql.Tx, b bucket) error {
	_, err := tx.Exec("DELETE FROM throttle WHERE login = ? AND device = ?", b.login, b.device)
	return err
}

// forgiveAll forgets all tries of an account: staff have given it something new.
func forgiveAll(tx *sql.Tx, login string) error {
	_, err := tx.Exec("DELETE FROM throttle WHERE login = ?", throttleKey(login))
	return err
}
