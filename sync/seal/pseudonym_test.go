package seal_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"example.org/meldeportal/sync/seal"
)

// span are the bytes from one up to another, the keys of the vectors.
func span(from, to int) (raw []byte) {
	for b := from; b < to; b++ {
		raw = append(raw, byte(b))
	}
	return raw
}

func stages(t testing.TB) (first *seal.FirstStage, second map[uint32]*seal.SecondStage, references *seal.References) {
	t.Helper()
	first, err := seal.FirstStageOf(span(0, 32))
	if err != nil {
		t.Fatal(err)
	}
	second = map[uint32]*seal.SecondStage{}
	for generation, from := range map[uint32]int{1: 0x20, 2: 0x60} {
		if second[generation], err = seal.SecondStageOf(span(from, from+seal.SIVKeySize), generation); err != nil {
			t.Fatal(err)
		}
	}
	if references, err = seal.ReferencesOf(span(0xA0, 0xE0)); err != nil {
		t.Fatal(err)
	}
	return first, second, references
}

// The vectors were made by Python's hmac and by cryptography's AESSIV (OpenSSL's); the program
// that made them lies beside them.
func TestPseudonymsAreThoseOfAnotherImplementation(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/pseudonym.tsv")
	if err != nil {
		t.Fatal(err)
	}
	first, second, references := stages(t)
	seen := map[string]int{}
	for line := range strings.Lines(string(text)) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(row) != 4 {
			t.Fatalf("line %q has %d columns", line, len(row))
		}
		what, kind, value := row[0], row[1], row[2]
		want, err := hex.DecodeString(row[3])
		if err != nil {
			t.Fatal(err)
		}
		seen[what]++
		one, err := second[1].Kontrollnummer(first.Kryptogramm(kind, value))
		if err != nil {
			t.Fatal(err)
		}
		var got []byte
		switch what {
		case "kryptogramm":
			got = first.Kryptogramm(kind, value)
		case "kontrollnummer-1":
			got = one
		case "kontrollnummer-1-2":
			got, err = second[2].Kontrollnummer(one)
		case "pseudonym":
			name, site, _ := strings.Cut(kind, " ")
			got, err = references.Pseudonym(name, site, value)
			if back, err := references.Number(name, site, want); err != nil || back != value {
				t.Errorf("number of %s: got %q, %v, want %q", row[3], back, err, value)
			}
		default:
			t.Fatalf("vector of an unknown kind %q", what)
		}
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s of %s %q: got %x, %v, want %x", what, kind, value, got, err, want)
		}
	}
	for _, what := range []string{"kryptogramm", "kontrollnummer-1", "kontrollnummer-1-2", "pseudonym"} {
		if seen[what] < 5 {
			t.Errorf("%d vectors of %s, want at least 5", seen[what], what)
		}
	}
}

func TestAKontrollnummerGoesBackWithItsOwnKeysOnly(t *testing.T) {
	t.Parallel()
	first, second, _ := stages(t)
	k := first.Kryptogramm("name", "MUELLER")
	if bytes.Equal(k, first.Kryptogramm("phon", "MUELLER")) {
		t.Error("a name and a sound have one Kryptogramm")
	}
	one, err := second[1].Kontrollnummer(k)
	if err != nil || len(one) != 48 {
		t.Fatalf("got %d bytes, %v, want 48", len(one), err)
	}
	over, err := second[2].Kontrollnummer(one)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := second[1].Back(one); err != nil || !bytes.Equal(back, k) {
		t.Errorf("back: got %x, %v, want %x", back, err, k)
	}
	if back, err := second[2].Back(over); err != nil || !bytes.Equal(back, one) {
		t.Errorf("back from over-encryption: got %x, %v, want %x", back, err, one)
	}
	otherGeneration, err := seal.SecondStageOf(span(0x20, 0x60), 2)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*seal.SecondStage{"the newer key": second[2], "the key in another generation": otherGeneration} {
		if _, err := s.Back(one); !errors.Is(err, seal.ErrDamaged) {
			t.Errorf("%s: got %v, want ErrDamaged", name, err)
		}
	}
	if _, err := second[1].Back(over); !errors.Is(err, seal.ErrDamaged) {
		t.Errorf("what is over-encrypted, with the old key alone: got %v, want ErrDamaged", err)
	}
}

func TestAPseudonymIsOfItsSiteAndKind(t *testing.T) {
	t.Parallel()
	_, _, references := stages(t)
	p, err := references.Pseudonym("referenz", "HE-1", "P-1")
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range [][2]string{{"referenz", "HE-2"}, {"meldung", "HE-1"}, {"referenz", ""}} {
		if _, err := references.Number(place[0], place[1], p); !errors.Is(err, seal.ErrDamaged) {
			t.Errorf("opened at %v: got %v, want ErrDamaged", place, err)
		}
		if other, err := references.Pseudonym(place[0], place[1], "P-1"); err != nil || bytes.Equal(other, p) {
			t.Errorf("the same pseudonym at %v, %v", place, err)
		}
	}
}

func TestKeysOfStagesAreOfOneLengthAndPrintAsNothing(t *testing.T) {
	t.Parallel()
	for n := range 130 {
		raw := make([]byte, n)
		_, first := seal.FirstStageOf(raw)
		_, second := seal.SecondStageOf(raw, 1)
		_, references := seal.ReferencesOf(raw)
		for what, got := range map[string]struct {
			err  error
			want int
		}{"first": {first, seal.KeySize}, "second": {second, seal.SIVKeySize}, "references": {references, seal.SIVKeySize}} {
			if fits := got.err == nil; fits != (n == got.want) || !fits && !errors.Is(got.err, seal.ErrDamaged) {
				t.Errorf("%s stage of %d bytes: got %v", what, n, got.err)
			}
		}
	}
	first, second, references := stages(t)
	for _, secret := range []any{first, second[1], references} {
		if text := fmt.Sprintf("%v %+v %#v", secret, secret, secret); strings.TrimSpace(strings.ReplaceAll(text, "[redacted]", "")) != "" {
			t.Errorf("prints as %q", text)
		}
	}
}
