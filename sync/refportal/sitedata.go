package refportal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"

	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// A site sees what is stored about it and asks for changes, which staff decide: they have the
// signed sheet beside them. Values are sealed: they say where money goes.

// The acts of staff on the data of sites.
const (
	actSiteData      = "einrichtungsdaten-gesetzt"
	actChangeTaken   = "aenderung-uebernommen"
	actChangeRefused = "aenderung-abgelehnt"
	actTraining      = "schulung-geaendert"
)

// What staff are told of the data of sites.
var (
	ErrNoChange = errors.New("no open change of that number")
	ErrSiteData = errors.New("data of a site that do not do")
	ErrTraining = errors.New("no day of training")
)

// OpenChange is a change that waits for staff.
type OpenChange struct {
	MelderID, Name string
	portal.SiteChange
}

// changeValues is what is sealed of a change.
type changeValues struct {
	Alt  einrichtung.Daten `json:"alt"`
	Neu  einrichtung.Daten `json:"neu"`
	Text string            `json:"text,omitempty"`
}

const changesShown = 50

func (p *Portal) getSite(r *http.Request) (int, any, error) {
	who, err := p.Session(r)
	if err != nil {
		return 0, nil, err
	}
	if r.PathValue("site") != who.Site.MelderID {
		return 0, nil, errForeignSite
	}
	d, err := p.SiteData(r.Context(), who.Site.MelderID)
	return http.StatusOK, d, err
}

// SiteData are what a site sees.
func (p *Portal) SiteData(ctx context.Context, melderID string) (d portal.SiteData, err error) {
	stored, err := p.siteValues(ctx, p.DB.Reader, melderID)
	if err != nil {
		return d, err
	}
	if d.Schulungen, err = p.Trainings(ctx); err != nil {
		return d, err
	}
	d.Daten = stored
	d.Aenderungen = []portal.SiteChange{}
	all, err := p.changes(ctx, "WHERE melder_id = ? ORDER BY at DESC, tnr LIMIT ?", melderID, changesShown)
	for _, c := range all {
		d.Aenderungen = append(d.Aenderungen, c.SiteChange)
	}
	return d, err
}

type rowQuerier interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// siteValues are what is stored of a site; where nothing is, its name.
func (p *Portal) siteValues(ctx context.Context, q rowQuerier, melderID string) (einrichtung.Daten, error) {
	var name string
	var sealed []byte
	err := q.QueryRowContext(ctx, "SELECT site.name, site_data.sealed FROM site LEFT JOIN site_data ON site_data.melder_id = site.melder_id WHERE site.melder_id = ?", melderID).Scan(&name, &sealed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, server.ErrUnknownSite
	case err != nil:
		return nil, err
	case sealed == nil:
		return einrichtung.Daten{"einrichtung": name}, nil
	}
	d := einrichtung.Daten{}
	text, err := p.Key.OpenBody(sealed, "site_data", melderID)
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	return d, err
}

func (p *Portal) keepValues(tx *sql.Tx, melderID string, d einrichtung.Daten) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	sealed, err := p.Key.SealBody(text, "site_data", melderID)
	if err == nil {
		_, err = tx.Exec("INSERT INTO site_data (melder_id, sealed) VALUES (?, ?) ON CONFLICT (melder_id) DO UPDATE SET sealed = excluded.sealed", melderID, sealed)
	}
	return err
}

func (p *Portal) putChange(r *http.Request) (int, any, error) {
	who, err := p.Session(r)
	if err != nil {
		return 0, nil, err
	}
	if r.PathValue("site") != who.Site.MelderID {
		return 0, nil, errForeignSite
	}
	tnr, err := numberOf(r)
	if err != nil {
		return 0, nil, err
	}
	var wanted portal.NewSiteChange
	if err := server.ReadMessage(r, &wanted); err != nil {
		return 0, nil, err
	}
	made, created, err := p.askChange(r.Context(), who, tnr, wanted.Neu)
	if created {
		return http.StatusCreated, made, err
	}
	return http.StatusOK, made, err
}

