package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"time"
)

// certificateLife is longer than a process lives: who shows one is known by its key.
const certificateLife = 30 * 24 * time.Hour

// Certificate is one by which a server or a client shows that it has the key: signed by itself,
// for those who know the public half.
func (s *Signer) Certificate(name string, now time.Time) (tls.Certificate, error) {
	template := &x509.Certificate{SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(certificateLife), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}, BasicConstraintsValid: true}
	made, err := x509.CreateCertificate(rand.Reader, template, template, s.key.Public(), s.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{made}, PrivateKey: s.key}, nil
}

// Shown is the public half of the key whose owner has shown a certificate, "" where it is of
// another kind.
func Shown(c *x509.Certificate) string {
	key, is := c.PublicKey.(ed25519.PublicKey)
	if !is {
		return ""
	}
	return base64.StdEncoding.EncodeToString(key)
}
