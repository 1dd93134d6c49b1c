package envelope

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/seal"
)

// Report is what is put into an envelope.
type Report struct {
	Site     string // Melder_ID
	Tnr      string
	Replaces string
	Created  time.Time
	Document []byte   // oBDS, UTF-8
	Judged   []string // see Manifest
}

// blindSize is the length of half a key in bytes.
const blindSize = 32

// Seal puts a report into an envelope for the offices whose keys the list names, signed by
// its site. What obds.Cut cannot cut, and ErrNoKey.
func Seal(r Report, list *List, by *seal.Signer) ([]byte, error) {
	cuts, err := obds.Cut(r.Document)
	if err != nil {
		return nil, fmt.Errorf("cut document: %w", err)
	}
	created := r.Created.UTC().Truncate(time.Millisecond)
	blinds := [...][]byte{make([]byte, blindSize), make([]byte, blindSize)}
	for _, blind := range blinds {
		rand.Read(blind)
	}
	whole := wholeOf(r.Document, blinds[0], blinds[1])
	e := Envelope{V: Version, Site: r.Site, Tnr: r.Tnr, Replaces: r.Replaces, Created: created, SenderKey: seal.Fingerprint(by.Public())}
	for i, role := range Roles() {
		key, err := list.For(role, created)
		if err != nil {
			return nil, err
		}
		payload, seam := split(cuts.Pieces, shares[role])
		m := Manifest{V: Version, Site: r.Site, Role: role, Recipient: seal.Fingerprint(key.Recipient), Created: created,
			Digest: digestOf(payload), Whole: whole, Blind: blinds[i], Pieces: seam}
		if role == Medical {
			m.Birth, m.Judged = cuts.Birth, r.Judged
		} else {
			m.Tnr, m.Replaces = r.Tnr, r.Replaces
		}
		if err := e.add(&m, payload, key, by); err != nil {
			return nil, err
		}
	}
	document, err := sign(&e, &e.Signature, kindEnvelope, by)
	if err != nil {
		return nil, fmt.Errorf("write envelope: %w", err)
	}
	return document, nil
}

// add seals a part for its office.
func (e *Envelope) add(m *Manifest, payload []byte, key Key, by *seal.Signer) error {
	plain, err := m.part(payload, by)
	if err != nil {
		return fmt.Errorf("write part: %w", err)
	}
	data, err := seal.SealFor(key.Recipient, plain)
	if err != nil {
		return errors.Join(ErrNoKey, err)
	}
	e.Parts = append(e.Parts, Part{m.Role, m.Recipient, data})
	return nil
}

var shares = map[Role]obds.Share{Identity: obds.ShareIdentity, Medical: obds.ShareMedical}

// wholeOf binds both parts to one document. Its key is in halves, one in each part: a plain
// digest would tell each office, by trying, what the other's part says.
func wholeOf(document, identity, medical []byte) []byte {
	mac := hmac.New(sha256.New, append(append(make([]byte, 0, 2*blindSize), identity...), medical...))
	mac.Write(document)
	return mac.Sum(nil)
}

func digestOf(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:])
}
