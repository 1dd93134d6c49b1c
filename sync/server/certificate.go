package server

import (
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
	"path/filepath"
	"time"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/sync/portal"
)

const (
	certificateLife  = 2 * 365 * 24 * time.Hour
	certificateSpare = 30 * 24 * time.Hour // renewed so long before its end
)

// loadCertificate reads the server's certificate, or makes it. It is renewed when
// it ends soon or lacks a host; the key, and with it the pin, stays.
func loadCertificate(dir, title string, hosts []string, now time.Time) (tls.Certificate, error) {
	key, err := loadTLSKey(filepath.Join(dir, fileTLSKey))
	if err != nil {
		return tls.Certificate{}, err
	}
	path := filepath.Join(dir, fileTLSCert)
	hosts = append([]string{"localhost", "127.0.0.1", "::1"}, hosts...)
	der, err := readCertificate(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !serves(der, key, hosts, now) {
		der, err = makeCertificate(path, title, key, hosts, now)
	}
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err := x509.ParseCertificate(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}

func loadTLSKey(path string) (crypto.Signer, error) {
	text, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeTLSKey(path)
	}
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("key file holds no key")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, errors.New("key file holds no signing key")
	}
	return signer, nil
}

func makeTLSKey(path string) (crypto.Signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, writePEM(path, "PRIVATE KEY", der)
}

func readCertificate(path string) ([]byte, error) {
	text, err := readPrivate(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("certificate file holds no certificate")
	}
	return block.Bytes, nil
}

// serves reports whether a certificate is of the key, for all hosts, and for
// some time to come.
func serves(der []byte, key crypto.Signer, hosts []string, now time.Time) bool {
	cert, err := x509.ParseCertificate(der)
	if err != nil || now.Add(certificateSpare).After(cert.NotAfter) || now.Before(cert.NotBefore) {
		return false
	}
	public, ok := cert.PublicKey.(*ecdsa.PublicKey)
	if !ok || !public.Equal(key.Public()) {
		return false
	}
	for _, host := range hosts {
		if cert.VerifyHostname(host) != nil {
			return false
		}
	}
	return true
}

func makeCertificate(path, title string, key crypto.Signer, hosts []string, now time.Time) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: title},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(certificateLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	return der, writePEM(path, "CERTIFICATE", der)
}

func writePEM(path, kind string, der []byte) error {
	return renameio.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), privateMode)
}

// Certificate is the server's certificate; clients take it as their authority.
func (s *Server) Certificate() *x509.Certificate { return s.cert.Leaf }

// CertificateFile is the path of the certificate as PEM.
func (s *Server) CertificateFile() string { return filepath.Join(s.dir, fileTLSCert) }

// Pin is what clients pin of the server.
func (s *Server) Pin() []byte { return portal.Pin(s.cert.Leaf) }
