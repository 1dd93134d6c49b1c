package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// TokenKey is the key that a random token of 256 bits stands for: who has the token opens
// what it sealed.
func TokenKey(token string) (*Key, error) {
	root, err := hkdf.Key(sha256.New, []byte(token), nil, format+" K_token", KeySize)
	if err != nil {
		return nil, fmt.Errorf("derive K_token: %w", err)
	}
	return KeyFromBytes(root)
}

// SealKey seals a key with another one, for a place.
func SealKey(with interface {
	SealHeader(plain []byte, place ...string) ([]byte, error)
}, k *Key, place ...string) ([]byte, error) {
	return with.SealHeader(k.root[:], place...)
}

// OpenSealedKey gives back what SealKey sealed for the same place, or ErrDamaged.
func OpenSealedKey(with interface {
	OpenHeader(dst, sealed []byte, place ...string) ([]byte, error)
}, sealed []byte, place ...string) (*Key, error) {
	root, err := with.OpenHeader(nil, sealed, place...)
	if err != nil {
		return nil, err
	}
	return KeyFromBytes(root)
}
