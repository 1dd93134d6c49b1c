package portal

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"net/url"
	"os"
	"slices"
)

// pinError is a certificate whose chain is right and whose key is not.
type pinError struct {
	seen *x509.Certificate
	want [][]byte
}

func (*pinError) Error() string { return "public key is not pinned" }

// tlsConfig is TLS 1.3 with the usual check of chain and name, against the
// system's authorities or the given ones, and the pins on top.
func tlsConfig(roots *x509.CertPool, pins [][]byte) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: roots}
	if len(pins) > 0 {
		c.VerifyConnection = func(s tls.ConnectionState) error { return checkPin(s.PeerCertificates[0], pins) }
	}
	return c
}

func checkPin(leaf *x509.Certificate, pins [][]byte) error {
	seen := Pin(leaf)
	if slices.ContainsFunc(pins, func(p []byte) bool { return bytes.Equal(p, seen) }) {
		return nil
	}
	return &pinError{leaf, pins}
}

// readAuthority reads a PEM file of certificates.
func readAuthority(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &Error{Kind: BadAuthority, Detail: "certificate file cannot be read", cause: err}
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, &Error{Kind: BadAuthority, Detail: "file holds no certificate"}
	}
	return pool, nil
}

// parseAddress takes an https address of host, optional port and optional path.
func parseAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, &Error{Kind: BadAddress, Detail: "address cannot be read"}
	case u.Scheme == "http":
		return nil, &Error{Kind: PlainHTTP, Host: u.Host, Detail: "address is not https"}
	case u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, &Error{Kind: BadAddress, Host: u.Host, Detail: "address is not of the form https://host"}
	}
	return u, nil
}
