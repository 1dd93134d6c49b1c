package server

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/sync/portal"
)

// A server has a small authority of its own, which clients trust and whose file they are
// given once. Under it the server's certificate is made anew while it runs; its key, and
// with it the pin, stays. Servers of before had a certificate signed by itself, which their
// clients were given as authority: it is shown to whoever asks for one of its names as long
// as it is valid. A certificate of somebody else's is used as it is, and never written.

const (
	authorityLife   = 10 * 365 * 24 * time.Hour
	certificateLife = 2 * 365 * 24 * time.Hour
	publicMode      = 0o644
)

// identity is what a server proves itself by.
type identity struct {
	title string
	hosts []string
	now   func() time.Time
	key   crypto.Signer

	authority    *x509.Certificate // nil with a certificate of somebody else's
	authorityKey crypto.Signer
	given        *tls.Certificate // somebody else's, or that of before; nil = none

	mu   sync.Mutex
	made *tls.Certificate // under the authority
}

// loadIdentity reads it from a folder, or makes it.
func loadIdentity(dir string, o Options) (id *identity, err error) {
	id = &identity{title: o.Title, now: o.Now, hosts: append([]string{"localhost", "127.0.0.1", "::1"}, o.Hosts...)}
	certificate, key, load := o.Certificate, o.CertificateKey, readSigner
	if certificate == "" {
		certificate, key, load = filepath.Join(dir, fileTLSCert), filepath.Join(dir, fileTLSKey), loadSigner
	} else if _, err := os.Stat(certificate); err != nil {
		return nil, err // who names a file wants it
	}
	if id.key, err = load(key); err != nil {
		return nil, err
	}
	if id.given, err = readCertificate(certificate, id.key); err != nil {
		return nil, err
	}
	if id.given != nil && !signsItself(id.given.Leaf) {
		return id, nil
	}
	if id.authorityKey, err = loadSigner(filepath.Join(dir, fileAuthorityKey)); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, fileAuthority)
	if id.authority, err = id.loadAuthority(path); err != nil {
		return nil, err
	}
	return id, id.keepTrusted(path)
}

// trusted is what clients are given as the authority, as PEM: that, and the certificate of
// before as long as it is shown.
func (id *identity) trusted() []byte {
	text := encode(id.authority)
	if id.given != nil && id.now().Before(id.given.Leaf.NotAfter) {
		text = append(text, encode(id.given.Leaf)...)
	}
	return text
}

// keepTrusted has the file clients are given hold it.
func (id *identity) keepTrusted(path string) error {
	text := id.trusted()
	if kept, err := os.ReadFile(path); err == nil && bytes.Equal(kept, text) {
		return nil
	}
	return renameio.WriteFile(path, text, publicMode)
}

// signsItself tells a certificate as servers of before made it for themselves.
func signsItself(cert *x509.Certificate) bool {
	return cert.CheckSignature(cert.SignatureAlgorithm, cert.RawTBSCertificate, cert.Signature) == nil
}

// show is the certificate for whoever calls.
func (id *identity) show(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	if id.authority == nil || id.given != nil && id.now().Before(id.given.Leaf.NotAfter) && id.given.Leaf.VerifyHostname(called(hello)) == nil {
		return id.given, nil
	}
	return id.current()
}

// called is the name a client calls, or the address where it names none.
func called(hello *tls.ClientHelloInfo) string {
	if hello.ServerName != "" || hello.Conn == nil {
		return hello.ServerName
	}
	host, _, _ := net.SplitHostPort(hello.Conn.LocalAddr().String())
	return host
}

// current is the certificate under the authority, a new one where two thirds of its life are over.
func (id *identity) current() (*tls.Certificate, error) {
	id.mu.Lock()
	defer id.mu.Unlock()
	now := id.now()
	if id.made != nil && now.Before(id.made.Leaf.NotBefore.Add(certificateLife*2/3)) && now.After(id.made.Leaf.NotBefore) {
		return id.made, nil
	}
	template := newTemplate(id.title, now, certificateLife)
	template.KeyUsage, template.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	for _, host := range id.hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	leaf, err := sign(template, id.authority, id.key.Public(), id.authorityKey)
	if err != nil {
		return nil, err
	}
	id.made = &tls.Certificate{Certificate: [][]byte{leaf.Raw}, PrivateKey: id.key, Leaf: leaf}
	return id.made, nil
}

