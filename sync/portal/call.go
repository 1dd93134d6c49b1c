package portal

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"
)

// request is one call: a message (JSON), a document of a media type or neither.
type request struct {
	method, path string
	signed       bool // carries the session's token, and is none without
	known        bool // carries it where there is one
	door         bool // asks to be let in, and says at which workstation
	message      any
	document     []byte
	media        string // of the document
	long         bool   // the answer may be longer than a message
}

// answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
	leaf   *x509.Certificate // the portal's
}

// call sends a request and reads the answer into out, unless that is nil.
func (c *Client) call(ctx context.Context, r request, out any) error {
	token := c.currentToken()
	if r.signed && token == "" {
		return &Error{Kind: SessionExpired, Host: c.base.Host, Detail: "not signed in"}
	}
	a, failed := c.exchange(ctx, r, token)
	if failed != nil {
		return failed
	}
	if a.status < 200 || a.status > 299 {
		failed = fromAnswer(c.base.Host, a)
		if failed.Kind == SessionExpired {
			c.dropToken(token)
		}
		return failed
	}
	if out == nil {
		return nil
	}
	return c.read(a, out)
}

// read reads the message of an answer.
func (c *Client) read(a answer, out any) error {
	if media, _, err := mime.ParseMediaType(a.header.Get("Content-Type")); err != nil || media != TypeJSON {
		return nonsense(c.base.Host, a.status, "answer is not JSON")
	}
	if err := json.Unmarshal(a.body, out); err != nil {
		return nonsense(c.base.Host, a.status, "answer does not fit the contract")
	}
	return nil
}

// exchange sends the request and reads the whole answer within the timeout.
func (c *Client) exchange(ctx context.Context, r request, token Hidden) (answer, *Error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	httpRequest, err := c.build(ctx, r, token)
	if err != nil {
		return answer{}, &Error{Kind: BadAddress, Host: c.base.Host, Detail: "request cannot be made"}
	}
	response, err := c.http.Do(httpRequest)
	if err != nil {
		return answer{}, fromTransport(c.base.Host, err)
	}
	defer response.Body.Close()
	limit := MaxMessage
	if response.StatusCode >= 400 || r.long {
		limit = maxProblem
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, int64(limit)+1))
	if err != nil {
		return answer{}, fromTransport(c.base.Host, err)
	}
	a := answer{status: response.StatusCode, header: response.Header, body: body}
	if response.TLS != nil {
		a.leaf = response.TLS.PeerCertificates[0]
	}
	if len(body) > limit {
		return a, nonsense(c.base.Host, a.status, "answer too long")
	}
	if digest := a.header.Get(HeaderDigest); digest != "" && digest != ContentDigest(body) {
		return a, nonsense(c.base.Host, a.status, "answer damaged on the way")
	}
	return a, nil
}

func (c *Client) build(ctx context.Context, r request, token Hidden) (*http.Request, error) {
	body, media := r.document, r.media
	if r.message != nil {
		encoded, err := json.Marshal(r.message)
		if err != nil {
			return nil, err
		}
		body, media = encoded, TypeJSON
	}
	address := strings.TrimSuffix(c.base.String(), "/") + r.path
	req, err := http.NewRequestWithContext(ctx, r.method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", TypeJSON+", "+TypeProblem)
	req.Header.Set("User-Agent", c.agent)
	if len(body) > 0 {
		req.Header.Set("Content-Type", media)
		req.Header.Set(HeaderDigest, ContentDigest(body))
	}
	if r.door && c.device != "" {
		req.Header.Set(HeaderDevice, string(c.device))
	}
	if r.signed || r.known && token != "" {
		req.Header.Set("Authorization", "Bearer "+string(token))
	}
	return req, nil
}

func (c *Client) currentToken() Hidden {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.token
}

func (c *Client) setToken(t Hidden) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.token = t
}

// dropToken forgets an expired token, unless somebody signed in again meanwhile.
func (c *Client) dropToken(t Hidden) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token == t {
		c.token = ""
	}
}
