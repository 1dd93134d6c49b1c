package server

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

// A site token (portal.SiteToken) lets a program of a site send while nobody is signed in.
// Calls that it may make ask for Sender, WatchSender or Seen; all others ask for a Session,
// and it is ErrForbidden there. It ends with the account of whoever made it: who leaves takes none along.

const (
	siteTokenLife  = 90 * 24 * time.Hour
	siteTokensKept = 10               // of an account: the newest
	freshSession   = 10 * time.Minute // so young is the session in which one is made
)

// liveToken are site tokens that count.
const liveToken = "FROM site_token JOIN user ON user.id = user_id JOIN site USING (melder_id) WHERE site_token.ends > ? AND user.disabled IS NULL AND site.disabled IS NULL "

const stillToken = "SELECT 1 FROM site_token JOIN user ON user.id = user_id JOIN site USING (melder_id) WHERE token = ? AND site_token.ends > ? AND user.disabled IS NULL AND site.disabled IS NULL"

// Sender is Session, or a program of a site by its token.
func (s *Server) Sender(r *http.Request) (Session, error) {
	who, err := s.Session(r)
	return s.orByToken(r, who, err)
}

// WatchSender is Watch, or a program of a site by its token.
func (s *Server) WatchSender(r *http.Request) (Session, error) {
	who, err := s.Watch(r)
	return s.orByToken(r, who, err)
}

func (s *Server) orByToken(r *http.Request, who Session, err error) (Session, error) {
	if !errors.Is(err, ErrForbidden) {
		return who, err
	}
	who, _, err = s.bySiteToken(r)
	return who, err
}

// noSession is why no session is found by what is stored of a token.
func (s *Server) noSession(ctx context.Context, token string) error {
	err := isThere(s.DB.Reader.QueryRowContext(ctx, stillToken, []byte(token), database.Millis(s.Moment())))
	if err == nil {
		err = ErrForbidden
	}
	return err
}

// bySiteToken is the site whose token is shown; ErrSessionExpired where it does not count.
func (s *Server) bySiteToken(r *http.Request) (who Session, t portal.SiteToken, err error) {
	who = Session{token: string(tokenHash(bearer(r))), unattended: true}
	var begun, ends int64
	err = s.DB.Reader.QueryRowContext(context.WithoutCancel(r.Context()), "SELECT site_token.id, purpose, user.login, begun, site_token.ends, held, site.melder_id, site.absender_id, site.name "+
		liveToken+"AND token = ?", database.Millis(s.Moment()), []byte(who.token)).
		Scan(&t.ID, &t.Zweck, &t.Von, &begun, &ends, &t.Verwahrt, &who.Site.MelderID, &who.Site.AbsenderID, &who.Site.Name)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrSessionExpired
	}
	if err != nil {
		return Session{}, t, err
	}
	who.Login, who.expires, who.ends = t.Von, database.FromMillis(ends), database.FromMillis(ends)
	t.Begun, t.Ends = database.FromMillis(begun), database.FromMillis(ends)
	t.Einrichtung, t.MelderID = who.Site.Name, who.Site.MelderID
	return who, t, nil
}

func (s *Server) getSiteToken(r *http.Request) (int, any, error) {
	_, t, err := s.bySiteToken(r)
	return http.StatusOK, t, err
}

func (s *Server) postSiteToken(r *http.Request) (int, any, error) {
	who, err := s.Session(r)
	if err != nil {
		return 0, nil, err
	}
	var wanted portal.NewSiteToken
	if err := ReadMessage(r, &wanted); err != nil {
		return 0, nil, err
	}
	hash, err := hex.DecodeString(wanted.SHA256)
	purpose := strings.TrimSpace(wanted.Zweck)
	if err != nil || len(wanted.SHA256) != 2*len(tokenHash("")) || strings.ToLower(wanted.SHA256) != wanted.SHA256 ||
		purpose == "" || utf8.RuneCountInString(purpose) > portal.MaxPurpose || len(wanted.Verwahrt) > portal.MaxHeld {
		return 0, nil, ErrBadEnvelope
	}
	made, err := s.makeSiteToken(r.Context(), who, hash, purpose, wanted.Verwahrt)
	return http.StatusCreated, made, err
}

