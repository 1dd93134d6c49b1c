package portal

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// SiteData are what the registry stores about a site (model/einrichtung), the changes it asked
// for, the newest first, and the days of training that are to come.
type SiteData struct {
	Daten       map[string]string `json:"daten"`
	Aenderungen []SiteChange      `json:"aenderungen"`
	Schulungen  []Training        `json:"schulungen"`
}

// Training is a day on which the registry teaches.
type Training struct {
	Am   string `json:"am"` // 2006-01-02
	Text string `json:"text"`
}

// NewSiteChange asks for other values; an empty one is to be taken out.
type NewSiteChange struct {
	Neu map[string]string `json:"neu"`
}

// SiteChange is one that was asked for. Alt and Neu are the values it is about.
type SiteChange struct {
	Transaktionsnummer string            `json:"transaktionsnummer"`
	BeantragtAm        time.Time         `json:"beantragt_am"`
	Von                string            `json:"von"`
	Stand              ChangeState       `json:"stand"`
	EntschiedenAm      *time.Time        `json:"entschieden_am,omitempty"`
	Text               string            `json:"text,omitempty"` // what staff said
	Alt                map[string]string `json:"alt"`
	Neu                map[string]string `json:"neu"`
}

// ChangeState is what became of a SiteChange.
type ChangeState string

// The states.
const (
	ChangeAsked   ChangeState = "beantragt"
	ChangeTaken   ChangeState = "übernommen"
	ChangeRefused ChangeState = "abgelehnt"
)

// Site asks what the registry stores about the site of whoever is signed in.
func (c *Client) Site(ctx context.Context, melderID string) (SiteData, error) {
	var d SiteData
	if err := c.call(ctx, request{method: http.MethodGet, path: PathSites + url.PathEscape(melderID), signed: true, long: true}, &d); err != nil {
		return SiteData{}, err
	}
	d.Daten = cleanValues(d.Daten)
	for i := range d.Aenderungen {
		d.Aenderungen[i].clean()
	}
	for i, t := range d.Schulungen {
		d.Schulungen[i] = Training{clean(t.Am), clean(t.Text)}
	}
	return d, nil
}

// ChangeSite asks for a change under a number of its own, as often as wanted.
func (c *Client) ChangeSite(ctx context.Context, melderID, tnr string, next map[string]string) (SiteChange, error) {
	var made SiteChange
	err := c.call(ctx, request{method: http.MethodPut, path: PathSites + url.PathEscape(melderID) + "/changes/" + url.PathEscape(tnr), signed: true, message: NewSiteChange{next}}, &made)
	if err == nil && made.Transaktionsnummer != tnr {
		err = nonsense(c.base.Host, http.StatusOK, "another change than asked for")
	}
	if err != nil {
		return SiteChange{}, err
	}
	made.clean()
	return made, nil
}

func (s *SiteChange) clean() {
	s.Transaktionsnummer, s.Von, s.Text, s.Stand = clean(s.Transaktionsnummer), clean(s.Von), clean(s.Text), ChangeState(clean(string(s.Stand)))
	s.Alt, s.Neu = cleanValues(s.Alt), cleanValues(s.Neu)
}

func cleanValues(values map[string]string) map[string]string {
	whole := make(map[string]string, len(values))
	for id, value := range values {
		whole[clean(id)] = clean(value)
	}
	return whole
}
