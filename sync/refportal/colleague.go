package refportal

import (
	"database/sql"
	"errors"
	"net/http"
	"regexp"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// getColleague tells who somebody is of the Einrichtung of whoever asks. One question to
// the database answers for nobody and for people of others alike, in the same time.
func (p *Portal) getColleague(r *http.Request) (int, any, error) {
	who, err := p.Session(r)
	if err != nil {
		return 0, nil, err
	}
	found := portal.Colleague{Loginname: portal.FoldLogin(r.PathValue("login"))}
	err = p.DB.Reader.QueryRowContext(r.Context(), `SELECT user.name, coalesce(own_key.name, '')
		FROM user LEFT JOIN own_key ON own_key.user_id = user.id WHERE login = ? AND melder_id = ? AND disabled IS NULL`, found.Loginname, who.Site.MelderID).
		Scan(&found.Name, &found.Schluessel)
	if errors.Is(err, sql.ErrNoRows) {
		err = errUnknownPerson
	}
	return http.StatusOK, found, err
}

// deleteSessionsOf ends all sessions of somebody of the Einrichtung of whoever asks.
func (p *Portal) deleteSessionsOf(r *http.Request) (int, any, error) {
	who, err := p.Session(r)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, p.DB.Write(r.Context(), func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRow("SELECT id FROM user WHERE login = ? AND melder_id = ?", portal.FoldLogin(r.PathValue("login")), who.Site.MelderID).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return errUnknownPerson
		}
		if err == nil {
			_, err = tx.Exec("DELETE FROM session WHERE user_id = ?", id)
		}
		return err
	})
}

var keyName = regexp.MustCompile("^[0-9a-f]{64}$")

// putOwnKey keeps what somebody names as her key pair.
func (p *Portal) putOwnKey(r *http.Request) (int, any, error) {
	who, err := p.Session(r)
	if err != nil {
		return 0, nil, err
	}
	var key portal.OwnKey
	if err := server.ReadMessage(r, &key); err != nil {
		return 0, nil, err
	}
	if !keyName.MatchString(key.Schluessel) {
		return 0, nil, server.ErrBadEnvelope
	}
	return http.StatusNoContent, nil, p.DB.Write(r.Context(), func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO own_key (user_id, name) SELECT id, ?1 FROM user WHERE login = ?2
			ON CONFLICT (user_id) DO UPDATE SET name = ?1`, key.Schluessel, who.Login)
		return err
	})
}
