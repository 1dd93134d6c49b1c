package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime/debug"

	"golang.org/x/crypto/argon2"
)

// Cost says how much work one password guess is (Argon2id).
type Cost struct {
	Time    uint32 // passes over the memory
	Memory  uint32 // KiB
	Threads uint8
}

// UsualFor is what a guess on a person's password costs on a machine of so much memory in
// bytes, 0 = it is not known: 256 MiB, and half of that below 4 GiB (RFC 9106, section 4, asks for 64 MiB at least).
func UsualFor(memory uint64) Cost {
	c := Cost{Time: 3, Memory: 256 << 10, Threads: 2}
	if memory > 0 && memory < 4<<30 {
		c.Memory = 128 << 10
	}
	return c
}

// Below reports whether a guess costs less memory or time than with another cost.
func (c Cost) Below(other Cost) bool { return c.Memory < other.Memory || c.Time < other.Time }

// Floor is the least a wrap may cost (OWASP password storage: 19 MiB); ceiling
// keeps a tampered wrap from eating the machine.
var (
	Floor   = Cost{Time: 1, Memory: 19 << 10, Threads: 1}
	ceiling = Cost{Time: 64, Memory: 1 << 20, Threads: 64}
)

// ErrCost says that a cost lies outside the limits.
var ErrCost = errors.New("cost of password derivation outside its limits")

func (c Cost) check() error {
	if c.Time < Floor.Time || c.Memory < Floor.Memory || c.Threads < Floor.Threads ||
		c.Time > ceiling.Time || c.Memory > ceiling.Memory || c.Threads > ceiling.Threads {
		return ErrCost
	}
	return nil
}

// What a password protects is, in this order: what it is, cost (4+4+1 bytes), salt,
// the sealed secret, and the first bytes of a SHA-256 over all before it. The last
// part tells damaged bytes from a wrong password; it protects nothing.
const (
	keyMagic  = "MPW1" // the data key itself, of programs up to 0.2.0
	pairMagic = "MPW2" // somebody's own key pair
	costSize  = 9
	saltSize  = 16
	headSize  = len(keyMagic) + costSize + saltSize
	gcmExtra  = 12 + 16 // nonce and tag
	checkSize = 8
)

// SealPair seals a key pair under its owner's password: it opens with the same login
// and password only, and may be stored where others can read it.
func (c Cost) SealPair(p *Pair, login, password string) ([]byte, error) {
	sealed, err := c.wrap(pairMagic, []byte(p.id.String()), login, password)
	if err != nil {
		return nil, fmt.Errorf("seal key pair: %w", err)
	}
	return sealed, nil
}

// CostOf is what SealPair made a sealed pair cost, zero where it is none.
func CostOf(sealed []byte) Cost {
	if len(sealed) < headSize || string(sealed[:len(pairMagic)]) != pairMagic {
		return Cost{}
	}
	return getCost(sealed[len(pairMagic):])
}

// OpenPair opens what SealPair gave: ErrWrongPassword when login or password are not
// those it was sealed with, ErrDamaged when its bytes are others.
func OpenPair(sealed []byte, login, password string) (*Pair, error) {
	secret, err := unwrap(pairMagic, sealed, login, password)
	if err != nil {
		return nil, err
	}
	return pairOf(string(secret))
}

// OpenKey opens the data key as programs up to 0.2.0 kept it for each person, with
// errors as OpenPair.
func OpenKey(wrap []byte, login, password string) (*Ring, error) {
	root, err := unwrap(keyMagic, wrap, login, password)
	if err != nil {
		return nil, err
	}
	k, err := KeyFromBytes(root)
	if err != nil {
		return nil, err
	}
	return &Ring{keys: []*Key{k}}, nil
}

func (c Cost) wrap(magic string, secret []byte, login, password string) ([]byte, error) {
	head := make([]byte, headSize, headSize+len(secret)+gcmExtra+checkSize)
	copy(head, magic)
	c.put(head[len(magic):])
	rand.Read(head[len(magic)+costSize:])
	kek, err := c.derive(password, head[headSize-saltSize:])
	if err != nil {
		return nil, err
	}
	a, err := newAEAD(kek)
	if err != nil {
		return nil, err
	}
	sealed, err := sealWith(a, secret, wrapPlace(head, login))
	if err != nil {
		return nil, err
	}
	wrap := append(head, sealed...)
	return append(wrap, check(wrap)...), nil
}

func unwrap(magic string, wrap []byte, login, password string) ([]byte, error) {
	end := len(wrap) - checkSize
	if end < headSize+gcmExtra || !bytes.Equal(check(wrap[:end]), wrap[end:]) || string(wrap[:len(magic)]) != magic {
		return nil, ErrDamaged
	}
	head := wrap[:headSize:headSize]
	kek, err := getCost(head[len(magic):]).derive(password, head[headSize-saltSize:])
	if err != nil {
		return nil, ErrDamaged
	}
	a, err := newAEAD(kek)
	if err != nil {
		return nil, err
	}
	secret, err := openWith(a, nil, wrap[headSize:end], wrapPlace(head, login))
	if err != nil {
		return nil, ErrWrongPassword
	}
	return secret, nil
}

func wrapPlace(head []byte, login string) []string {
	return []string{"wrap", fmt.Sprintf("%x", head), login}
}

// muchMemory is how many KiB are given back at once after a password was stretched; for fewer
// the collector's own time is soon enough, and a collection that waits for nobody costs more.
const muchMemory = 64 << 10

// derive stretches a password, and hands much memory that it took back to the system.
func (c Cost) derive(password string, salt []byte) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	key := argon2.IDKey([]byte(password), salt, c.Time, c.Memory, c.Threads, KeySize)
	if c.Memory >= muchMemory {
		debug.FreeOSMemory()
	}
	return key, nil
}

func (c Cost) put(b []byte) {
	binary.BigEndian.PutUint32(b, c.Time)
	binary.BigEndian.PutUint32(b[4:], c.Memory)
	b[8] = c.Threads
}

func getCost(b []byte) Cost {
	return Cost{Time: binary.BigEndian.Uint32(b), Memory: binary.BigEndian.Uint32(b[4:]), Threads: b[8]}
}

func check(b []byte) []byte {
	sum := sha256.Sum256(b)
	return sum[:checkSize]
}