// makeSiteToken has a token count. A session that is older, or a token that is there, is
// ErrSessionExpired, ErrBadEnvelope.
func (s *Server) makeSiteToken(ctx context.Context, who Session, hash []byte, purpose string, held []byte) (t portal.SiteToken, err error) {
	now := s.Moment()
	t = portal.SiteToken{ID: uuid.NewString(), Zweck: purpose, Von: who.Login, Einrichtung: who.Site.Name, MelderID: who.Site.MelderID, Begun: now, Ends: now.Add(siteTokenLife)}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		user, err := s.freshUser(tx, who)
		if err == nil {
			_, err = tx.Exec("DELETE FROM site_token WHERE ends <= ?", database.Millis(now))
		}
		if err == nil {
			_, err = tx.Exec("DELETE FROM site_token WHERE user_id = ? AND token NOT IN (SELECT token FROM site_token WHERE user_id = ? ORDER BY begun DESC LIMIT ?)", user, user, siteTokensKept-1)
		}
		if err == nil {
			_, err = tx.Exec("INSERT INTO site_token (token, id, user_id, purpose, held, begun, ends) VALUES (?, ?, ?, ?, ?, ?, ?)",
				hash, t.ID, user, purpose, held, database.Millis(t.Begun), database.Millis(t.Ends))
		}
		return err
	})
	if errors.Is(database.Translate(err), database.ErrDuplicate) {
		err = ErrBadEnvelope
	}
	return t, err
}

// freshUser is whose session it is that was opened a few minutes ago; ErrSessionExpired where it
// is older.
func (s *Server) freshUser(tx *sql.Tx, who Session) (user int64, err error) {
	now := s.Moment()
	err = tx.QueryRow("SELECT user_id FROM session WHERE token = ? AND expires > ? AND begun > ?",
		[]byte(who.token), database.Millis(now), database.Millis(now.Add(-freshSession))).Scan(&user)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrSessionExpired
	}
	return user, err
}

// FreshIn is ErrSessionExpired where a session was not opened in the last minutes.
func (s *Server) FreshIn(tx *sql.Tx, who Session) error {
	_, err := s.freshUser(tx, who)
	return err
}

func (s *Server) getSiteTokens(r *http.Request) (int, any, error) {
	who, err := s.Session(r)
	if err != nil {
		return 0, nil, err
	}
	all := portal.SiteTokens{Tokens: []portal.SiteToken{}}
	rows, err := s.DB.Reader.QueryContext(r.Context(), "SELECT site_token.id, purpose, user.login, begun, site_token.ends "+liveToken+"AND melder_id = ? ORDER BY begun DESC, site_token.id",
		database.Millis(s.Moment()), who.Site.MelderID)
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		t := portal.SiteToken{Einrichtung: who.Site.Name, MelderID: who.Site.MelderID}
		var begun, ends int64
		if err := rows.Scan(&t.ID, &t.Zweck, &t.Von, &begun, &ends); err != nil {
			return 0, nil, err
		}
		t.Begun, t.Ends = database.FromMillis(begun), database.FromMillis(ends)
		all.Tokens = append(all.Tokens, t)
	}
	return http.StatusOK, all, rows.Err()
}

// deleteSiteToken ends one of the site. Nobody learns whether there was one.
func (s *Server) deleteSiteToken(r *http.Request) (int, any, error) {
	who, err := s.Session(r)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, s.DB.Write(r.Context(), func(tx *sql.Tx) error {
		_, err := tx.Exec("DELETE FROM site_token WHERE id = ? AND user_id IN (SELECT id FROM user WHERE melder_id = ?)", r.PathValue("id"), who.Site.MelderID)
		return err
	})
}
