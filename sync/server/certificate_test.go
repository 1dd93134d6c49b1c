package server_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

// opened is a server in a folder, served until the test ends.
func opened(t *testing.T, dir string, o server.Options) (s *server.Server, url string) {
	t.Helper()
	o.Cost, o.Title, o.Database, o.Steps = seal.Floor, "test", "test.db", []string{""}
	s, err := server.Open(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, serve(t, s)
}

// ready calls a server with a CA file's text and a pin, on a connection of its own.
func ready(t *testing.T, url string, trusted, pin []byte) error {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(trusted) {
		t.Fatal("no authority")
	}
	c, err := portal.New(portal.Config{URL: url, CA: pool, Pins: [][]byte{pin}, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return c.Ready(context.Background())
}

// A certificate is renewed at two thirds of its life, while twenty clients call with what they
// were given once. Nobody is refused.
func TestARenewalRefusesNobody(t *testing.T) {
	t.Parallel()
	clock := newClock()
	clock.ms.Store(time.Now().AddDate(0, -20, 0).UnixMilli())
	s, url := opened(t, t.TempDir(), server.Options{Now: clock.now})
	trusted, pin := s.Trusted(), s.Pin()
	until := func() time.Time {
		c, err := tls.Dial("tcp", strings.TrimPrefix(url, "https://"), &tls.Config{RootCAs: pool(trusted)})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		return c.ConnectionState().PeerCertificates[0].NotAfter
	}
	before := until()
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	var called sync.WaitGroup
	called.Add(20)
	for range 20 {
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				if err := ready(t, url, trusted, pin); err != nil {
					t.Errorf("refused: %v", err)
				}
				if n == 0 {
					called.Done()
				}
			}
		})
	}
	called.Wait()
	clock.ms.Store(time.Now().UnixMilli())
	if after := until(); !after.After(before) {
		t.Errorf("it ends on %v, and did on %v before: it was not renewed", after, before)
	}
	stop()
	wg.Wait()
	if !bytes.Equal(s.Trusted(), trusted) || !bytes.Equal(s.Pin(), pin) {
		t.Error("what clients are given has changed")
	}
}

func pool(text []byte) *x509.CertPool {
	p := x509.NewCertPool()
	p.AppendCertsFromPEM(text)
	return p
}

func TestANewNameNeedsNoNewFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, _ := opened(t, dir, server.Options{})
	again, url := opened(t, dir, server.Options{Hosts: []string{"portal.example"}})
	if !bytes.Equal(s.Trusted(), again.Trusted()) || !bytes.Equal(s.Pin(), again.Pin()) {
		t.Error("what clients are given has changed")
	}
	c, err := tls.Dial("tcp", strings.TrimPrefix(url, "https://"), &tls.Config{RootCAs: pool(s.Trusted()), ServerName: "portal.example"})
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Close()
}

// write writes a certificate and its key as PEM files.
func writePair(t *testing.T, dir string, key crypto.Signer, certificates ...[]byte) (certificate string) {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	var text []byte
	for _, c := range certificates {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c})...)
	}
	certificate = filepath.Join(dir, "tls-cert.pem")
	if err := errors.Join(os.WriteFile(certificate, text, 0o600),
		os.WriteFile(filepath.Join(dir, "tls-key.pem"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600)); err != nil {
		t.Fatal(err)
	}
	return certificate
}

