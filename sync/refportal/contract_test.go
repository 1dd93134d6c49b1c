package refportal_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/sync/totp/phone"
)

// With -portal the contract test runs against another portal, for example a
// registry's test system, with an enrolled account and a document of its site:
//
//	go test ./sync/refportal -run TestContract -portal https://… -portal-ca ca.pem -portal-login … \
//	    -portal-password … -portal-secret BASE32 -portal-document report.xml
var (
	flagURL      = flag.String("portal", "", "address of another portal to hold against the contract")
	flagCA       = flag.String("portal-ca", "", "PEM file of its certificate authority")
	flagPin      = flag.String("portal-pin", "", "fingerprint of its key")
	flagLogin    = flag.String("portal-login", "", "login name of an enrolled account")
	flagPassword = flag.String("portal-password", "", "its password")
	flagSecret   = flag.String("portal-secret", "", "its one-time-code secret, base32")
	flagDocument = flag.String("portal-document", "", "oBDS document of one report of its site")
)

// target is a portal that is held against the contract.
type target struct {
	config          portal.Config
	login, password string
	code            func() string // the code of the moment, a new one on each call
	document        []byte
}

func contractTarget(t *testing.T) target {
	t.Helper()
	if *flagURL == "" {
		return ourTarget(t)
	}
	secret, err := phone.Scan(*flagSecret)
	if err != nil {
		t.Fatalf("-portal-secret: %v", err)
	}
	doc, err := os.ReadFile(*flagDocument)
	if err != nil {
		t.Fatalf("-portal-document: %v", err)
	}
	config := portal.Config{URL: *flagURL, CAFile: *flagCA}
	if *flagPin != "" {
		pin, err := portal.ParsePin(*flagPin)
		if err != nil {
			t.Fatalf("-portal-pin: %v", err)
		}
		config.Pins = [][]byte{pin}
	}
	return target{config, *flagLogin, *flagPassword, freshCode(secret), doc}
}

// freshCode waits until the next code where the last one was used already.
func freshCode(secret totp.Secret) func() string {
	last := ""
	return func() string {
		code, left := totp.Code(secret, time.Now())
		if code == last {
			time.Sleep(left)
			code, _ = totp.Code(secret, time.Now())
		}
		last = code
		return code
	}
}

func ourTarget(t *testing.T) target {
	t.Helper()
	f := start(t, nil)
	f.signedIn(t) // ends the enrolment
	config := portal.Config{URL: f.url, CAFile: f.CertificateFile(), Pins: [][]byte{f.Pin()}}
	return target{config, login, password, func() string { f.advance(totp.Period); return f.code(t) }, document(t, nil)}
}

