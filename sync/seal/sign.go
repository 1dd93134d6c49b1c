package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"strings"
)

// Signer proves who said something (Ed25519). It prints as "[redacted]".
type Signer struct {
	redacted
	key ed25519.PrivateKey
}

// SignatureSize is the length of a signature in bytes.
const SignatureSize = ed25519.SignatureSize

// NewSigner makes a fresh one.
func NewSigner() (*Signer, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	return &Signer{key: key}, nil
}

// SignerOf is the one that Seed gave. Anything else is ErrDamaged.
func SignerOf(seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, ErrDamaged
	}
	return &Signer{key: ed25519.NewKeyFromSeed(seed)}, nil
}

// Seed is what to keep of it, sealed or in a file of its own.
func (s *Signer) Seed() []byte { return s.key.Seed() }

// Public is what a signature is checked with, as text. It is no secret.
func (s *Signer) Public() string {
	return base64.StdEncoding.EncodeToString(s.key.Public().(ed25519.PublicKey))
}

// Sign signs a message of a kind: a signature of one kind proves nothing of another.
func (s *Signer) Sign(kind string, message []byte) []byte {
	return ed25519.Sign(s.key, signed(kind, message))
}

// Signed reports whether the owner of public has signed a message of a kind.
func Signed(public, kind string, message, signature []byte) bool {
	key, err := base64.StdEncoding.Strict().DecodeString(public)
	return err == nil && len(key) == ed25519.PublicKeySize && ed25519.Verify(key, signed(kind, message), signature)
}

// PublicKey reports whether a text is one that Public may have given.
func PublicKey(text string) bool {
	key, err := base64.StdEncoding.Strict().DecodeString(text)
	return err == nil && len(key) == ed25519.PublicKeySize
}

func signed(kind string, message []byte) []byte {
	return append(append([]byte(kind), 0), message...)
}

// A fingerprint is the first 160 bit of a SHA-256 in base32 (RFC 4648), in eight groups of four,
// as people read it to each other.
const (
	printBytes = 20
	printGroup = 4
	printEnd   = 2 // groups that people type
)

// Fingerprint names a public key for people, that of a Pair or of a Signer.
func Fingerprint(public string) string {
	sum := sha256.Sum256([]byte(public))
	text := base32.StdEncoding.EncodeToString(sum[:printBytes])
	groups := make([]string, 0, len(text)/printGroup)
	for ; text != ""; text = text[printGroup:] {
		groups = append(groups, text[:printGroup])
	}
	return strings.Join(groups, " ")
}

// FingerprintEnd is what people type of a fingerprint: its last two groups.
func FingerprintEnd(fingerprint string) string {
	return fingerprint[max(0, len(fingerprint)-printEnd*(printGroup+1)+1):]
}

// EndsWith reports whether somebody typed the last two groups of a fingerprint, in whatever
// letters and groups.
func EndsWith(fingerprint, typed string) bool {
	want, got := closedUp(FingerprintEnd(fingerprint)), closedUp(typed)
	return want != "" && (got == want || got == closedUp(fingerprint))
}

func closedUp(text string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r <= ' ' || r == '-' || r == 0xa0 {
			return -1
		}
		return r
	}, text))
}
