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

// Standard is the second recommended option of RFC 9106 (section 4): many staff
// share a server over SSH, and the program stays below 200 MiB.
var Standard = Cost{Time: 3, Memory: 64 << 10, Threads: 4}

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

// A wrap is, in this order: magic, cost (4+4+1 bytes), salt, the sealed key,
// and the first bytes of a SHA-256 over all before it. The last part tells a
// damaged wrap from a wrong password; it protects nothing.
const (
	magic     = "MPW1"
	costSize  = 9
	saltSize  = 16
	headSize  = len(magic) + costSize + saltSize
	gcmExtra  = 12 + 16 // nonce and tag
	checkSize = 8
	wrapSize  = headSize + KeySize + gcmExtra + checkSize
)

// Wrap seals the key under a person's password. The wrap opens with the same
// login and password only; it may be stored where others can read it.
func (k *Key) Wrap(login, password string) ([]byte, error) {
	head := make([]byte, headSize, wrapSize)
	copy(head, magic)
	k.cost.put(head[len(magic):])
	rand.Read(head[len(magic)+costSize:])
	kek, err := k.cost.derive(password, head[headSize-saltSize:])
	if err != nil {
		return nil, fmt.Errorf("wrap key: %w", err)
	}
	sealed, err := sealUnder(kek, k.root[:], head, login)
	if err != nil {
		return nil, fmt.Errorf("wrap key: %w", err)
	}
	wrap := append(head, sealed...)
	return append(wrap, check(wrap)...), nil
}

// OpenKey opens a wrap: ErrWrongPassword when login or password are not those it
// was made with, ErrDamaged when its bytes are not those that Wrap gave. Wraps
// made from the opened key cost what c says, whatever this one did.
func (c Cost) OpenKey(wrap []byte, login, password string) (*Key, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if len(wrap) != wrapSize || !bytes.Equal(check(wrap[:wrapSize-checkSize]), wrap[wrapSize-checkSize:]) ||
		string(wrap[:len(magic)]) != magic {
		return nil, ErrDamaged
	}
	head := wrap[:headSize:headSize]
	kek, err := getCost(head[len(magic):]).derive(password, head[headSize-saltSize:])
	if err != nil {
		return nil, ErrDamaged
	}
	root, err := openUnder(kek, wrap[headSize:wrapSize-checkSize], head, login)
	if err != nil {
		return nil, err
	}
	return c.newKey(root)
}

func sealUnder(kek, root, head []byte, login string) ([]byte, error) {
	a, err := newAEAD(kek)
	if err != nil {
		return nil, err
	}
	return sealWith(a, root, []string{"wrap", fmt.Sprintf("%x", head), login})
}

func openUnder(kek, sealed, head []byte, login string) (*[KeySize]byte, error) {
	a, err := newAEAD(kek)
	if err != nil {
		return nil, err
	}
	root, err := openWith(a, nil, sealed, []string{"wrap", fmt.Sprintf("%x", head), login})
	if err != nil || len(root) != KeySize {
		return nil, ErrWrongPassword
	}
	return (*[KeySize]byte)(root), nil
}

// derive stretches a password, and hands the memory it took back to the system.
func (c Cost) derive(password string, salt []byte) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	key := argon2.IDKey([]byte(password), salt, c.Time, c.Memory, c.Threads, KeySize)
	debug.FreeOSMemory()
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
