package refportal

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

const (
	sessionIdle  = 15 * time.Minute // a session lives so long without a call
	sessionMax   = 12 * time.Hour   // and no longer in any case
	sessionGrain = time.Minute      // its end is moved no more often than this
)

// visitor is who a session belongs to.
type visitor struct {
	userID        int64
	name          string
	site          Site
	expires, ends time.Time
}

// newToken is 256 random bits.
func newToken() portal.Hidden {
	b := make([]byte, 32)
	rand.Read(b)
	return portal.Hidden(base64.RawURLEncoding.EncodeToString(b))
}

// tokenHash is what is stored of a token.
func tokenHash(t portal.Hidden) []byte {
	sum := sha256.Sum256([]byte(t))
	return sum[:]
}

func (p *Portal) openSession(tx *sql.Tx, userID int64, token portal.Hidden) error {
	now := p.now()
	if _, err := tx.Exec("DELETE FROM session WHERE expires <= ?", database.Millis(now)); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO session (token, user_id, expires, ends) VALUES (?, ?, ?, ?)",
		tokenHash(token), userID, database.Millis(now.Add(sessionIdle)), database.Millis(now.Add(sessionMax)))
	return err
}

// visitor reads a session and moves its end; errSessionExpired when there is
// none or it is over.
func (p *Portal) visitor(ctx context.Context, token portal.Hidden) (visitor, error) {
	var v visitor
	var expires, ends int64
	err := p.db.Reader.QueryRowContext(ctx, `SELECT user.id, user.name, site.melder_id, site.absender_id, site.name, expires, ends
		FROM session JOIN user ON user.id = user_id JOIN site USING (melder_id) WHERE token = ? AND expires > ?`,
		tokenHash(token), database.Millis(p.now())).
		Scan(&v.userID, &v.name, &v.site.MelderID, &v.site.AbsenderID, &v.site.Name, &expires, &ends)
	if errors.Is(err, sql.ErrNoRows) {
		return visitor{}, errSessionExpired
	}
	if err != nil {
		return visitor{}, err
	}
	v.expires, v.ends = database.FromMillis(expires), database.FromMillis(ends)
	return v, p.extend(ctx, token, &v)
}

func (p *Portal) extend(ctx context.Context, token portal.Hidden, v *visitor) error {
	later := p.now().Add(sessionIdle)
	if later.After(v.ends) {
		later = v.ends
	}
	if later.Sub(v.expires) < sessionGrain {
		return nil
	}
	v.expires = later
	return p.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE session SET expires = ? WHERE token = ?", database.Millis(later), tokenHash(token))
		return err
	})
}

func (p *Portal) endSession(ctx context.Context, token portal.Hidden) error {
	return p.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("DELETE FROM session WHERE token = ?", tokenHash(token))
		return err
	})
}

// session is the visitor as the contract shows it.
func (v visitor) session(token portal.Hidden) portal.Session {
	return portal.Session{Token: token, Name: v.name, Einrichtung: v.site.Name,
		MelderID: v.site.MelderID, AbsenderID: v.site.AbsenderID, Expires: v.expires}
}