// askChange keeps a change that somebody of a site asks for.
func (p *Portal) askChange(ctx context.Context, who server.Session, tnr string, wanted einrichtung.Daten) (c portal.SiteChange, created bool, err error) {
	asked, err := json.Marshal(wanted) // names in order
	if err != nil {
		return c, false, err
	}
	digest, site := portal.DocumentDigest(asked), who.Site.MelderID
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		created = false
		if err := p.Still(tx, who); err != nil {
			return err
		}
		var before string
		err := tx.QueryRow("SELECT digest FROM site_change WHERE melder_id = ? AND tnr = ?", site, tnr).Scan(&before)
		switch {
		case err == nil && before != digest:
			return errTnrReused
		case err == nil || !errors.Is(err, sql.ErrNoRows):
			return err
		}
		stored, err := p.siteValues(ctx, tx, site)
		if err != nil {
			return err
		}
		v, err := p.valuesOf(tx, who, stored, wanted)
		if err != nil {
			return err
		}
		sealed, err := p.sealChange(site, tnr, v)
		if err != nil {
			return err
		}
		created = true
		_, err = tx.Exec("INSERT INTO site_change (melder_id, tnr, at, login, state, digest, sealed) VALUES (?, ?, ?, ?, 'beantragt', ?, ?)",
			site, tnr, database.Millis(p.Moment()), who.Login, digest, sealed)
		return err
	})
	if err != nil {
		return c, false, err
	}
	all, err := p.changes(ctx, "WHERE melder_id = ? AND tnr = ?", site, tnr)
	if err == nil && len(all) == 1 {
		c = all[0].SiteChange
	}
	return c, created, err
}

// valuesOf are the values that a change is about, where they do as a whole; those that say where money
// goes want a session of these minutes.
func (p *Portal) valuesOf(tx *sql.Tx, who server.Session, stored, wanted einrichtung.Daten) (v changeValues, err error) {
	next := stored.With(wanted)
	changed := next.Anders(stored)
	if found := findingsOf(next.Check()); len(found) > 0 {
		return v, wrongSite(found)
	}
	if len(changed) == 0 {
		return v, wrongSite([]portal.Finding{{Rule: "einrichtung", Text: "Das ändert nichts an dem, was gespeichert ist."}})
	}
	v.Alt, v.Neu = einrichtung.Daten{}, einrichtung.Daten{}
	money := false
	for _, a := range changed {
		money = money || a.Bank
		v.Alt[a.ID], v.Neu[a.ID] = stored[a.ID], next[a.ID]
	}
	if money {
		err = p.FreshIn(tx, who)
	}
	return v, err
}

func findingsOf(all []einrichtung.Mangel) (found []portal.Finding) {
	for _, m := range all {
		found = append(found, portal.Finding{Rule: "einrichtung", Field: m.ID, Text: m.Text})
	}
	return found[:min(len(found), portal.MaxFindings)]
}

func wrongSite(found []portal.Finding) *server.Refusal {
	return &server.Refusal{Code: portal.CodeReportInvalid, Status: http.StatusUnprocessableEntity, Findings: found,
		Title: "So können die Daten der Einrichtung nicht gespeichert werden. Bitte berichtigen Sie die genannten Angaben."}
}

func changePlace(melderID, tnr string) []string { return []string{"site_change", melderID, tnr} }

func (p *Portal) sealChange(melderID, tnr string, v changeValues) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return p.Key.SealBody(text, changePlace(melderID, tnr)...)
}

// OpenChanges are those that wait for staff, the oldest first.
func (p *Portal) OpenChanges(ctx context.Context) ([]OpenChange, error) {
	return p.changes(ctx, "WHERE state = 'beantragt' ORDER BY at, tnr")
}

