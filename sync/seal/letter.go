package seal

import (
	"bytes"
	"fmt"
	"io"

	"filippo.io/age"
)

// SealFor seals something for the owner of a public half (age, ML-KEM-768 with X25519). It
// says nothing about who sealed it. ErrDamaged: that is no public half.
func SealFor(recipient string, plain []byte) ([]byte, error) {
	to, err := age.ParseHybridRecipient(recipient)
	if err != nil {
		return nil, ErrDamaged
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("seal for a recipient: %w", err)
	}
	return out.Bytes(), nil
}

// OpenSealed opens what SealFor sealed. What was sealed for somebody else, or altered, is
// ErrDamaged.
func (p *Pair) OpenSealed(sealed []byte) ([]byte, error) {
	in, err := age.Decrypt(bytes.NewReader(sealed), p.id)
	if err != nil {
		return nil, ErrDamaged
	}
	plain, err := io.ReadAll(in)
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

// IsRecipient reports whether a text is a public half that can be sealed for.
func IsRecipient(text string) bool {
	_, err := age.ParseHybridRecipient(text)
	return err == nil
}
