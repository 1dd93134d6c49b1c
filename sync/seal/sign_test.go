package seal

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestASignatureIsOfItsOwnerAndItsKind(t *testing.T) {
	t.Parallel()
	s, err := NewSigner()
	if err != nil {
		t.Fatal(err)
	}
	other, err := NewSigner()
	if err != nil {
		t.Fatal(err)
	}
	signature := s.Sign("a", []byte("b"))
	if !Signed(s.Public(), "a", []byte("b"), signature) {
		t.Error("its own signature is not taken")
	}
	for name, taken := range map[string]bool{
		"another's key":   Signed(other.Public(), "a", []byte("b"), signature),
		"another message": Signed(s.Public(), "a", []byte("c"), signature),
		"another kind":    Signed(s.Public(), "c", []byte("b"), signature),
		"no signature":    Signed(s.Public(), "a", []byte("b"), nil),
		"no key":          Signed("", "a", []byte("b"), signature),
		"half a key":      Signed(base64.StdEncoding.EncodeToString(make([]byte, 16)), "a", []byte("b"), signature),
	} {
		if taken {
			t.Errorf("%s is taken", name)
		}
	}
	again, err := SignerOf(s.Seed())
	if err != nil || again.Public() != s.Public() {
		t.Errorf("SignerOf gives another one, %v", err)
	}
	if _, err := SignerOf([]byte("kurz")); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
	if text := fmt.Sprintf("%v %+v %s", s, s, s); strings.Contains(text, string(s.Seed())) || !strings.Contains(text, redactedText) {
		t.Errorf("a signer prints as %q", text)
	}
}

func TestFingerprintsAreEightGroupsOfWhichTwoAreTyped(t *testing.T) {
	t.Parallel()
	// printf abc | openssl sha256 -binary | head -c 20 | base32
	const want = "XJ4B NP4P AHH6 UQKB IDPF 3LRC EOYA GYND"
	got := Fingerprint("abc")
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if FingerprintEnd(got) != got[30:] {
		t.Errorf("the end of %q is %q", got, FingerprintEnd(got))
	}
	for typed, fits := range map[string]bool{got[30:]: true, strings.ToLower(got[30:]): true, strings.ReplaceAll(got[30:], " ", ""): true,
		strings.ReplaceAll(got[30:], " ", "-"): true, got: true, got[35:]: false, "": false, got[:9]: false, "x" + got[30:]: false} {
		if EndsWith(got, typed) != fits {
			t.Errorf("EndsWith %q: got %v, want %v", typed, !fits, fits)
		}
	}
	if EndsWith("", "") {
		t.Error("nothing ends with nothing")
	}
}

func TestWhatIsSealedForSomebodyOpensForHerAlone(t *testing.T) {
	t.Parallel()
	p, other := aPair(t), aPair(t)
	sealed, err := SealFor(p.Recipient(), []byte("Muster"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := p.OpenSealed(sealed); err != nil || string(got) != "Muster" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := other.OpenSealed(sealed); !errors.Is(err, ErrDamaged) {
		t.Errorf("somebody else: got %v, want ErrDamaged", err)
	}
	sealed[len(sealed)-1] ^= 1
	if _, err := p.OpenSealed(sealed); !errors.Is(err, ErrDamaged) {
		t.Errorf("altered: got %v, want ErrDamaged", err)
	}
	if _, err := SealFor("age1", nil); !errors.Is(err, ErrDamaged) || IsRecipient("age1") || !IsRecipient(p.Recipient()) {
		t.Errorf("no recipient: got %v, want ErrDamaged", err)
	}
}
