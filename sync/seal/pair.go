package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"strings"

	"filippo.io/age"
)

// Pair is somebody's own key pair (age, ML-KEM-768 with X25519): others wrap keys for
// her by its public half, without her password. It prints as "[redacted]".
type Pair struct {
	redacted
	id *age.HybridIdentity
}

// NewPair makes a fresh pair.
func NewPair() (*Pair, error) {
	id, err := age.GenerateHybridIdentity()
	if err != nil {
		return nil, fmt.Errorf("make key pair: %w", err)
	}
	return &Pair{id: id}, nil
}

func pairOf(secret string) (*Pair, error) {
	id, err := age.ParseHybridIdentity(secret)
	if err != nil {
		return nil, ErrDamaged
	}
	return &Pair{id: id}, nil
}

// Recipient is the public half, as text. It is no secret.
func (p *Pair) Recipient() string { return p.id.Recipient().String() }

// A pair on paper is its secret half as age writes it, without what all have in
// common, in groups of four. Its letters and digits cannot be taken for each other,
// and its last six are a checksum that finds each slip of up to four signs (bech32).
const (
	paperStart = "AGE-SECRET-KEY-PQ-1"
	paperGroup = 4
)

// Paper is the pair to be printed and put away: whoever has it opens what the pair
// opens.
func (p *Pair) Paper() string {
	text := strings.TrimPrefix(p.id.String(), paperStart)
	var groups []string
	for ; len(text) > paperGroup; text = text[paperGroup:] {
		groups = append(groups, text[:paperGroup])
	}
	return strings.Join(append(groups, text), " ")
}

// FromPaper reads what Paper gave, however it was grouped or typed. A slip is
// ErrMistyped.
func FromPaper(text string) (*Pair, error) {
	text = strings.Map(func(r rune) rune {
		if r <= ' ' || r == '-' || r == 0xa0 {
			return -1
		}
		return r
	}, strings.ToUpper(text))
	text = strings.TrimPrefix(text, strings.ReplaceAll(paperStart, "-", ""))
	p, err := pairOf(paperStart + text)
	if err != nil {
		return nil, ErrMistyped
	}
	return p, nil
}

// WrapFor seals all keys of the ring for the owner of a public half. It says nothing
// about who sealed it.
func (r *Ring) WrapFor(recipient string) ([]byte, error) { return SealFor(recipient, r.bytes()) }

// Open opens what WrapFor sealed. What was sealed for somebody else, or altered, is
// ErrDamaged.
func (p *Pair) Open(wrap []byte) (*Ring, error) {
	plain, err := p.OpenSealed(wrap)
	if err != nil {
		return nil, err
	}
	return ringOf(plain)
}

// Key is a key that only who has the pair can make, for something of hers besides; another
// for each label.
func (p *Pair) Key(label string) (*Key, error) {
	raw, err := hkdf.Key(sha256.New, []byte(p.id.String()), nil, label, KeySize)
	if err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	return KeyFromBytes(raw)
}
