package seal

import (
	"errors"
	"strings"
	"testing"
)

func TestHashFitsItsPasswordOnly(t *testing.T) {
	t.Parallel()
	hash, err := cheap.HashPassword("päßwort")
	if err != nil {
		t.Fatalf("HashPassword: %v", err)
	}
	if !CheckPassword(hash, "päßwort") {
		t.Error("the password does not fit its own hash")
	}
	for _, wrong := range []string{"", "passwort", "päßwort "} {
		if CheckPassword(hash, wrong) {
			t.Errorf("%q fits the hash of another password", wrong)
		}
	}
	if second, err := cheap.HashPassword("päßwort"); err != nil || second == hash {
		t.Errorf("two hashes of one password are equal or failed: %v", err)
	}
}

func TestStrangeHashFitsNoPassword(t *testing.T) {
	t.Parallel()
	hash, err := cheap.HashPassword("")
	if err != nil {
		t.Fatalf("HashPassword: %v", err)
	}
	for _, strange := range []string{"", "$", "x", hash[:len(hash)-1], strings.Replace(hash, "argon2id", "argon2i", 1),
		strings.Replace(hash, "m=19456", "m=8", 1), strings.Replace(hash, "m=19456", "m=99999999", 1)} {
		if CheckPassword(strange, "") {
			t.Errorf("the empty password fits %q", strange)
		}
	}
	if _, err := (Cost{Time: 1, Memory: 1024, Threads: 1}).HashPassword("x"); !errors.Is(err, ErrCost) {
		t.Errorf("HashPassword at 1 MiB = %v, want ErrCost", err)
	}
}

func TestServerKeyIsItsBytes(t *testing.T) {
	t.Parallel()
	raw := make([]byte, KeySize)
	k, err := KeyFromBytes(raw)
	if err != nil {
		t.Fatalf("KeyFromBytes: %v", err)
	}
	again, err := KeyFromBytes(raw)
	if err != nil {
		t.Fatalf("KeyFromBytes: %v", err)
	}
	sealed, err := k.SealHeader([]byte("x"), "p")
	if err != nil {
		t.Fatalf("SealHeader: %v", err)
	}
	if got, err := again.OpenHeader(nil, sealed, "p"); err != nil || string(got) != "x" {
		t.Errorf("OpenHeader with the same bytes = %q, %v, want x", got, err)
	}
	if _, err := KeyFromBytes(raw[1:]); !errors.Is(err, ErrDamaged) {
		t.Errorf("KeyFromBytes of 31 bytes = %v, want ErrDamaged", err)
	}
}