func (p *Portal) changes(ctx context.Context, which string, args ...any) (all []OpenChange, err error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT melder_id, (SELECT name FROM site WHERE site.melder_id = site_change.melder_id), tnr, at, login, state, coalesce(decided, 0), sealed FROM site_change "+which, args...)
	if err != nil {
		return nil, fmt.Errorf("list changes: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		c, err := p.scanChange(rows)
		if err != nil {
			return nil, fmt.Errorf("list changes: %w", err)
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

func (p *Portal) scanChange(rows *sql.Rows) (c OpenChange, err error) {
	var at, decided int64
	var sealed []byte
	if err := rows.Scan(&c.MelderID, &c.Name, &c.Transaktionsnummer, &at, &c.Von, &c.Stand, &decided, &sealed); err != nil {
		return c, err
	}
	text, err := p.Key.OpenBody(sealed, changePlace(c.MelderID, c.Transaktionsnummer)...)
	var v changeValues
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	c.BeantragtAm, c.Alt, c.Neu, c.Text = database.FromMillis(at), v.Alt, v.Neu, v.Text
	if decided != 0 {
		when := database.FromMillis(decided)
		c.EntschiedenAm = &when
	}
	return c, err
}

// SetSiteData has staff store values of a site, as from its registration. ErrSiteData names what
// does not do.
func (p *Portal) SetSiteData(ctx context.Context, melderID string, values map[string]string) error {
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		stored, err := p.siteValues(ctx, tx, melderID)
		if err != nil {
			return err
		}
		next := stored.With(values)
		for _, m := range next.Check() {
			err = errors.Join(err, fmt.Errorf("%s: %s", m.ID, m.Text))
		}
		if err != nil {
			return errors.Join(ErrSiteData, err)
		}
		if err := p.keepValues(tx, melderID, next); err != nil {
			return err
		}
		return p.Note(ctx, tx, actSiteData, melderID)
	})
}

// DecideChange takes a change over, or refuses it; text is for the site. ErrNoChange.
func (p *Portal) DecideChange(ctx context.Context, number string, taken bool, text string) error {
	open, err := p.OpenChanges(ctx)
	if err != nil {
		return err
	}
	for _, c := range open {
		if c.Transaktionsnummer == number {
			return p.decideChange(ctx, &c, taken, text)
		}
	}
	return ErrNoChange
}

func (p *Portal) decideChange(ctx context.Context, c *OpenChange, taken bool, text string) error {
	state, act := portal.ChangeRefused, actChangeRefused
	if taken {
		state, act = portal.ChangeTaken, actChangeTaken
	}
	sealed, err := p.sealChange(c.MelderID, c.Transaktionsnummer, changeValues{maps.Clone(c.Alt), maps.Clone(c.Neu), text})
	if err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		result, err := tx.Exec("UPDATE site_change SET state = ?, decided = ?, sealed = ? WHERE melder_id = ? AND tnr = ? AND state = 'beantragt'",
			state, database.Millis(p.Moment()), sealed, c.MelderID, c.Transaktionsnummer)
		if err != nil {
			return err
		}
		if hit, err := result.RowsAffected(); err != nil || hit != 1 {
			return errors.Join(err, ErrNoChange)
		}
		if taken {
			stored, err := p.siteValues(ctx, tx, c.MelderID)
			if err == nil {
				err = p.keepValues(tx, c.MelderID, stored.With(c.Neu))
			}
			if err != nil {
				return err
			}
		}
		return p.Note(ctx, tx, act, c.MelderID+" "+c.Transaktionsnummer)
	})
}

// Trainings are the days of training from today on.
func (p *Portal) Trainings(ctx context.Context) (all []portal.Training, err error) {
	all = []portal.Training{}
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT day, text FROM training WHERE day >= ? ORDER BY day, text", p.Moment().Local().Format(time.DateOnly))
	if err != nil {
		return nil, fmt.Errorf("list trainings: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var t portal.Training
		if err := rows.Scan(&t.Am, &t.Text); err != nil {
			return nil, fmt.Errorf("list trainings: %w", err)
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// SetTraining tells sites of a day of training, or, there being none any more, no longer.
func (p *Portal) SetTraining(ctx context.Context, t portal.Training, there bool) error {
	if _, err := time.Parse(time.DateOnly, t.Am); err != nil || t.Text == "" && there {
		return ErrTraining
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		if there {
			_, err = tx.Exec("INSERT INTO training (day, text) VALUES (?, ?) ON CONFLICT DO NOTHING", t.Am, t.Text)
		} else {
			_, err = tx.Exec("DELETE FROM training WHERE day = ?", t.Am)
		}
		if err != nil {
			return err
		}
		return p.Note(ctx, tx, actTraining, t.Am)
	})
}