func newTemplate(title string, now time.Time, life time.Duration) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127)) // never fails
	return &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: title},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(life), BasicConstraintsValid: true}
}

func sign(template, parent *x509.Certificate, public crypto.PublicKey, by crypto.Signer) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, by)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// loadAuthority reads the authority's certificate, or makes one, which keepTrusted keeps. It signs certificates of
// servers and no further authorities.
func (id *identity) loadAuthority(path string) (*x509.Certificate, error) {
	ready, err := readCertificate(path, id.authorityKey)
	if err != nil {
		return nil, err
	}
	if ready != nil {
		return ready.Leaf, nil
	}
	template := newTemplate(id.title+", Zertifizierungsstelle", id.now(), authorityLife)
	template.IsCA, template.MaxPathLenZero, template.KeyUsage = true, true, x509.KeyUsageCertSign
	return sign(template, template, id.authorityKey.Public(), id.authorityKey)
}

func encode(cert *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})
}

// loadSigner reads a key, or makes it.
func loadSigner(path string) (crypto.Signer, error) {
	key, err := readSigner(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSigner(path)
	}
	return key, err
}

// readSigner reads a key that nobody else may read.
func readSigner(path string) (crypto.Signer, error) {
	text, err := readPrivate(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, ErrTLSKey
	}
	for _, parse := range []func([]byte) (any, error){x509.ParsePKCS8PrivateKey,
		func(der []byte) (any, error) { return x509.ParseECPrivateKey(der) },
		func(der []byte) (any, error) { return x509.ParsePKCS1PrivateKey(der) }} {
		if key, err := parse(block.Bytes); err == nil {
			if signer, ok := key.(crypto.Signer); ok {
				return signer, nil
			}
		}
	}
	return nil, ErrTLSKey
}

func makeSigner(path string) (crypto.Signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, renameio.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), privateMode)
}

// readCertificate reads a certificate with its chain, nil where there is no file.
func readCertificate(path string, key crypto.Signer) (*tls.Certificate, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	found := &tls.Certificate{PrivateKey: key}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			found.Certificate = append(found.Certificate, block.Bytes)
		}
	}
	if len(found.Certificate) == 0 {
		return nil, ErrTLSCertificate
	}
	if found.Leaf, err = x509.ParseCertificate(found.Certificate[0]); err != nil {
		return nil, ErrTLSCertificate
	}
	public, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(found.Leaf.PublicKey) {
		return nil, ErrTLSPair
	}
	return found, nil
}

// Certificate is what clients take as the server's authority.
func (s *Server) Certificate() *x509.Certificate {
	if s.id.authority == nil {
		return s.id.given.Leaf
	}
	return s.id.authority
}

// Trusted is what clients are given as the server's authority, as PEM. With a certificate of somebody else's it is
// what its file holds beside it, "" where that is nothing.
func (s *Server) Trusted() []byte {
	if s.id.authority != nil {
		return s.id.trusted()
	}
	var text []byte
	for _, der := range s.id.given.Certificate[1:] {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	return text
}

// CertificateFile is the path of that, "" with a certificate of somebody else's.
func (s *Server) CertificateFile() string {
	if s.id.authority == nil {
		return ""
	}
	return filepath.Join(s.dir, fileAuthority)
}

// Before is when the certificate of before ends, which clients may have as their authority;
// zero where there is none any more.
func (s *Server) Before() time.Time {
	if s.id.authority == nil || s.id.given == nil || s.opt.Now().After(s.id.given.Leaf.NotAfter) {
		return time.Time{}
	}
	return s.id.given.Leaf.NotAfter
}

// Pin is what clients pin of the server.
func (s *Server) Pin() []byte {
	der, err := x509.MarshalPKIXPublicKey(s.id.key.Public())
	if err != nil {
		panic(err) // it signs certificates
	}
	return portal.Pin(&x509.Certificate{RawSubjectPublicKeyInfo: der})
}
