package portal

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"strings"
	"unicode"
)

const (
	pinSize   = sha256.Size
	groupSize = 4
)

// ErrPin says that a text is no fingerprint of a public key.
var ErrPin = errors.New("no fingerprint of 64 hex digits")

// Pin is what is pinned of a certificate: the SHA-256 of its public key
// (SubjectPublicKeyInfo). It stays when the certificate is renewed.
func Pin(cert *x509.Certificate) []byte {
	sum := sha256.Sum256(cert.RawSubjectPublicKeyInfo)
	return sum[:]
}

// Fingerprint writes a pin for people: 64 hex digits in groups of four.
func Fingerprint(pin []byte) string {
	digits := hex.EncodeToString(pin)
	groups := make([]string, 0, len(digits)/groupSize)
	for ; len(digits) > groupSize; digits = digits[groupSize:] {
		groups = append(groups, digits[:groupSize])
	}
	return strings.Join(append(groups, digits), " ")
}

// ParsePin reads what Fingerprint wrote, as it may be copied from a letter: in
// any grouping, with spaces or colons, in any case. Else it is ErrPin.
func ParsePin(text string) ([]byte, error) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == ':' {
			return -1
		}
		return r
	}, text)
	pin, err := hex.DecodeString(digits)
	if err != nil || len(pin) != pinSize {
		return nil, ErrPin
	}
	return pin, nil
}