// certificate is one for the loopback's addresses.
func certificate(t *testing.T, key crypto.Signer, parent *x509.Certificate, by crypto.Signer, end time.Time) *x509.Certificate {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "of somebody"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: end, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}}
	if parent == nil {
		parent = template
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// Servers of before signed their certificate themselves, and it was what their clients were
// given. They go on as long as it is valid, by other names too, and their pin stays.
func TestAServerOfBeforeGoesOn(t *testing.T) {
	t.Parallel()
	dir, clock := t.TempDir(), newClock()
	clock.ms.Store(time.Now().UnixMilli())
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	old := certificate(t, key, nil, key, time.Now().AddDate(0, 3, 0))
	path := writePair(t, dir, key, old.Raw)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, url := opened(t, dir, server.Options{Now: clock.now, Hosts: []string{"portal.example"}})
	pin := portal.Pin(old)
	named, err := os.ReadFile(s.CertificateFile()) // as it stands in letters, and in a demo's folder
	if err != nil {
		t.Fatal(err)
	}
	for name, trusted := range map[string][]byte{"with the file of before": file, "with what is shown": s.Trusted(), "with the file that is named": named} {
		if err := ready(t, url, trusted, pin); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	c, err := tls.Dial("tcp", strings.TrimPrefix(url, "https://"), &tls.Config{RootCAs: pool(s.Trusted()), ServerName: "portal.example"})
	if err != nil {
		t.Errorf("by a name the old one has not: %v", err)
	} else {
		_ = c.Close()
	}
	if s.Before() != old.NotAfter {
		t.Errorf("ends on %v, want %v", s.Before(), old.NotAfter)
	}
	clock.advance(100 * 24 * time.Hour)
	if !s.Before().IsZero() || bytes.Contains(s.Trusted(), file) {
		t.Error("when it has ended, it is handed out all the same")
	}
	clock.advance(-100 * 24 * time.Hour)
	if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, file) {
		t.Errorf("the old file was changed: %v", err)
	}
}

// A hospital's own certificate is shown with its chain and never written over, wherever it lies.
func TestACertificateOfSomebodyElseIsKept(t *testing.T) {
	t.Parallel()
	authorityKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Klinik-CA"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().AddDate(1, 0, 0), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, authorityKey.Public(), authorityKey)
	if err != nil {
		t.Fatal(err)
	}
	authority, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	theirs := certificate(t, key, authority, authorityKey, time.Now().AddDate(0, 0, 20)) // it ends soon, and it is not ours to renew
	elsewhere, inside := t.TempDir(), t.TempDir()
	named := writePair(t, elsewhere, key, theirs.Raw, authority.Raw)
	for name, try := range map[string]struct {
		dir, file string
		o         server.Options
	}{
		"named":  {t.TempDir(), named, server.Options{Certificate: named, CertificateKey: filepath.Join(elsewhere, "tls-key.pem")}},
		"inside": {inside, writePair(t, inside, key, theirs.Raw, authority.Raw), server.Options{Hosts: []string{"a.new.name"}}},
	} {
		before, err := os.ReadFile(try.file)
		if err != nil {
			t.Fatal(err)
		}
		s, url := opened(t, try.dir, try.o)
		if err := ready(t, url, s.Trusted(), portal.Pin(theirs)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.ReadFile(try.file); err != nil || !bytes.Equal(before, after) || s.CertificateFile() != "" {
			t.Errorf("%s: it was written over, or another one is handed out: %v", name, err)
		}
	}
	_, _, err = open(t.TempDir(), server.Options{Certificate: named, CertificateKey: otherKey(t)})
	if !errors.Is(err, server.ErrTLSPair) {
		t.Errorf("a key that is not its own: got %v, want ErrTLSPair", err)
	}
	if _, _, err = open(t.TempDir(), server.Options{Certificate: named, CertificateKey: filepath.Join(elsewhere, "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key that is not there: got %v, want that it is not", err)
	}
	if _, _, err = open(t.TempDir(), server.Options{Certificate: filepath.Join(elsewhere, "none"), CertificateKey: named}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: got %v, want that it is not", err)
	}
}

// otherKey is the file of a key that a server made for itself.
func otherKey(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if _, _, err := open(dir, server.Options{}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "tls-key.pem")
}

// The server key may lie where the portal's files are not.
func TestTheServerKeyMayLieElsewhere(t *testing.T) {
	t.Parallel()
	dir, key := t.TempDir(), filepath.Join(t.TempDir(), "elsewhere.key")
	if _, _, err := open(dir, server.Options{KeyFile: key}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "server.key")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key lies in the folder: %v", err)
	}
	if err := os.Chmod(key, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(dir, server.Options{KeyFile: key}); err != nil {
		t.Errorf("with the key: %v", err)
	}
	if _, _, err := open(dir, server.Options{}); !errors.Is(err, server.ErrKeyMissing) {
		t.Errorf("without it: got %v, want ErrKeyMissing", err)
	}
}
