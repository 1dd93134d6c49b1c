package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"
)

// A registry knows a person again without knowing who it is: an office that may read names
// makes Kryptogramme of what they say, another one makes Kontrollnummern of those, and nobody
// has both keys (LKRG NRW § 2 (15), (16); RFC 2104, RFC 5297).
//
//	value ─HMAC-SHA-256, K1─► Kryptogramm (32 B) ─AES-256-SIV, K2 of a generation─► Kontrollnummer (48 B)
//
// Neither has anything random in it: equal values have equal numbers, which is what they are for.

// procedure begins all that is made by this way of doing it.
const procedure = "kn-v1"

// FirstStage makes Kryptogramme (K1). It prints as "[redacted]".
type FirstStage struct {
	redacted
	key []byte
}

// FirstStageOf is that of a key of KeySize bytes. Anything else is ErrDamaged.
func FirstStageOf(raw []byte) (*FirstStage, error) {
	if len(raw) != KeySize {
		return nil, ErrDamaged
	}
	return &FirstStage{key: slices.Clone(raw)}, nil
}

// Kryptogramm is what stands for a value of a kind: kinds are what may be equal to each other.
func (f *FirstStage) Kryptogramm(kind, value string) []byte {
	mac := hmac.New(sha256.New, f.key)
	mac.Write([]byte(procedure + kind + "\x00" + value))
	return mac.Sum(nil)
}

// SIVKeySize is the length of a key of AES-256-SIV in bytes.
const SIVKeySize = subtle.AESSIVKeySize

// SecondStage makes Kontrollnummern of Kryptogramme (K2 of a generation). Who has its key can
// go back to the Kryptogramm, as comparing registers with each other needs, and no further. It
// prints as "[redacted]".
type SecondStage struct {
	redacted
	siv *subtle.AESSIV
	ad  []byte
}

// SecondStageOf is that of a key of SIVKeySize bytes. Anything else is ErrDamaged.
func SecondStageOf(raw []byte, generation uint32) (*SecondStage, error) {
	siv, err := subtle.NewAESSIV(raw)
	if err != nil {
		return nil, ErrDamaged
	}
	return &SecondStage{siv: siv, ad: binary.BigEndian.AppendUint32([]byte(procedure), generation)}, nil
}

// Kontrollnummer is that of a Kryptogramm. Of a Kontrollnummer of an older generation it makes
// one that needs both keys to be opened: what is done after a leak, when names are not at hand
// any more.
func (s *SecondStage) Kontrollnummer(of []byte) ([]byte, error) {
	number, err := s.siv.EncryptDeterministically(of, s.ad)
	if err != nil {
		return nil, fmt.Errorf("make Kontrollnummer: %w", err)
	}
	return number, nil
}

// Back is what a Kontrollnummer was made of. ErrDamaged: it is of another key or generation.
func (s *SecondStage) Back(number []byte) ([]byte, error) {
	of, err := s.siv.DecryptDeterministically(number, s.ad)
	if err != nil {
		return nil, ErrDamaged
	}
	return of, nil
}

// References hides the numbers that a site gives: of its patients, its reports and its
// deliveries (LKRG NRW § 2 (17); K_ref). It prints as "[redacted]".
type References struct {
	redacted
	siv *subtle.AESSIV
}

// ReferencesOf is that of a key of SIVKeySize bytes. Anything else is ErrDamaged.
func ReferencesOf(raw []byte) (*References, error) {
	siv, err := subtle.NewAESSIV(raw)
	if err != nil {
		return nil, ErrDamaged
	}
	return &References{siv: siv}, nil
}

// Pseudonym is what stands for a number of a kind that a site gave.
func (r *References) Pseudonym(kind, site, number string) ([]byte, error) {
	pseudonym, err := r.siv.EncryptDeterministically([]byte(number), referencePlace(kind, site))
	if err != nil {
		return nil, fmt.Errorf("make pseudonym: %w", err)
	}
	return pseudonym, nil
}

// Number is the one a pseudonym stands for. ErrDamaged: it is no pseudonym of that kind and
// site.
func (r *References) Number(kind, site string, pseudonym []byte) (string, error) {
	number, err := r.siv.DecryptDeterministically(pseudonym, referencePlace(kind, site))
	if err != nil {
		return "", ErrDamaged
	}
	return string(number), nil
}

func referencePlace(kind, site string) []byte { return []byte(kind + "\x00" + site) }
