package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"slices"
	"strings"
	"testing"
)

func aRing(t testing.TB) *Ring {
	t.Helper()
	r, err := NewRing()
	if err != nil {
		t.Fatalf("NewRing: %v", err)
	}
	return r
}

func next(t testing.TB, r *Ring) *Ring {
	t.Helper()
	r, err := r.Next()
	if err != nil {
		t.Fatalf("Next: %v", err)
	}
	return r
}

// What a generation sealed opens with it alone, whatever came after it.
func TestSealedOpensWithItsGeneration(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	zero := &Ring{keys: []*Key{k}} // of a store of 0.2.0
	rings := []*Ring{zero}
	for range 3 {
		rings = append(rings, next(t, rings[len(rings)-1]))
	}
	last := rings[3]
	for i, r := range rings {
		header, _ := r.SealHeader([]byte("kurz"), "p")
		body, _ := r.SealBody([]byte("lang"), "p")
		if !bytes.HasPrefix(header, r.Mark()) || !bytes.HasPrefix(body, r.Mark()) || r.Generation() != i {
			t.Errorf("generation %d: sealed without its mark", i)
		}
		for name, open := range map[string]func(*Ring) ([]byte, error){
			"header": func(with *Ring) ([]byte, error) { return with.OpenHeader(nil, header, "p") },
			"body":   func(with *Ring) ([]byte, error) { return with.OpenBody(body, "p") },
		} {
			if _, err := open(last); err != nil {
				t.Errorf("%s of generation %d with all keys: %v", name, i, err)
			}
			_, err := open(last.Newest())
			if opens := err == nil; opens != (i == 3) {
				t.Errorf("%s of generation %d with the newest key alone: %v", name, i, err)
			}
			for j, earlier := range rings[:i] {
				if _, err := open(earlier); !errors.Is(err, ErrNewerKey) {
					t.Errorf("%s of generation %d with those up to %d: %v, want ErrNewerKey", name, i, j, err)
				}
			}
		}
		if got := last.IndexIn(i, "P1"); !bytes.Equal(got, r.Index("P1")) {
			t.Errorf("IndexIn(%d) = %x, want %x", i, got, r.Index("P1"))
		}
	}
	if all := last.Indexes("P1"); len(all) != 4 || slices.ContainsFunc(all[1:], func(b []byte) bool { return bytes.Equal(b, all[0]) }) {
		t.Errorf("Indexes = %x, want four different", all)
	}
}

// Once in a very long time what has no mark begins as if it had one.
func TestWhatLooksMarkedOpensAsGenerationZero(t *testing.T) {
	t.Parallel()
	k := aKey(t)
	ring := next(t, &Ring{keys: []*Key{k}})
	looks := sealWithNonce(t, k, []byte(mark+"\x00\x00\x00\x07same"), "Muster", "p")
	if got, err := ring.OpenHeader(nil, looks, "p"); err != nil || string(got) != "Muster" {
		t.Errorf("OpenHeader = %q, %v, want Muster", got, err)
	}
}

// A wrap opens for whom it was made, whatever password she has.
func TestWrapOpensForItsOwner(t *testing.T) {
	t.Parallel()
	ring, hers, others := next(t, aRing(t)), aPair(t), aPair(t)
	wrap, err := ring.WrapFor(hers.Recipient())
	if err != nil {
		t.Fatalf("WrapFor: %v", err)
	}
	got, err := hers.Open(wrap)
	if err != nil || !bytes.Equal(got.bytes(), ring.bytes()) {
		t.Errorf("Open = %v, want the ring", err)
	}
	if _, err := others.Open(wrap); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open by somebody else = %v, want ErrDamaged", err)
	}
	for _, at := range []int{0, len(wrap) / 2, len(wrap) - 1} {
		damaged := bytes.Clone(wrap)
		damaged[at] ^= 1
		if _, err := hers.Open(damaged); !errors.Is(err, ErrDamaged) {
			t.Errorf("Open with byte %d flipped = %v, want ErrDamaged", at, err)
		}
	}
	if _, err := ring.WrapFor("niemand"); !errors.Is(err, ErrDamaged) {
		t.Errorf("WrapFor nobody = %v, want ErrDamaged", err)
	}
	for _, b := range [][]byte{nil, ring.bytes()[1:], append(bytes.Clone(ring.bytes()[ringStep:]), ring.bytes()...)} {
		if _, err := ringOf(b); !errors.Is(err, ErrDamaged) {
			t.Errorf("ringOf(%d bytes) = %v, want ErrDamaged", len(b), err)
		}
	}
}

