package seal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"testing"

	"golang.org/x/crypto/argon2"
)

func wrapFor(t testing.TB, k *Key, login, password string) []byte {
	t.Helper()
	wrap, err := k.Wrap(login, password)
	if err != nil {
		t.Fatalf("Wrap: %v", err)
	}
	return wrap
}

func TestEveryWrapOpensTheSameKey(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	sealed, err := k.SealHeader([]byte("Muster"), "p")
	if err != nil {
		t.Fatalf("SealHeader: %v", err)
	}
	for login, password := range map[string]string{"meier": "ein langes Kennwort", "özdemir": "päßwörter", "leer": ""} {
		opened, err := cheap.OpenKey(wrapFor(t, k, login, password), login, password)
		if err != nil {
			t.Fatalf("OpenKey for %s: %v", login, err)
		}
		if got, err := opened.OpenHeader(nil, sealed, "p"); err != nil || string(got) != "Muster" {
			t.Errorf("OpenHeader with %s's key = %q, %v, want Muster", login, got, err)
		}
	}
}

func TestWrongPasswordIsToldFromDamage(t *testing.T) {
	t.Parallel()
	wrap := wrapFor(t, newKey(t), "meier", "richtig")
	for _, c := range []struct{ login, password string }{{"meier", "falsch"}, {"meier", ""}, {"müller", "richtig"}} {
		if _, err := cheap.OpenKey(wrap, c.login, c.password); !errors.Is(err, ErrWrongPassword) {
			t.Errorf("OpenKey as %s with %q = %v, want ErrWrongPassword", c.login, c.password, err)
		}
	}
	for name, damaged := range map[string][]byte{"empty": nil, "short": wrap[:len(wrap)-1], "long": append(bytes.Clone(wrap), 0)} {
		if _, err := cheap.OpenKey(damaged, "meier", "richtig"); !errors.Is(err, ErrDamaged) {
			t.Errorf("OpenKey of a wrap that is %s = %v, want ErrDamaged", name, err)
		}
	}
	for bit := range len(wrap) * 8 {
		damaged := bytes.Clone(wrap)
		damaged[bit/8] ^= 1 << (bit % 8)
		if _, err := cheap.OpenKey(damaged, "meier", "richtig"); !errors.Is(err, ErrDamaged) {
			t.Fatalf("OpenKey with bit %d flipped = %v, want ErrDamaged", bit, err)
		}
	}
}

// Somebody who also repairs the checksum gains nothing: the seal covers the head.
func TestForgedHeadDoesNotOpen(t *testing.T) {
	t.Parallel()
	wrap := wrapFor(t, newKey(t), "meier", "richtig")
	for _, at := range []int{len(magic) + 3, len(magic) + 8, headSize - 1} {
		forged := bytes.Clone(wrap[:len(wrap)-checkSize])
		forged[at] ^= 2
		forged = append(forged, check(forged)...)
		if _, err := cheap.OpenKey(forged, "meier", "richtig"); err == nil {
			t.Errorf("OpenKey with byte %d of the head forged = nil, want an error", at)
		}
	}
}

func TestCostStandsInTheWrapAndHasLimits(t *testing.T) {
	t.Parallel()
	dear := Cost{Time: 2, Memory: 20 << 10, Threads: 2}
	k, err := dear.NewKey()
	if err != nil {
		t.Fatalf("NewKey: %v", err)
	}
	wrap := wrapFor(t, k, "meier", "richtig")
	if got := getCost(wrap[len(magic):]); got != dear {
		t.Errorf("cost in the wrap = %+v, want %+v", got, dear)
	}
	if _, err := cheap.OpenKey(wrap, "meier", "richtig"); err != nil {
		t.Errorf("OpenKey at another cost = %v, want nil", err)
	}
	for _, c := range []Cost{{}, {1, 19<<10 - 1, 1}, {0, 64 << 10, 1}, {1, 64 << 10, 0}, {1, 2 << 20, 1}} {
		if _, err := c.NewKey(); !errors.Is(err, ErrCost) {
			t.Errorf("NewKey at %+v = %v, want ErrCost", c, err)
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

func BenchmarkOpenKey(b *testing.B) {
	k, err := Standard.NewKey()
	if err != nil {
		b.Fatal(err)
	}
	wrap := wrapFor(b, k, "meier", "richtig")
	for b.Loop() {
		if _, err := Standard.OpenKey(wrap, "meier", "richtig"); err != nil {
			b.Fatal(err)
		}
	}
}
