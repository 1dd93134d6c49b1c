// Package seal keeps what the local database holds from everyone without the
// right password. All cryptography of the program's local data lives here.
//
//	password ─Argon2id─► key-encryption key ─opens─► Pair (somebody's own) ─opens─► wrap ─► Ring
//	recovery key (on paper, a Pair) ────────────────────────────────────────opens─► wrap ─┘
//	Ring: one Key (32 random bytes) a generation ─HKDF-SHA-256─► K_header  K_body  K_index  K_audit  K_rows
//
// A Key seals headers and bodies with AES-256-GCM and binds each of them to the
// place it is stored at: a sealed value that was altered, moved to another row
// or put back from an older revision does not open. It promises that Open gives
// exactly the bytes that were sealed, or an error, and that no key ever shows
// in a log, an error or a JSON document.
//
// Everyone who may read the data has a key pair of their own, which their password
// opens, and a wrap of the Ring for it, which a colleague can make without that
// password. Start with NewRing, NewPair and Ring.WrapFor, then Cost.SealPair, OpenPair
// and Pair.Open. What a registry knows a person again by, without the name, is in
// pseudonym.go: FirstStage, SecondStage, References.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"strings"
	"sync"
)

// KeySize is the length of a key in bytes.
const KeySize = 32

const (
	indexSize = 16
	rowSize   = 16
	// format is the first associated part of every sealed value; another way of
	// sealing gets another one.
	format = "meldeportal-1"
	// padTo is the multiple bodies are padded to, so that the length of a row
	// tells little about what was written.
	padTo = 256
)

// Key is the data key: it seals everything the database holds about a person.
// One key may seal 2^32 values (the bound of random nonces); a site that saves
// once a second around the clock needs 136 years for that. It is safe for
// concurrent use and prints as "[redacted]".
type Key struct {
	redacted
	gen    uint32 // of a Ring; 0 = it stands alone, or is a store's of 0.2.0
	root   *[KeySize]byte
	header cipher.AEAD
	body   cipher.AEAD
	index  *[KeySize]byte
	audit  *[KeySize]byte
	rows   *sync.Pool // of MACs that are made for the plain columns of rows: by the hundred thousand
}

// NewKey makes a fresh random key.
func NewKey() (*Key, error) {
	var root [KeySize]byte
	rand.Read(root[:])
	return newKey(&root)
}

func newKey(root *[KeySize]byte) (*Key, error) {
	k := &Key{root: root}
	var err error
	if k.header, err = k.aead("K_header"); err != nil {
		return nil, err
	}
	if k.body, err = k.aead("K_body"); err != nil {
		return nil, err
	}
	if k.index, err = k.subKey("K_index"); err != nil {
		return nil, err
	}
	if k.audit, err = k.subKey("K_audit"); err != nil {
		return nil, err
	}
	rows, err := k.subKey("K_rows")
	k.rows = &sync.Pool{New: func() any { return hmac.New(sha256.New, rows[:]) }}
	return k, err
}

func (k *Key) subKey(label string) (*[KeySize]byte, error) {
	b, err := hkdf.Key(sha256.New, k.root[:], nil, format+" "+label, KeySize)
	if err != nil {
		return nil, fmt.Errorf("derive %s: %w", label, err)
	}
	return (*[KeySize]byte)(b), nil
}

func (k *Key) aead(label string) (cipher.AEAD, error) {
	sub, err := k.subKey(label)
	if err != nil {
		return nil, err
	}
	return newAEAD(sub[:])
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// SealHeader seals a short value for the place it is stored at (table, row id,
// revision). No part of the place may hold a NUL.
func (k *Key) SealHeader(plain []byte, place ...string) ([]byte, error) {
	return sealWith(k.header, plain, place)
}

// OpenHeader gives back what SealHeader sealed for the same place, or ErrDamaged.
// The plaintext is appended to dst[:0], which may be nil.
func (k *Key) OpenHeader(dst, sealed []byte, place ...string) ([]byte, error) {
	return openWith(k.header, dst, sealed, place)
}

// SealBody seals a long value, padded to a multiple of 256 bytes.
func (k *Key) SealBody(plain []byte, place ...string) ([]byte, error) {
	return sealWith(k.body, pad(plain), place)
}

// OpenBody gives back what SealBody sealed for the same place, or ErrDamaged.
func (k *Key) OpenBody(sealed []byte, place ...string) ([]byte, error) {
	padded, err := openWith(k.body, nil, sealed, place)
	if err != nil {
		return nil, err
	}
	return unpad(padded)
}

// Index is a blind index: 16 bytes that are equal for equal values and say
// nothing about them without the key.
func (k *Key) Index(value string) []byte {
	mac := hmac.New(sha256.New, k.index[:])
	mac.Write([]byte(value))
	return mac.Sum(nil)[:indexSize]
}

// MAC proves that somebody with the key has put these parts together, in this order.
func (k *Key) MAC(parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, k.audit[:])
	for _, part := range parts {
		mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part)))) // so that no two lists read the same
		mac.Write(part)
	}
	return mac.Sum(nil)
}

// Proves reports whether MAC gave this one for the same parts.
func (k *Key) Proves(mac []byte, parts ...[]byte) bool { return hmac.Equal(mac, k.MAC(parts...)) }

// RowMAC proves what stands plain in a row: 16 bytes. It is another key's than MAC, which
// proves the past after its key has gone.
func (k *Key) RowMAC(plain []byte) []byte {
	mac := k.rows.Get().(hash.Hash)
	defer k.rows.Put(mac)
	mac.Reset()
	mac.Write(plain)
	return mac.Sum(nil)[:rowSize:rowSize]
}

var errPlace = errors.New("place holds a NUL")

// bind joins format and place with NUL, so that no two places read the same.
func bind(place []string) ([]byte, error) {
	n := len(format)
	for _, part := range place {
		if strings.IndexByte(part, 0) >= 0 {
			return nil, errPlace
		}
		n += 1 + len(part)
	}
	ad := append(make([]byte, 0, n), format...)
	for _, part := range place {
		ad = append(append(ad, 0), part...)
	}
	return ad, nil
}

func sealWith(a cipher.AEAD, plain []byte, place []string) ([]byte, error) {
	ad, err := bind(place)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return a.Seal(nil, nil, plain, ad), nil
}

func openWith(a cipher.AEAD, dst, sealed []byte, place []string) ([]byte, error) {
	ad, err := bind(place)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	plain, err := a.Open(dst[:0], nil, sealed, ad)
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

// pad puts the length in front and zeros behind.
func pad(plain []byte) []byte {
	n := 4 + len(plain)
	padded := make([]byte, (n+padTo-1)/padTo*padTo)
	binary.BigEndian.PutUint32(padded, uint32(len(plain)))
	copy(padded[4:], plain)
	return padded
}

func unpad(padded []byte) ([]byte, error) {
	if len(padded) < 4 {
		return nil, ErrDamaged
	}
	n := int64(binary.BigEndian.Uint32(padded))
	if n > int64(len(padded)-4) {
		return nil, ErrDamaged
	}
	return padded[4 : 4+n : 4+n], nil
}
