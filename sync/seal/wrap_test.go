package seal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"testing"

	"golang.org/x/crypto/argon2"
)

// sealed is a key pair under a password.
func sealed(t testing.TB, p *Pair, login, password string) []byte {
	t.Helper()
	b, err := cheap.SealPair(p, login, password)
	if err != nil {
		t.Fatalf("SealPair: %v", err)
	}
	return b
}

func aPair(t testing.TB) *Pair {
	t.Helper()
	p, err := NewPair()
	if err != nil {
		t.Fatalf("NewPair: %v", err)
	}
	return p
}

func TestPairOpensWithItsPassword(t *testing.T) {
	t.Parallel()
	p := aPair(t)
	for login, password := range map[string]string{"meier": "ein langes Kennwort", "özdemir": "päßwörter", "leer": ""} {
		opened, err := OpenPair(sealed(t, p, login, password), login, password)
		if err != nil || opened.Recipient() != p.Recipient() {
			t.Errorf("OpenPair for %s = %v, want the same pair", login, err)
		}
	}
}

// The wrap of a program of 0.2.0 still opens: its data key is generation 0.
func TestKeyOfAnEarlierProgramOpens(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	head, err := k.SealHeader([]byte("Muster"), "p")
	if err != nil {
		t.Fatal(err)
	}
	wrap, err := cheap.wrap(keyMagic, k.root[:], "meier", "richtig")
	if err != nil {
		t.Fatal(err)
	}
	ring, err := OpenKey(wrap, "meier", "richtig")
	if err != nil {
		t.Fatalf("OpenKey: %v", err)
	}
	if got, err := ring.OpenHeader(nil, head, "p"); err != nil || string(got) != "Muster" || ring.Generation() != 0 || len(ring.Mark()) != 0 {
		t.Errorf("OpenHeader = %q, %v in generation %d, want Muster in 0", got, err, ring.Generation())
	}
	if _, err := OpenPair(wrap, "meier", "richtig"); !errors.Is(err, ErrDamaged) {
		t.Errorf("OpenPair of a wrapped key = %v, want ErrDamaged", err)
	}
}

func TestWrongPasswordIsToldFromDamage(t *testing.T) {
	t.Parallel()
	whole := sealed(t, aPair(t), "meier", "richtig")
	for _, c := range []struct{ login, password string }{{"meier", "falsch"}, {"meier", ""}, {"müller", "richtig"}} {
		if _, err := OpenPair(whole, c.login, c.password); !errors.Is(err, ErrWrongPassword) {
			t.Errorf("OpenPair as %s with %q = %v, want ErrWrongPassword", c.login, c.password, err)
		}
	}
	for name, damaged := range map[string][]byte{"empty": nil, "short": whole[:len(whole)-1], "long": append(bytes.Clone(whole), 0)} {
		if _, err := OpenPair(damaged, "meier", "richtig"); !errors.Is(err, ErrDamaged) {
			t.Errorf("OpenPair of what is %s = %v, want ErrDamaged", name, err)
		}
	}
	for bit := range len(whole) * 8 {
		damaged := bytes.Clone(whole)
		damaged[bit/8] ^= 1 << (bit % 8)
		if _, err := OpenPair(damaged, "meier", "richtig"); !errors.Is(err, ErrDamaged) {
			t.Fatalf("OpenPair with bit %d flipped = %v, want ErrDamaged", bit, err)
		}
	}
}

// Somebody who also repairs the checksum gains nothing: the seal covers the head.
func TestForgedHeadDoesNotOpen(t *testing.T) {
	t.Parallel()
	whole := sealed(t, aPair(t), "meier", "richtig")
	for _, at := range []int{len(pairMagic) + 3, len(pairMagic) + 8, headSize - 1} {
		forged := bytes.Clone(whole[:len(whole)-checkSize])
		forged[at] ^= 2
		forged = append(forged, check(forged)...)
		if _, err := OpenPair(forged, "meier", "richtig"); err == nil {
			t.Errorf("OpenPair with byte %d of the head forged = nil, want an error", at)
		}
	}
}

func TestCostStandsInTheWrapAndHasLimits(t *testing.T) {
	t.Parallel()
	dear := Cost{Time: 2, Memory: 20 << 10, Threads: 2}
	p := aPair(t)
	b, err := dear.SealPair(p, "meier", "richtig")
	if err != nil {
		t.Fatal(err)
	}
	if got := getCost(b[len(pairMagic):]); got != dear {
		t.Errorf("cost in the wrap = %+v, want %+v", got, dear)
	}
	for _, c := range []Cost{{}, {1, 19<<10 - 1, 1}, {0, 64 << 10, 1}, {1, 64 << 10, 0}, {1, 2 << 20, 1}} {
		if _, err := c.SealPair(p, "meier", "richtig"); !errors.Is(err, ErrCost) {
			t.Errorf("SealPair at %+v = %v, want ErrCost", c, err)
		}
	}
}

// A vector of the reference implementation (P-H-C/phc-winner-argon2, test.c):
// t=2, m=64 MiB, p=1, password "password", salt "somesalt".
func TestArgon2idMatchesItsReference(t *testing.T) {
	t.Parallel()
	const want = "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
	if got := hex.EncodeToString(argon2.IDKey([]byte("password"), []byte("somesalt"), 2, 64<<10, 1, 32)); got != want {
		t.Errorf("Argon2id = %s, want %s", got, want)
	}
}

// What a sign-in costs until the store's keys are there.
func BenchmarkSignIn(b *testing.B) {
	p, err := NewPair()
	if err != nil {
		b.Fatal(err)
	}
	ring, err := NewRing()
	if err != nil {
		b.Fatal(err)
	}
	wrap, err := ring.WrapFor(p.Recipient())
	if err != nil {
		b.Fatal(err)
	}
	kept, err := UsualFor(0).SealPair(p, "meier", "richtig")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		opened, err := OpenPair(kept, "meier", "richtig")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := opened.Open(wrap); err != nil {
			b.Fatal(err)
		}
	}
}
