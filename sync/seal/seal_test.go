package seal

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// cheap is the least a wrap may cost; tests need no more.
var cheap = Floor

func aKey(t testing.TB) *Key {
	t.Helper()
	k, err := NewKey()
	if err != nil {
		t.Fatalf("NewKey: %v", err)
	}
	return k
}

func TestSealedOpensAtItsPlaceOnly(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	sealed, err := k.SealHeader([]byte("Muster"), "draft", "7", "3")
	if err != nil {
		t.Fatalf("SealHeader: %v", err)
	}
	got, err := k.OpenHeader(nil, sealed, "draft", "7", "3")
	if err != nil || string(got) != "Muster" {
		t.Errorf("OpenHeader at its place = %q, %v, want Muster", got, err)
	}
	for _, place := range [][]string{
		{"draft", "7", "2"}, {"draft", "8", "3"}, {"delivery", "7", "3"}, {"draft", "73"}, {"draft7", "3"}, {"draft", "7", "3", ""}, {},
	} {
		if got, err := k.OpenHeader(nil, sealed, place...); !errors.Is(err, ErrDamaged) {
			t.Errorf("OpenHeader at %q = %q, %v, want ErrDamaged", place, got, err)
		}
	}
}

func TestHeadersAndBodiesHaveDifferentKeys(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	sealed, err := k.SealBody([]byte("Muster"), "draft", "7")
	if err != nil {
		t.Fatalf("SealBody: %v", err)
	}
	if got, err := k.OpenHeader(nil, sealed, "draft", "7"); !errors.Is(err, ErrDamaged) {
		t.Errorf("OpenHeader of a body = %q, %v, want ErrDamaged", got, err)
	}
	if got, err := aKey(t).OpenBody(sealed, "draft", "7"); !errors.Is(err, ErrDamaged) {
		t.Errorf("OpenBody with another key = %q, %v, want ErrDamaged", got, err)
	}
}

func TestPlaceWithNULIsRefused(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	if _, err := k.SealHeader(nil, "a\x00b"); err == nil {
		t.Error("SealHeader with a NUL in its place = nil, want an error")
	}
}

func TestBodyRoundTripAndPadding(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, 3000).Draw(t, "plain")
		sealed, err := k.SealBody(plain, "draft_body", "1", "1")
		if err != nil {
			t.Fatalf("SealBody: %v", err)
		}
		if over := (len(sealed) - gcmExtra) % padTo; over != 0 {
			t.Fatalf("sealed body of %d bytes is %d bytes over a multiple of %d", len(plain), over, padTo)
		}
		got, err := k.OpenBody(sealed, "draft_body", "1", "1")
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("OpenBody = %x, %v, want %x", got, err, plain)
		}
	})
}

func TestFlippedBitNeverOpens(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	body, err := k.SealBody([]byte(strings.Repeat("Befund ", 100)), "draft_body", "1", "1")
	if err != nil {
		t.Fatalf("SealBody: %v", err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	const flips = 20_000
	for range flips {
		bit := random.IntN(len(body) * 8)
		body[bit/8] ^= 1 << (bit % 8)
		if got, err := k.OpenBody(body, "draft_body", "1", "1"); !errors.Is(err, ErrDamaged) {
			t.Fatalf("OpenBody with bit %d flipped = %q, %v, want ErrDamaged", bit, got, err)
		}
		body[bit/8] ^= 1 << (bit % 8)
	}
	if _, err := k.OpenBody(body, "draft_body", "1", "1"); err != nil {
		t.Fatalf("OpenBody of the whole value = %v, want nil", err)
	}
}

func TestEqualValuesSealDifferently(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	a, _ := k.SealHeader([]byte("x"), "p")
	b, _ := k.SealHeader([]byte("x"), "p")
	if bytes.Equal(a, b) {
		t.Errorf("two seals of one value are equal: %x", a)
	}
}

func TestBlindIndexTellsEqualValuesWithinOneKey(t *testing.T) {
	t.Parallel()
	k, other := aKey(t), aKey(t)
	if a, b := k.Index("P100"), k.Index("P100"); !bytes.Equal(a, b) || len(a) != indexSize {
		t.Errorf("Index(P100) = %x and %x, want equal, %d bytes", a, b, indexSize)
	}
	if bytes.Equal(k.Index("P100"), k.Index("P101")) {
		t.Error("Index(P100) = Index(P101), want different")
	}
	if bytes.Equal(k.Index("P100"), other.Index("P100")) {
		t.Error("Index under two keys is equal, want different")
	}
}

// The sub-keys are part of the file format: HKDF-SHA-256 without salt, the
// label as info. The vector was computed with another implementation.
func TestSubKeysAreHKDF(t *testing.T) {
	t.Parallel()
	root := [KeySize]byte{}
	for i := range root {
		root[i] = byte(i)
	}
	k, err := newKey(&root)
	if err != nil {
		t.Fatalf("newKey: %v", err)
	}
	sub, err := k.subKey("K_body")
	if err != nil {
		t.Fatalf("subKey: %v", err)
	}
	const want = "09307adabe80369d6c8e2b87211496fb3447ee26ee6fe0fa21f25c27a599eb2e"
	if got := hex.EncodeToString(sub[:]); got != want {
		t.Errorf("K_body = %s, want %s", got, want)
	}
}

func TestKeyNeverPrints(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	type holder struct{ Key *Key }
	asJSON, err := json.Marshal(holder{k})
	if err != nil {
		t.Fatalf("Marshal: %v", err)
	}
	for name, got := range map[string]string{
		"%v": fmt.Sprintf("%v", k), "%+v": fmt.Sprintf("%+v", k), "%#v": fmt.Sprintf("%#v", k), "%s": fmt.Sprintf("%s", k),
		"%x": fmt.Sprintf("%x", k), "%d": fmt.Sprintf("%d", *k), "%q": fmt.Sprintf("%q", k), "String": k.String(),
		"GoString": k.GoString(), "exported field": fmt.Sprintf("%v", holder{k}), "JSON": string(asJSON),
	} {
		if !strings.Contains(got, redactedText) || strings.Contains(got, hex.EncodeToString(k.root[:4])) {
			t.Errorf("%s gives %q, want only %s", name, got, redactedText)
		}
	}
}

// A MAC proves its parts as they were put together, to whoever has the key.
func TestAMACProvesItsPartsAndNothingElse(t *testing.T) {
	t.Parallel()
	k, other := aKey(t), aKey(t)
	mac := k.MAC([]byte("ab"), []byte("c"))
	if !k.Proves(mac, []byte("ab"), []byte("c")) {
		t.Error("the parts are not proven")
	}
	for name, proven := range map[string]bool{
		"parts put together otherwise": k.Proves(mac, []byte("a"), []byte("bc")),
		"one part":                     k.Proves(mac, []byte("abc")),
		"other parts":                  k.Proves(mac, []byte("ab"), []byte("d")),
		"another key":                  other.Proves(mac, []byte("ab"), []byte("c")),
		"half of it":                   k.Proves(mac[:16], []byte("ab"), []byte("c")),
		"nothing":                      k.Proves(nil, []byte("ab"), []byte("c")),
	} {
		if proven {
			t.Errorf("%s: proven", name)
		}
	}
}
