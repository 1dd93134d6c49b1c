package portal_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
)

// authority signs certificates for test servers.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	key := newKey(t)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test-CA"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return authority{cert, key}
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (a authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

// server signs a certificate for the loopback address, unless change says otherwise.
func (a authority) server(t *testing.T, change func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key := newKey(t)
	template := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	if change != nil {
		change(template)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// peer is a server with a TLS configuration; it gives its address.
func peer(t *testing.T, config *tls.Config, h http.Handler) string {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.TLS = config
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL
}

func newClient(t *testing.T, c portal.Config) *portal.Client {
	t.Helper()
	client, err := portal.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// fault asks whether the portal is ready and gives what went wrong.
func fault(t *testing.T, c *portal.Client) *portal.Error {
	t.Helper()
	return asError(t, c.Ready(context.Background()))
}

func asError(t *testing.T, err error) *portal.Error {
	t.Helper()
	var e *portal.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a *portal.Error", err)
	}
	return e
}

var ready = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"status":"ok"}`)
})

func TestARightPeerIsCalled(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	cert := a.server(t, nil)
	url := peer(t, &tls.Config{Certificates: []tls.Certificate{cert}}, ready)
	spare := make([]byte, 32)
	for name, pins := range map[string][][]byte{"without pins": nil, "pinned": {portal.Pin(cert.Leaf)}, "spare pin first": {spare, portal.Pin(cert.Leaf)}} {
		c := newClient(t, portal.Config{URL: url, CA: a.pool(), Pins: pins})
		if err := c.Ready(context.Background()); err != nil {
			t.Errorf("%s: got %v, want no error", name, err)
		}
	}
}

func TestCertificatesThatAreNotThePortalsAreRefused(t *testing.T) {
	t.Parallel()
	ours, other := newAuthority(t), newAuthority(t)
	for name, test := range map[string]struct {
		cert tls.Certificate
		pins [][]byte
		want portal.Why
	}{
		"expired":       {ours.server(t, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }), nil, portal.WhyExpired},
		"not yet valid": {ours.server(t, func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }), nil, portal.WhyNotYetValid},
		"wrong name": {ours.server(t, func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"anderswo.example"} }), nil,
			portal.WhyName},
		"other authority": {other.server(t, nil), nil, portal.WhyAuthority},
		"wrong pin":       {ours.server(t, nil), [][]byte{make([]byte, 32)}, portal.WhyPin},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := peer(t, &tls.Config{Certificates: []tls.Certificate{test.cert}}, ready)
			e := fault(t, newClient(t, portal.Config{URL: url, CA: ours.pool(), Pins: test.pins}))
			if e.Kind != portal.WrongCertificate || e.Certificate == nil || e.Certificate.Why != test.want {
				t.Fatalf("got %v, want %s: %s", e, portal.WrongCertificate, test.want)
			}
			if want := portal.Fingerprint(portal.Pin(test.cert.Leaf)); e.Certificate.Seen != want {
				t.Errorf("seen fingerprint: got %s, want %s", e.Certificate.Seen, want)
			}
			if len(e.Certificate.Expected) != len(test.pins) || e.Host == "" || !e.Retryable() {
				t.Errorf("got expected %v, host %q, retryable %v; want %d fingerprints, a host, true", e.Certificate.Expected, e.Host, e.Retryable(), len(test.pins))
			}
		})
	}
}

func TestAPinnedKeyDoesNotReplaceTheChain(t *testing.T) {
	t.Parallel()
	ours, other := newAuthority(t), newAuthority(t)
	cert := other.server(t, nil)
	url := peer(t, &tls.Config{Certificates: []tls.Certificate{cert}}, ready)
	e := fault(t, newClient(t, portal.Config{URL: url, CA: ours.pool(), Pins: [][]byte{portal.Pin(cert.Leaf)}}))
	if e.Kind != portal.WrongCertificate || e.Certificate.Why != portal.WhyAuthority {
		t.Errorf("got %v, want the authority refused", e)
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	url := peer(t, &tls.Config{Certificates: []tls.Certificate{a.server(t, nil)}, MaxVersion: tls.VersionTLS12}, ready)
	if e := fault(t, newClient(t, portal.Config{URL: url, CA: a.pool()})); e.Kind != portal.OldTLS {
		t.Errorf("got %v, want %s", e, portal.OldTLS)
	}
}

func TestPlainHTTPIsRefused(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(ready)
	t.Cleanup(s.Close)
	_, err := portal.New(portal.Config{URL: s.URL})
	if e := asError(t, err); e.Kind != portal.PlainHTTP {
		t.Errorf("http address: got %v, want %s", e, portal.PlainHTTP)
	}
	if e := fault(t, newClient(t, portal.Config{URL: "https" + s.URL[len("http"):]})); e.Kind != portal.PlainHTTP {
		t.Errorf("server without TLS: got %v, want %s", e, portal.PlainHTTP)
	}
}

func TestAddressesThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "portal.example", "ftp://portal.example", "https://", "https://user:pass@portal.example", "https://portal.example?x=1", "https://a b"} {
		_, err := portal.New(portal.Config{URL: address})
		if e := asError(t, err); e.Kind != portal.BadAddress {
			t.Errorf("%q: got %v, want %s", address, e, portal.BadAddress)
		}
	}
}

func TestAuthorityFilesThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	junk := filepath.Join(t.TempDir(), "junk.pem")
	if err := os.WriteFile(junk, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{junk, junk + ".missing"} {
		_, err := portal.New(portal.Config{URL: "https://portal.example", CAFile: path})
		if e := asError(t, err); e.Kind != portal.BadAuthority {
			t.Errorf("%s: got %v, want %s", filepath.Base(path), e, portal.BadAuthority)
		}
	}
}

// raw is a peer that does with a connection what it likes, over TLS or not.
func raw(t *testing.T, config *tls.Config, serve func(net.Conn)) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := ln.Addr().String()
	if config != nil {
		ln = tls.NewListener(ln, config)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			serve(conn)
			conn.Close()
		}
	}()
	t.Cleanup(func() { ln.Close(); <-done })
	return "https://" + address
}

func TestPeersThatTalkNonsenseAreRefused(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	secure := &tls.Config{Certificates: []tls.Certificate{a.server(t, nil)}}
	said := func(text string) func(net.Conn) {
		return func(c net.Conn) {
			_, _ = c.Read(make([]byte, 4096))
			_, _ = io.WriteString(c, text)
		}
	}
	for name, test := range map[string]struct {
		url  string
		want portal.Kind
	}{
		"no TLS at all":        {raw(t, nil, said("220 mail.example ESMTP\r\n")), portal.Nonsense},
		"no HTTP":              {raw(t, secure, said("220 mail.example ESMTP\r\n")), portal.Nonsense},
		"web page":             {raw(t, secure, said("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nIt works!")), portal.Nonsense},
		"no JSON":              {raw(t, secure, said("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n{{{")), portal.Nonsense},
		"redirect":             {raw(t, secure, said("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n")), portal.Nonsense},
		"page not found":       {raw(t, secure, said("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno")), portal.Nonsense},
		"wrong digest":         {raw(t, secure, said("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Digest: sha-256=:AAAA:\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}")), portal.Nonsense},
		"gateway away":         {raw(t, secure, said("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno")), portal.Busy},
		"cut answer":           {raw(t, secure, said("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"sta")), portal.Unreachable},
		"closed without words": {raw(t, secure, func(net.Conn) {}), portal.Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if e := fault(t, newClient(t, portal.Config{URL: test.url, CA: a.pool()})); e.Kind != test.want || !e.Retryable() {
				t.Errorf("got %v (retryable %v), want %s, retryable", e, e.Retryable(), test.want)
			}
		})
	}
}

func TestAnEndlessAnswerIsCutOff(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	url := peer(t, &tls.Config{Certificates: []tls.Certificate{a.server(t, nil)}}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for chunk := make([]byte, 32<<10); ; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}))
	if e := fault(t, newClient(t, portal.Config{URL: url, CA: a.pool()})); e.Kind != portal.Nonsense {
		t.Errorf("got %v, want %s", e, portal.Nonsense)
	}
}

func TestASlowPortalTimesOut(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	secure := &tls.Config{Certificates: []tls.Certificate{a.server(t, nil)}}
	wait := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	}
	for name, h := range map[string]http.HandlerFunc{"says nothing": wait, "drips": drip} {
		url := peer(t, secure, h)
		if e := fault(t, newClient(t, portal.Config{URL: url, CA: a.pool(), Timeout: 200 * time.Millisecond})); e.Kind != portal.Timeout {
			t.Errorf("%s: got %v, want %s", name, e, portal.Timeout)
		}
	}
}

func TestNobodyListeningIsUnreachable(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := ln.Addr().String()
	ln.Close()
	if e := fault(t, newClient(t, portal.Config{URL: "https://" + address})); e.Kind != portal.Unreachable {
		t.Errorf("got %v, want %s", e, portal.Unreachable)
	}
}

func TestACallerWhoGivesUpIsToldSo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := newClient(t, portal.Config{URL: "https://127.0.0.1:1"}).Ready(ctx)
	if e := asError(t, err); e.Kind != portal.Canceled || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %s around context.Canceled", e, portal.Canceled)
	}
}
