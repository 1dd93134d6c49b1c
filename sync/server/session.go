package server

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

const (
	sessionIdle  = 15 * time.Minute // a session lives so long without a call
	sessionMax   = 12 * time.Hour   // and no longer in any case
	sessionGrain = time.Minute      // its end is moved no more often than this

	sessionsKept = 3 // of an account: the newest
)

// Session is who asks.
type Session struct {
	Login         string
	Name          string
	Site          Site
	token         string // what is stored of it
	expires, ends time.Time
	unattended    bool // it is a site token: a program of the site, by whose word stands in Login
}

// tokenHash is what is stored of a token.
func tokenHash(t portal.Hidden) []byte {
	sum := sha256.Sum256([]byte(t))
	return sum[:]
}

func (s *Server) openSession(tx *sql.Tx, userID int64, token portal.Hidden, agent string) error {
	now := s.Moment()
	if _, err := tx.Exec("DELETE FROM session WHERE expires <= ?", database.Millis(now)); err != nil {
		return err
	}
	// The newest of the others stay; it comes after them, so that of two of the same
	// millisecond none puts out itself.
	if _, err := tx.Exec("DELETE FROM session WHERE user_id = ? AND token NOT IN (SELECT token FROM session WHERE user_id = ? ORDER BY begun DESC LIMIT ?)",
		userID, userID, sessionsKept-1); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO session (token, id, user_id, agent, begun, expires, ends) VALUES (?, ?, ?, ?, ?, ?, ?)",
		tokenHash(token), uuid.NewString(), userID, agent, database.Millis(now), database.Millis(now.Add(sessionIdle)), database.Millis(now.Add(sessionMax)))
	return err
}

// sessionsOf are an account's open sessions, the newest first.
func (s *Server) sessionsOf(ctx context.Context, login string, asking portal.Hidden) (open portal.Sessions, err error) {
	rows, err := s.DB.Reader.QueryContext(ctx, `SELECT session.id, agent, begun, expires, token = ? FROM session JOIN user ON user.id = user_id
		WHERE login = ? AND expires > ? ORDER BY begun DESC, session.id`, tokenHash(asking), login, database.Millis(s.Moment()))
	if err != nil {
		return open, err
	}
	defer rows.Close()
	for rows.Next() {
		var one portal.OpenSession
		var begun, expires int64
		if err := rows.Scan(&one.ID, &one.Programm, &begun, &expires, &one.Eigene); err != nil {
			return open, err
		}
		one.Begun, one.Expires = database.FromMillis(begun), database.FromMillis(expires)
		open.Sessions = append(open.Sessions, one)
	}
	return open, rows.Err()
}

// endOne ends a session of an account. Nobody learns whether there was one.
func (s *Server) endOne(ctx context.Context, login, id string) error {
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("DELETE FROM session WHERE id = ? AND user_id = (SELECT id FROM user WHERE login = ?)", id, login)
		return err
	})
}

// Session is the one a call is made in, with its end moved; ErrSessionExpired when
// there is none or it is over.
func (s *Server) Session(r *http.Request) (Session, error) {
	s.served.Add(1)
	return s.session(r.Context(), bearer(r))
}

// seenFor is how long a session is believed to go on without being asked for.
const seenFor = time.Second

// seen are sessions that were asked for.
type seen struct {
	mu       sync.Mutex
	sessions map[string]seenSession // by what is stored of the token
}

type seenSession struct {
	Session
	until time.Time
}

const mostSeen = 10_000 // then all are forgotten

// Seen is Sender as it was a moment ago. Whoever writes for it asks Still.
func (s *Server) Seen(r *http.Request) (Session, error) {
	token, now := string(tokenHash(bearer(r))), time.Now()
	s.seen.mu.Lock()
	known, is := s.seen.sessions[token]
	s.seen.mu.Unlock()
	if is && now.Before(known.until) && s.Moment().Before(known.expires) {
		s.served.Add(1)
		return known.Session, nil
	}
	who, err := s.Sender(r)
	if err != nil {
		return who, err
	}
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	if s.seen.sessions == nil || len(s.seen.sessions) >= mostSeen {
		s.seen.sessions = map[string]seenSession{}
	}
	s.seen.sessions[token] = seenSession{who, now.Add(seenFor)}
	return who, nil
}

