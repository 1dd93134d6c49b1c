package portal

import (
	"bytes"
	"context"
	"crypto/x509"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"example.org/meldeportal/model"
)

// Config is where the portal is and how it is known.
type Config struct {
	URL       string         // "https://host[:port]"
	CA        *x509.CertPool // authorities that may sign its certificate; nil = the system's
	CAFile    string         // the same as a PEM file, used when CA is nil
	Pins      [][]byte       // Pin of its current and its spare key; none = the chain is enough
	Timeout   time.Duration  // for one call with its answer, 0 = 20 s
	UserAgent string         // "Meldeportal/1.0"
	Device    Hidden         // key of this workstation, see HeaderDevice; "" = it has none
}

const (
	defaultTimeout = 20 * time.Second
	connections    = 32 // kept open while reports leave
)

// Client speaks with the portal. After SignIn it remembers the session's token,
// in memory only. It is safe for concurrent use; Close it when done.
type Client struct {
	base    *url.URL
	http    *http.Client
	agent   string
	device  Hidden
	timeout time.Duration

	mu      sync.Mutex
	token   Hidden
	believe func(*model.Receipt) bool // nil = every receipt
}

// New makes a client; it calls nothing yet. Errors are of kind BadAddress,
// PlainHTTP or BadAuthority.
func New(c Config) (*Client, error) {
	base, err := parseAddress(c.URL)
	if err != nil {
		return nil, err
	}
	if c.CA == nil && c.CAFile != "" {
		if c.CA, err = readAuthority(c.CAFile); err != nil {
			return nil, err
		}
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	return &Client{base: base, http: httpClient(c), agent: c.UserAgent, device: c.Device, timeout: c.Timeout}, nil
}

func httpClient(c Config) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			TLSClientConfig:        tlsConfig(c.CA, c.Pins),
			MaxResponseHeaderBytes: MaxMessage,
			MaxIdleConnsPerHost:    connections,
			IdleConnTimeout:        time.Minute,
		},
		// The portal never redirects; following would carry passwords elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Apart is a client of the same portal with a session of its own: what is asked for
// somebody else does not touch the session of the one who works here.
func (c *Client) Apart() *Client {
	return &Client{base: c.base, http: c.http, agent: c.agent, device: c.device, timeout: c.timeout, believe: c.believing()}
}

// Believe has receipts be believed that are so; every other one is an Error of BadReceipt.
func (c *Client) Believe(so func(*model.Receipt) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.believe = so
}

func (c *Client) believing() func(*model.Receipt) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.believe
}

// Close ends idle connections. The token is forgotten.
func (c *Client) Close() {
	c.setToken("")
	c.http.CloseIdleConnections()
}

// Ready asks whether the portal is there and takes reports, and within a session whether
// that goes on; its end is not moved.
func (c *Client) Ready(ctx context.Context) error {
	var ready Readiness
	return c.call(ctx, request{method: http.MethodGet, path: PathReady, known: true}, &ready)
}

// Seen is what somebody who looks at the portal sees of it.
type Seen struct {
	Clock    time.Time         // the portal's, to the second; zero when it does not say
	Leaf     *x509.Certificate // checked
	Editions []string          // in which it takes reports; none = it does not say
}

// Look asks as Ready does, and says what was seen.
func (c *Client) Look(ctx context.Context) (Seen, error) {
	a, failed := c.exchange(ctx, request{method: http.MethodGet, path: PathReady}, "")
	if failed != nil {
		return Seen{}, failed
	}
	clock, _ := http.ParseTime(a.header.Get("Date")) // zero where it is none
	seen := Seen{Clock: clock, Leaf: a.leaf}
	if a.status != http.StatusOK {
		return seen, fromAnswer(c.base.Host, a)
	}
	var ready Readiness
	err := c.read(a, &ready)
	seen.Editions = ready.Editions
	return seen, err
}

// Activate shows the secret of an account that has no second factor in use yet,
// as often as asked. In every other case, a wrong password as well as an account
// long enrolled, it is LoginFailed: go on and ask for the code.
func (c *Client) Activate(ctx context.Context, loginname, passwort string) (Enrolment, error) {
	var e Enrolment
	err := c.call(ctx, request{method: http.MethodPost, path: PathActivations, door: true,
		message: Credentials{loginname, Hidden(passwort)}}, &e)
	if err == nil && !e.wellFormed() {
		err = nonsense(c.base.Host, http.StatusCreated, "no one-time-code secret")
	}
	if err != nil {
		return Enrolment{}, err
	}
	return e, nil
}

var (
	secretShape = regexp.MustCompile(`^[A-Z2-7]{32}$`)
	uriShape    = regexp.MustCompile(`^otpauth://totp/[!-~]+$`)
)

