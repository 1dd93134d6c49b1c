package totp

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
)

// secretSize is the only length a secret may have, in bytes: that of SHA-1, as
// RFC 4226 (section 4, R6) recommends.
const secretSize = 20

// ErrSecret says that something is no secret of ours: it has another length.
var ErrSecret = errors.New("no one-time-code secret")

const redactedText = "[redacted]"

var base32NoPad = base32.StdEncoding.WithPadding(base32.NoPadding)

// Secret is what phone and portal share. The zero value is no secret: it has no
// code, and no code fits it. However it is printed, logged or encoded, it gives
// "[redacted]"; Reveal and Bytes are the only ways to its value.
type Secret struct{ key []byte }

// NewSecret makes a random secret.
func NewSecret() Secret {
	key := make([]byte, secretSize)
	rand.Read(key)
	return Secret{key}
}

// SecretFromBytes takes back what Bytes gave; any other length is ErrSecret.
func SecretFromBytes(key []byte) (Secret, error) {
	if len(key) != secretSize {
		return Secret{}, ErrSecret
	}
	return Secret{append([]byte(nil), key...)}, nil
}

// Bytes are the secret's 20 bytes, nil for the zero value.
func (s Secret) Bytes() []byte { return append([]byte(nil), s.key...) }

// Reveal is the secret in base32, 32 characters, for the person who enrols.
func (s Secret) Reveal() string { return base32NoPad.EncodeToString(s.key) }

// valid reports whether there is a secret at all.
func (s Secret) valid() bool { return len(s.key) == secretSize }

// String gives "[redacted]".
func (s Secret) String() string { return redactedText }

// GoString gives "[redacted]".
func (s Secret) GoString() string { return redactedText }

// Format writes "[redacted]" for every verb.
func (s Secret) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, redactedText) }

// MarshalText gives "[redacted]", for JSON and slog too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redactedText), nil }
