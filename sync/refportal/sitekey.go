package refportal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

// A site signs what it sends by a key that its program made. Anybody of the site who is
// signed in can name one; it counts once staff have compared the fingerprint on another way.

// The acts of staff on the keys of sites.
const (
	actSiteKeyConfirmed = "einrichtungsschluessel-bestaetigt"
	actSiteKeyRevoked   = "einrichtungsschluessel-widerrufen"
)

// keyRevoked is a state that no site is told of: its key is refused.
const keyRevoked portal.KeyState = "revoked"

// mostSiteKeys is how many keys a site may name; each of its stores has one.
const mostSiteKeys = 50

// ErrSiteKey is a key that its site has not named, or that was revoked.
var ErrSiteKey = errors.New("no such key of a site")

var (
	errKeyConflict = &server.Refusal{Code: portal.CodeKeyConflict, Status: http.StatusConflict, Title: "Dieser Schlüssel wurde widerrufen oder gehört nicht Ihrer Einrichtung. Bitte wenden Sie sich an das Register."}
	errForeignSite = &server.Refusal{Code: portal.CodeSiteMismatch, Status: http.StatusForbidden, Title: "Das ist nicht Ihre Einrichtung."}
)

// SiteKey is a key of a site as staff see it.
type SiteKey struct {
	MelderID, Fingerprint, Login string
	State                        portal.KeyState
	At                           time.Time
}

func (p *Portal) postSiteKey(r *http.Request) (int, any, error) {
	who, err := p.Session(r)
	if err != nil {
		return 0, nil, err
	}
	var key portal.SiteKey
	if err := server.ReadMessage(r, &key); err != nil {
		return 0, nil, err
	}
	switch {
	case r.PathValue("site") != who.Site.MelderID:
		return 0, nil, errForeignSite
	case !seal.PublicKey(key.Public):
		return 0, nil, server.ErrBadEnvelope
	}
	state, err := p.nameSiteKey(r.Context(), who, key.Public)
	return http.StatusAccepted, state, err
}

// nameSiteKey keeps a key that a site names, once.
func (p *Portal) nameSiteKey(ctx context.Context, who server.Session, public string) (s portal.SiteKeyState, err error) {
	s = portal.SiteKeyState{Fingerprint: seal.Fingerprint(public), State: portal.KeyPending}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		var owner string
		err := tx.QueryRow("SELECT melder_id, state FROM site_key WHERE public = ?", public).Scan(&owner, &s.State)
		switch {
		case err == nil && (owner != who.Site.MelderID || s.State == keyRevoked):
			return errKeyConflict
		case err == nil || !errors.Is(err, sql.ErrNoRows):
			return err
		}
		result, err := tx.Exec(`INSERT INTO site_key (public, melder_id, fingerprint, state, login, at) SELECT ?1, ?2, ?3, 'pending', ?4, CAST(?5 AS BIGINT)
			WHERE (SELECT count(*) FROM site_key WHERE melder_id = ?2) < ?6`, public, who.Site.MelderID, s.Fingerprint, who.Login, database.Millis(p.Moment()), mostSiteKeys)
		if err != nil {
			return err
		}
		if hit, err := result.RowsAffected(); err != nil || hit != 1 {
			return errors.Join(err, errKeyConflict)
		}
		return nil
	})
	return s, err
}

// SeedSiteKey has a key of a site count that nobody of it has named: for the demo and tests.
func (p *Portal) SeedSiteKey(ctx context.Context, melderID, public string) error {
	s, err := p.nameSiteKey(ctx, server.Session{Login: "register", Site: server.Site{MelderID: melderID}}, public)
	if err != nil {
		return err
	}
	return p.ConfirmSiteKey(ctx, melderID, s.Fingerprint)
}

// SiteKeys are the keys of all sites, those first that wait for staff.
func (p *Portal) SiteKeys(ctx context.Context) (all []SiteKey, err error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT melder_id, fingerprint, login, state, at FROM site_key ORDER BY state <> 'pending', melder_id, at")
	if err != nil {
		return nil, fmt.Errorf("list keys of sites: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var k SiteKey
		var at int64
		if err := rows.Scan(&k.MelderID, &k.Fingerprint, &k.Login, &k.State, &at); err != nil {
			return nil, fmt.Errorf("list keys of sites: %w", err)
		}
		k.At = database.FromMillis(at)
		all = append(all, k)
	}
	return all, rows.Err()
}

// ConfirmSiteKey has a key count that its site has named; end is what staff were told of its
// fingerprint. ErrSiteKey.
func (p *Portal) ConfirmSiteKey(ctx context.Context, melderID, end string) error {
	return p.onSiteKey(ctx, melderID, end, portal.KeyConfirmed, actSiteKeyConfirmed)
}

// RevokeSiteKey has nothing count any more that a key signs. ErrSiteKey.
func (p *Portal) RevokeSiteKey(ctx context.Context, melderID, end string) error {
	return p.onSiteKey(ctx, melderID, end, keyRevoked, actSiteKeyRevoked)
}

func (p *Portal) onSiteKey(ctx context.Context, melderID, end string, state portal.KeyState, act string) error {
	all, err := p.SiteKeys(ctx)
	if err != nil {
		return err
	}
	for _, k := range all {
		if k.MelderID != melderID || k.State == keyRevoked || !seal.EndsWith(k.Fingerprint, end) {
			continue
		}
		return p.DB.Write(ctx, func(tx *sql.Tx) error {
			result, err := tx.Exec("UPDATE site_key SET state = ? WHERE melder_id = ? AND fingerprint = ? AND state <> 'revoked'", state, melderID, k.Fingerprint)
			if err != nil {
				return err
			}
			if hit, err := result.RowsAffected(); err != nil || hit != 1 {
				return errors.Join(err, ErrSiteKey)
			}
			return p.Note(ctx, tx, act, melderID+" "+seal.FingerprintEnd(k.Fingerprint))
		})
	}
	return ErrSiteKey
}
