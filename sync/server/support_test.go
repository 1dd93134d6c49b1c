package server_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/totp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	login    = "anna.beispiel"
	password = "richtig pferd batterie"
	melderID = "HE-00000001"
)

// clock is a time that tests move.
type clock struct{ ms atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ms.Store(time.Date(2026, 3, 4, 9, 15, 27, 123e6, time.UTC).UnixMilli())
	return c
}

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()) }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// fixture is a server with one site and one account, served on the loopback.
type fixture struct {
	*server.Server
	*clock
	url string
}

func start(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{clock: newClock()}
	s, err := server.Open(context.Background(), t.TempDir(), server.Options{Title: "test", Database: "test.db", Steps: []string{""}, Now: f.now, Cost: seal.Floor})
	if err != nil {
		t.Fatalf("open server: %v", err)
	}
	f.Server = s
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close server: %v", err)
		}
	})
	f.must(t, s.AddSite(context.Background(), server.Site{MelderID: melderID, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}))
	f.must(t, s.AddAccount(context.Background(), server.Account{Login: login, Name: "Anna Beispiel", MelderID: melderID}, password))
	f.url = serve(t, s)
	return f
}

func (f *fixture) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// serve serves a server's own calls until the test ends and gives its address.
func serve(t *testing.T, s *server.Server) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, ln, s.Guard(server.Mux(s.Calls()))) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return "https://" + ln.Addr().String()
}

// client is a new client that trusts the server.
func (f *fixture) client(t *testing.T) *portal.Client { return f.clientWith(t, portal.Config{}) }

func (f *fixture) clientWith(t *testing.T, config portal.Config) *portal.Client {
	t.Helper()
	config.CA = x509.NewCertPool()
	config.CA.AddCert(f.Certificate())
	config.URL, config.Pins, config.Timeout, config.UserAgent = f.url, [][]byte{f.Pin()}, time.Minute, "test/1"
	c, err := portal.New(config)
	f.must(t, err)
	t.Cleanup(c.Close)
	return c
}

func account(login string) server.Account {
	return server.Account{Login: login, Name: "Bernd Beispiel", MelderID: melderID}
}

// code is the account's code of the moment.
func (f *fixture) code(t *testing.T) string {
	t.Helper()
	secret, _, err := f.Secret(context.Background(), login)
	f.must(t, err)
	code, _ := totp.Code(secret, f.now())
	return code
}

// signedIn is a client with a session. The clock moves on, so that the next code
// is a new one.
func (f *fixture) signedIn(t *testing.T) *portal.Client {
	t.Helper()
	c := f.client(t)
	if _, err := c.SignIn(context.Background(), login, password, f.code(t)); err != nil {
		t.Fatalf("sign in: %v", err)
	}
	f.advance(totp.Period)
	return c
}

// exchange sends a request as it stands and gives status and body.
func (f *fixture) exchange(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(f.Certificate())
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	response, err := client.Do(r)
	f.must(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	f.must(t, err)
	return response.StatusCode, string(body)
}

// post sends a message as it stands on the wire.
func (f *fixture) post(t *testing.T, path string, message any) (int, string) {
	t.Helper()
	body, err := json.Marshal(message)
	f.must(t, err)
	r, err := http.NewRequest(http.MethodPost, f.url+path, bytes.NewReader(body))
	f.must(t, err)
	r.Header = http.Header{"Content-Type": {portal.TypeJSON}, portal.HeaderDigest: {portal.ContentDigest(body)}}
	return f.exchange(t, r)
}

// problem is the portal.Error in err.
func problem(t *testing.T, err error) *portal.Error {
	t.Helper()
	var e *portal.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a *portal.Error", err)
	}
	return e
}

func wantKind(t *testing.T, what string, err error, want portal.Kind) {
	t.Helper()
	if e := problem(t, err); e.Kind != want {
		t.Errorf("%s: got %v, want %s", what, e, want)
	}
}