// longestURI is the most bytes of an otpauth address that a QR code is drawn of.
const longestURI = 315

func (e Enrolment) wellFormed() bool {
	return secretShape.MatchString(string(e.Secret)) && len(e.URI) <= longestURI && uriShape.MatchString(string(e.URI))
}

// SignIn opens a session and keeps its token for the calls below. The code may
// be typed with spaces.
func (c *Client) SignIn(ctx context.Context, loginname, passwort, code string) (Session, error) {
	var s Session
	code = strings.Join(strings.Fields(code), "")
	err := c.call(ctx, request{method: http.MethodPost, path: PathSessions, door: true,
		message: SignIn{Credentials{loginname, Hidden(passwort)}, Hidden(code)}}, &s)
	if err == nil && (s.Token == "" || s.MelderID == "") {
		err = nonsense(c.base.Host, http.StatusCreated, "no session")
	}
	if err != nil {
		return Session{}, err
	}
	c.setToken(s.Token)
	return s.clean(), nil
}

// Extend asks for the session as it stands and moves its end. A program calls it
// while a person works without sending anything.
func (c *Client) Extend(ctx context.Context) (Session, error) {
	var s Session
	if err := c.call(ctx, request{method: http.MethodGet, path: PathCurrent, signed: true}, &s); err != nil {
		return Session{}, err
	}
	return s.clean(), nil
}

func (s Session) clean() Session {
	s.Name, s.Einrichtung = clean(s.Name), clean(s.Einrichtung)
	s.MelderID, s.AbsenderID = clean(s.MelderID), clean(s.AbsenderID)
	return s
}

// ChangePassword puts another password in the place of somebody's own. A session that is
// open here goes on, all others of hers end.
func (c *Client) ChangePassword(ctx context.Context, loginname, passwort, code, neu string) error {
	return c.call(ctx, request{method: http.MethodPut, path: PathPassword, known: true, door: true,
		message: NewPassword{SignIn{Credentials{loginname, Hidden(passwort)}, Hidden(strings.Join(strings.Fields(code), ""))}, Hidden(neu)}}, nil)
}

// Colleague is somebody of the Einrichtung of whoever is signed in. Anybody else is
// Refused with CodeUnknownPerson.
func (c *Client) Colleague(ctx context.Context, login string) (Colleague, error) {
	var who Colleague
	login = FoldLogin(login)
	err := c.call(ctx, request{method: http.MethodGet, path: PathColleagues + url.PathEscape(login), signed: true}, &who)
	if err == nil && who.Loginname != login {
		err = nonsense(c.base.Host, http.StatusOK, "somebody else than asked for")
	}
	if err != nil {
		return Colleague{}, err
	}
	who.Name = clean(who.Name)
	return who, nil
}

// EndSessionsOf ends all sessions of somebody of the Einrichtung of whoever is signed in. Anybody
// else is Refused with CodeUnknownPerson.
func (c *Client) EndSessionsOf(ctx context.Context, login string) error {
	return c.call(ctx, request{method: http.MethodDelete, path: PathColleagues + url.PathEscape(FoldLogin(login)) + "/sessions", signed: true}, nil)
}

// NameOwnKey says at the portal which key pair whoever is signed in has (KeyName).
func (c *Client) NameOwnKey(ctx context.Context, name string) error {
	return c.call(ctx, request{method: http.MethodPut, path: PathOwnKey, signed: true, message: OwnKey{name}}, nil)
}

// Sessions are the open sessions of whoever is signed in, the newest first.
func (c *Client) Sessions(ctx context.Context) ([]OpenSession, error) {
	var open Sessions
	if err := c.call(ctx, request{method: http.MethodGet, path: PathSessions, signed: true}, &open); err != nil {
		return nil, err
	}
	for i := range open.Sessions {
		open.Sessions[i].Programm = clean(open.Sessions[i].Programm)
	}
	return open.Sessions, nil
}

// EndSession ends one of them.
func (c *Client) EndSession(ctx context.Context, id string) error {
	return c.call(ctx, request{method: http.MethodDelete, path: PathSessions + "/" + url.PathEscape(id), signed: true}, nil)
}

// Leave forgets the session without ending it and gives what Resume takes, "" where there
// is none.
func (c *Client) Leave() Hidden {
	token := c.currentToken()
	c.setToken("")
	return token
}

// Resume goes on with a session that Leave left.
func (c *Client) Resume(session Hidden) { c.setToken(session) }

// SignOut ends the session here and at the portal. Here it ends in any case.
func (c *Client) SignOut(ctx context.Context) error {
	err := c.call(ctx, request{method: http.MethodDelete, path: PathCurrent, signed: true}, nil)
	c.setToken("")
	return err
}