// What is typed off paper is the pair, however it is typed, and a slip is told.
func TestPairOnPaper(t *testing.T) {
	t.Parallel()
	p := aPair(t)
	paper := p.Paper()
	for _, typed := range []string{paper, strings.ToLower(paper), strings.ReplaceAll(paper, " ", ""), strings.ReplaceAll(paper, " ", "-\n"), p.id.String()} {
		if got, err := FromPaper(typed); err != nil || got.Recipient() != p.Recipient() {
			t.Errorf("FromPaper(%d signs) = %v, want the pair", len(typed), err)
		}
	}
	slips := 0
	for i, r := range paper {
		if r == ' ' {
			continue
		}
		for _, other := range "ACDEFGHJKLMNPQRSTUVWXYZ023456789" {
			if other == r {
				continue
			}
			slips++
			if _, err := FromPaper(paper[:i] + string(other) + paper[i+1:]); !errors.Is(err, ErrMistyped) {
				t.Fatalf("%c for %c at %d = %v, want ErrMistyped", other, r, i, err)
			}
		}
	}
	for _, typed := range []string{"", paper[5:], paper + " QQQQ", aPair(t).Recipient()} {
		if _, err := FromPaper(typed); !errors.Is(err, ErrMistyped) {
			t.Errorf("FromPaper(%.12s…) = %v, want ErrMistyped", typed, err)
		}
	}
	t.Logf("%d slips of one sign, each told; %d groups", slips, len(strings.Fields(paper)))
}

// What one save costs in sealing.
func BenchmarkSealDraft(b *testing.B) {
	r, err := NewRing()
	if err != nil {
		b.Fatal(err)
	}
	body := bytes.Repeat([]byte("Befund "), 300)
	for b.Loop() {
		header, _ := r.SealHeader(body[:120], "draft", "7", "3")
		sealed, _ := r.SealBody(body, "draft_body", "7", "3")
		if len(header)+len(sealed) == 0 {
			b.Fatal("nothing sealed")
		}
	}
}

// sealWithNonce seals as SealHeader does, with a nonce that is no accident.
func sealWithNonce(t *testing.T, k *Key, nonce []byte, plain string, place ...string) []byte {
	t.Helper()
	sub, err := k.subKey("K_header")
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(sub[:])
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	ad, err := bind(place)
	if err != nil {
		t.Fatal(err)
	}
	return append(nonce, gcm.Seal(nil, nonce, []byte(plain), ad)...)
}

// A MAC of an older generation proves as long as the ring has its key.
func TestAMACProvesByItsGeneration(t *testing.T) {
	t.Parallel()
	first := &Ring{keys: []*Key{aKey(t)}}
	second := next(t, first)
	for i, r := range []*Ring{first, second} {
		mac := r.MAC([]byte("wer"), []byte("was"))
		if !second.Proves(mac, []byte("wer"), []byte("was")) || second.Proves(mac, []byte("wer"), []byte("anderes")) {
			t.Errorf("generation %d: proven with all keys otherwise than by its own", i)
		}
		for name, later := range map[string]*Ring{"newest": second.Newest(), "one after that": next(t, second.Newest()).Newest()} {
			wrapped, err := ringOf(later.bytes())
			if err != nil || !wrapped.Proves(mac, []byte("wer"), []byte("was")) || wrapped.Proves(mac, []byte("wer"), []byte("anderes")) {
				t.Errorf("generation %d: proven with the %s otherwise than by its own, %v", i, name, err)
			}
		}
		if second.Newer(mac) || !first.Newer(second.MAC()) {
			t.Error("the generation of a MAC is told wrongly")
		}
	}
}