// Still is ErrSessionExpired where a session is over.
func (s *Server) Still(tx *sql.Tx, who Session) error {
	if who.unattended {
		return isThere(tx.QueryRow(stillToken, []byte(who.token), database.Millis(s.Moment())))
	}
	return isThere(tx.QueryRow(stillSession, []byte(who.token), database.Millis(s.Moment())))
}

const stillSession = "SELECT 1 FROM session WHERE token = ? AND expires > ?"

func isThere(row *sql.Row) error {
	var one int
	err := row.Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrSessionExpired
	}
	return err
}

// Watch is Session for what a program asks by itself: its end is not moved.
func (s *Server) Watch(r *http.Request) (Session, error) { return s.open(r.Context(), bearer(r)) }

func (s *Server) session(ctx context.Context, token portal.Hidden) (Session, error) {
	who, err := s.open(ctx, token)
	if err != nil {
		return Session{}, err
	}
	return who, s.extend(ctx, token, &who)
}

func (s *Server) open(ctx context.Context, token portal.Hidden) (Session, error) {
	who := Session{token: string(tokenHash(token))}
	var expires, ends int64
	ctx = context.WithoutCancel(ctx) // a question of one row: to wait for its end costs more than to ask it
	err := s.DB.Reader.QueryRowContext(ctx, `SELECT user.login, user.name, site.melder_id, site.absender_id, site.name, expires, ends
		FROM session JOIN user ON user.id = user_id JOIN site USING (melder_id) WHERE token = ? AND expires > ?`,
		[]byte(who.token), database.Millis(s.Moment())).
		Scan(&who.Login, &who.Name, &who.Site.MelderID, &who.Site.AbsenderID, &who.Site.Name, &expires, &ends)
	if errors.Is(err, sql.ErrNoRows) {
		return Session{}, s.noSession(ctx, who.token)
	}
	if err != nil {
		return Session{}, err
	}
	who.expires, who.ends = database.FromMillis(expires), database.FromMillis(ends)
	return who, nil
}

// goesOn is ErrSessionExpired where the session of a token is over, or a site token. Its end
// is not moved: a program that asks by itself is nobody who works.
func (s *Server) goesOn(ctx context.Context, token portal.Hidden) error {
	now := database.Millis(s.Moment())
	err := isThere(s.DB.Reader.QueryRowContext(ctx, stillSession, tokenHash(token), now))
	if errors.Is(err, ErrSessionExpired) {
		err = isThere(s.DB.Reader.QueryRowContext(ctx, stillToken, tokenHash(token), now))
	}
	return err
}

func (s *Server) extend(ctx context.Context, token portal.Hidden, who *Session) error {
	later := s.Moment().Add(sessionIdle)
	if later.After(who.ends) {
		later = who.ends
	}
	if later.Sub(who.expires) < sessionGrain {
		return nil
	}
	who.expires = later
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE session SET expires = ? WHERE token = ?", database.Millis(later), tokenHash(token))
		return err
	})
}

func (s *Server) endSession(ctx context.Context, token portal.Hidden) error {
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("DELETE FROM session WHERE token = ?", tokenHash(token))
		return err
	})
}

// shown is a session as the contract shows it.
func (s *Server) shown(who Session, token portal.Hidden) portal.Session {
	return portal.Session{Token: token, Name: who.Name, Einrichtung: who.Site.Name,
		MelderID: who.Site.MelderID, AbsenderID: who.Site.AbsenderID, Expires: who.expires, Editions: s.opt.Editions}
}