func TestContract(t *testing.T) {
	t.Parallel()
	to := contractTarget(t)
	c, err := portal.New(to.config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	ctx := context.Background()
	if err := c.Ready(ctx); err != nil {
		t.Fatalf("ready: %v", err)
	}
	contractLogin(t, ctx, c, to)
	contractReports(t, ctx, c, to)
	contractSession(t, ctx, c)
	contractProblem(t, to)
}

func contractLogin(t *testing.T, ctx context.Context, c *portal.Client, to target) {
	t.Helper()
	_, err := c.Activate(ctx, to.login, to.password)
	wantKind(t, "activation of an enrolled account", err, portal.LoginFailed)
	_, err = c.SignIn(ctx, to.login, to.password+"x", "000000")
	wantKind(t, "wrong password", err, portal.LoginFailed)
	code := to.code()
	s, err := c.SignIn(ctx, to.login, to.password, code[:3]+" "+code[3:])
	if err != nil {
		t.Fatalf("sign in: %v", err)
	}
	if s.Name == "" || s.Einrichtung == "" || s.MelderID == "" || s.AbsenderID == "" || time.Until(s.Expires) < -24*365*time.Hour {
		t.Errorf("session: got %+v, want who is signed in", s)
	}
	seen, err := c.Look(ctx)
	if err != nil || !slices.Contains(s.Editions, "3.0.5") || !slices.Equal(s.Editions, seen.Editions) {
		t.Errorf("editions: the session has %q, who looks sees %q, %v", s.Editions, seen.Editions, err)
	}
	if _, err = c.SignIn(ctx, to.login, to.password, code); err == nil {
		t.Error("the same code was accepted twice")
	}
}

func contractReports(t *testing.T, ctx context.Context, c *portal.Client, to target) {
	t.Helper()
	tnr := number()
	_, err := c.Receipt(ctx, tnr)
	wantCode(t, "receipt before the report", err, portal.CodeUnknownReport)
	first, err := c.Deliver(ctx, tnr, to.document)
	if err != nil {
		t.Fatalf("deliver: %v", err)
	}
	again, err := c.Deliver(ctx, tnr, to.document)
	if err != nil || again != first {
		t.Errorf("second delivery: got %+v, %v, want the first receipt %+v", again, err, first)
	}
	asked, err := c.Receipt(ctx, tnr)
	if err != nil || asked != first {
		t.Errorf("receipt: got %+v, %v, want %+v", asked, err, first)
	}
	if first.ReceivedAt.IsZero() || first.ReceivedAt.Truncate(time.Millisecond) != first.ReceivedAt || first.ReceivedAt.Location() != time.UTC {
		t.Errorf("received at %v, want UTC in milliseconds", first.ReceivedAt)
	}
	if _, err := c.Events(ctx, 0); err != nil {
		t.Errorf("events: %v", err)
	}
	_, err = c.Deliver(ctx, tnr, append(bytes.Clone(to.document), '\n'))
	wantCode(t, "other bytes under the number", err, portal.CodeTnrReused)
	_, err = c.Deliver(ctx, number(), []byte("no document"))
	wantKind(t, "no document", err, portal.Refused)
	_, err = c.Deliver(ctx, "no-number", to.document)
	wantKind(t, "no number", err, portal.Refused)
}

func contractSession(t *testing.T, ctx context.Context, c *portal.Client) {
	t.Helper()
	if s, err := c.Extend(ctx); err != nil || s.Name == "" {
		t.Errorf("extend: got %+v, %v, want the session", s, err)
	}
	if err := c.SignOut(ctx); err != nil {
		t.Errorf("sign out: %v", err)
	}
	_, err := c.Receipt(ctx, number())
	wantKind(t, "call after signing out", err, portal.SessionExpired)
}

// contractProblem reads a refusal as it stands on the wire.
func contractProblem(t *testing.T, to target) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots(t, to.config.CAFile)}}}
	defer client.CloseIdleConnections()
	request, err := http.NewRequest(http.MethodPut, to.config.URL+portal.PathReports+number(), bytes.NewReader(to.document))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer nobody")
	request.Header.Set("Content-Type", portal.TypeXML)
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var p portal.Problem
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatalf("problem: %v in %s", err, body)
	}
	if response.StatusCode != http.StatusUnauthorized || response.Header.Get("Content-Type") != portal.TypeProblem ||
		p.Status != response.StatusCode || p.Code != portal.CodeSessionExpired || p.Title == "" || p.Type == "" {
		t.Errorf("got %d %s %s, want a problem of 401 with type, title, status and code", response.StatusCode, response.Header.Get("Content-Type"), body)
	}
	if got := response.Header.Get(portal.HeaderDigest); got != portal.ContentDigest(body) {
		t.Errorf("digest of the answer: got %q, want %q", got, portal.ContentDigest(body))
	}
}

func roots(t *testing.T, path string) *x509.CertPool {
	t.Helper()
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(text)
	return pool
}

func wantKind(t *testing.T, what string, err error, want portal.Kind) {
	t.Helper()
	if e := problem(t, err); e.Kind != want {
		t.Errorf("%s: got %v, want %s", what, e, want)
	}
}

func wantCode(t *testing.T, what string, err error, want portal.Code) {
	t.Helper()
	if e := problem(t, err); e.Code != want {
		t.Errorf("%s: got %v, want %s", what, e, want)
	}
}