// RequestReset says that the second factor is lost: at once it is worth nothing,
// and the account's sessions end, until the registry's staff give it a new one. The
// answer is the same whether or not name and password were right.
func (c *Client) RequestReset(ctx context.Context, loginname, passwort string) error {
	return c.call(ctx, request{method: http.MethodPost, path: PathResets, door: true,
		message: Credentials{loginname, Hidden(passwort)}}, nil)
}

// Deliver sends an oBDS document, or the envelope it is sealed in, under its Transaktionsnummer and gives the
// portal's receipt, checked for number and digest. The same number with the same
// bytes may be sent again and gives the first receipt.
func (c *Client) Deliver(ctx context.Context, transaktionsnummer string, document []byte) (model.Receipt, error) {
	if len(document) > MaxDocument {
		return model.Receipt{}, c.tooLarge("Die Meldung ist größer als 1 MiB.")
	}
	return c.put(ctx, PathReports, transaktionsnummer, document, mediaOf(document, TypeXML))
}

// IsEnvelope reports whether what is sent was sealed (sync/envelope).
func IsEnvelope(document []byte) bool { return bytes.HasPrefix(document, []byte(`{"v":`)) }

// mediaOf is the media type of what is sent, plain where it was not sealed.
func mediaOf(document []byte, plain string) string {
	if IsEnvelope(document) {
		return TypeEnvelope
	}
	return plain
}

// RequestDeletion sends a Deletion, or the envelope it is sealed in, under its
// Transaktionsnummer, by the rules of Deliver.
func (c *Client) RequestDeletion(ctx context.Context, transaktionsnummer string, document []byte) (model.Receipt, error) {
	if len(document) > MaxMessage {
		return model.Receipt{}, c.tooLarge("Der Löschantrag ist größer als 64 KiB.")
	}
	return c.put(ctx, PathDeletions, transaktionsnummer, document, mediaOf(document, TypeJSON))
}

// Reply sends a Reply under its Transaktionsnummer, by the rules of Deliver, and says when
// the portal had it first.
func (c *Client) Reply(ctx context.Context, transaktionsnummer string, document []byte) (time.Time, error) {
	if len(document) > MaxMessage {
		return time.Time{}, c.tooLarge("Die Antwort ist größer als 64 KiB.")
	}
	var a Answered
	err := c.call(ctx, request{method: http.MethodPut, path: PathAnswers + url.PathEscape(transaktionsnummer),
		signed: true, document: document, media: TypeJSON}, &a)
	if err == nil && (a.Transaktionsnummer != transaktionsnummer || a.Digest != DocumentDigest(document)) {
		err = nonsense(c.base.Host, http.StatusOK, "receipt does not fit the answer")
	}
	if err != nil {
		return time.Time{}, err
	}
	return a.ReceivedAt, nil
}

func (c *Client) tooLarge(title string) error {
	return &Error{Kind: Refused, Host: c.base.Host, Code: CodeTooLarge, Title: title}
}

func (c *Client) put(ctx context.Context, path, transaktionsnummer string, document []byte, media string) (model.Receipt, error) {
	var r model.Receipt
	err := c.call(ctx, request{method: http.MethodPut, path: path + url.PathEscape(transaktionsnummer),
		signed: true, document: document, media: media}, &r)
	if err == nil && (r.Transaktionsnummer != transaktionsnummer || r.Digest != DocumentDigest(document)) {
		err = nonsense(c.base.Host, http.StatusOK, "receipt does not fit the report")
	}
	return c.checkReceipt(r, err)
}

// Receipt asks for the receipt of a report delivered earlier. A number the
// portal does not know is Refused with CodeUnknownReport.
func (c *Client) Receipt(ctx context.Context, transaktionsnummer string) (model.Receipt, error) {
	var r model.Receipt
	err := c.call(ctx, request{method: http.MethodGet, path: PathReports + url.PathEscape(transaktionsnummer), signed: true}, &r)
	if err == nil && r.Transaktionsnummer != transaktionsnummer {
		err = nonsense(c.base.Host, http.StatusOK, "receipt of another report")
	}
	return c.checkReceipt(r, err)
}

func (c *Client) checkReceipt(r model.Receipt, err error) (model.Receipt, error) {
	if err == nil {
		err = c.checked(&r)
	}
	if err != nil {
		return model.Receipt{}, err
	}
	return r, nil
}

// checked is a receipt that is believed, fit to be shown.
func (c *Client) checked(r *model.Receipt) error {
	if so := c.believing(); so != nil && !so(r) {
		return &Error{Kind: BadReceipt, Host: c.base.Host, Detail: "receipt not signed by a key of the list"}
	}
	r.MelderID, r.Previous, r.Key, r.Signature = clean(r.MelderID), clean(r.Previous), clean(r.Key), clean(r.Signature)
	return nil
}
