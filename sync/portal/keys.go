package portal

import (
	"context"
	"net/http"
	"net/url"
)

// Keys is the signed list of the keys of the registry's offices (sync/envelope), as it
// came; nil where the portal has none: it opens what it is sent itself. Whether the list is
// to be believed its reader finds out. Nobody has to be signed in.
func (c *Client) Keys(ctx context.Context) ([]byte, error) {
	a, failed := c.exchange(ctx, request{method: http.MethodGet, path: PathKeys, long: true}, "")
	if failed != nil {
		return nil, failed
	}
	if a.status == http.StatusOK {
		return a.body, nil
	}
	err := fromAnswer(c.base.Host, a)
	if err.Code == CodeUnknownCall {
		return nil, nil
	}
	return nil, err
}

// SiteKey is a key by which a site signs what it sends.
type SiteKey struct {
	Public string `json:"public"` // Ed25519, base64
}

// SiteKeyState is how the registry sees one.
type SiteKeyState struct {
	Fingerprint string   `json:"fingerprint"`
	State       KeyState `json:"state"`
}

// KeyState is how it is with the key of a site.
type KeyState string

// The states.
const (
	KeyPending   KeyState = "pending"   // staff have still to compare the fingerprint
	KeyConfirmed KeyState = "confirmed" // what it signs is the site's
)

// RegisterKey names a key of the site of whoever is signed in, as often as asked, and says
// how it is with it. One that was revoked, or is another site's, is an Error of
// CodeKeyConflict.
func (c *Client) RegisterKey(ctx context.Context, melderID, public string) (SiteKeyState, error) {
	var s SiteKeyState
	err := c.call(ctx, request{method: http.MethodPost, path: PathSites + url.PathEscape(melderID) + "/keys", signed: true, message: SiteKey{public}}, &s)
	if err == nil && s.State != KeyPending && s.State != KeyConfirmed {
		err = nonsense(c.base.Host, http.StatusAccepted, "no state of a key")
	}
	if err != nil {
		return SiteKeyState{}, err
	}
	return s, nil
}
