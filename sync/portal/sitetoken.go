package portal

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"time"
)

// A site token lets a program of a site send while nobody is signed in. It may put reports,
// ask for receipts and read the feed, and nothing else.

// The longest members of a NewSiteToken: a text in signs, and bytes.
const (
	MaxPurpose = 60
	MaxHeld    = 3 << 10
)

// NewSiteToken asks for one that its maker has made and names by its KeyName.
type NewSiteToken struct {
	SHA256   string `json:"sha256"`
	Zweck    string `json:"zweck"`    // by which people know it again
	Verwahrt []byte `json:"verwahrt"` // what whoever shows the token gets back; nobody else does
}

// SiteToken is one, as people of its site see it.
type SiteToken struct {
	ID          string    `json:"id"`
	Zweck       string    `json:"zweck"`
	Von         string    `json:"von"` // login name of who made it
	Einrichtung string    `json:"einrichtung"`
	MelderID    string    `json:"melder_id"`
	Begun       time.Time `json:"begun"`
	Ends        time.Time `json:"ends"`
	Verwahrt    []byte    `json:"verwahrt,omitempty"` // for whoever shows the token
}

// SiteTokens are those of a site that have not ended, the newest first.
type SiteTokens struct {
	Tokens []SiteToken `json:"tokens"`
}

// RandomToken is 256 random bits.
func RandomToken() Hidden {
	b := make([]byte, 32)
	rand.Read(b)
	return Hidden(base64.RawURLEncoding.EncodeToString(b))
}

// MakeSiteToken has a token of one's own making count for the site of whoever is signed in.
// That takes a session a few minutes old at most.
func (c *Client) MakeSiteToken(ctx context.Context, token Hidden, purpose string, held []byte) (SiteToken, error) {
	var made SiteToken
	err := c.call(ctx, request{method: http.MethodPost, path: PathSiteTokens, signed: true,
		message: NewSiteToken{SHA256: KeyName(string(token)), Zweck: purpose, Verwahrt: held}}, &made)
	return c.siteToken(made, err)
}

// SiteTokens are those of the site of whoever is signed in.
func (c *Client) SiteTokens(ctx context.Context) ([]SiteToken, error) {
	var all SiteTokens
	if err := c.call(ctx, request{method: http.MethodGet, path: PathSiteTokens, signed: true, long: true}, &all); err != nil {
		return nil, err
	}
	for i := range all.Tokens {
		all.Tokens[i].clean()
	}
	return all.Tokens, nil
}

// EndSiteToken ends one of them.
func (c *Client) EndSiteToken(ctx context.Context, id string) error {
	return c.call(ctx, request{method: http.MethodDelete, path: PathSiteTokens + "/" + url.PathEscape(id), signed: true}, nil)
}

// UseSiteToken goes on by a site token in the place of a session, and says which it is.
func (c *Client) UseSiteToken(ctx context.Context, token Hidden) (SiteToken, error) {
	c.setToken(token)
	var own SiteToken
	err := c.call(ctx, request{method: http.MethodGet, path: PathSiteToken, signed: true}, &own)
	return c.siteToken(own, err)
}

func (c *Client) siteToken(t SiteToken, err error) (SiteToken, error) {
	if err == nil && (t.ID == "" || t.MelderID == "" || t.Ends.IsZero()) {
		err = nonsense(c.base.Host, http.StatusOK, "no site token")
	}
	if err != nil {
		return SiteToken{}, err
	}
	t.clean()
	return t, nil
}

func (t *SiteToken) clean() {
	t.ID, t.Zweck, t.Von, t.Einrichtung, t.MelderID = clean(t.ID), clean(t.Zweck), clean(t.Von), clean(t.Einrichtung), clean(t.MelderID)
}
