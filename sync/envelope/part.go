package envelope

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"slices"
	"time"

	"example.org/meldeportal/sync/seal"
)

// Manifest says what a part is and where it belongs. age has no associated data: what must be
// bound to a part stands inside it, signed by the site.
type Manifest struct {
	V         int       `json:"v"`
	Site      string    `json:"site"`
	Tnr       string    `json:"tnr,omitempty"`      // identity; the Landesauswertungsstelle knows its Pseudonym alone (law.md 3, Absatz 17)
	Replaces  string    `json:"replaces,omitempty"` // likewise
	Role      Role      `json:"role"`
	Recipient string    `json:"recipient"` // fingerprint of the key it is sealed for
	Created   time.Time `json:"created"`
	Birth     string    `json:"birth,omitempty"` // medical: year and month of birth, as far as the law counts it there
	Judged    []string  `json:"judged,omitzero"` // medical: rules that the whole document breaks and no office can judge by its part (rule.NeedsWhole); nil = nobody judged it
	Digest    string    `json:"digest"`          // SHA-256 of the payload, hex
	Whole     []byte    `json:"whole"`           // of the document, see wholeOf
	Blind     []byte    `json:"blind"`           // this part's half of the key of Whole
	Pieces    string    `json:"pieces"`          // see seam
}

// A part is, before it is sealed: length of the manifest, the manifest, the site's signature
// over it, length of the payload, the payload, zeros up to a multiple of padTo.
const (
	lengthSize = 4
	padTo      = 512
)

func (m *Manifest) part(payload []byte, by *seal.Signer) ([]byte, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	n := 2*lengthSize + len(text) + seal.SignatureSize + len(payload)
	plain := make([]byte, 0, (n+padTo-1)/padTo*padTo)
	plain = append(binary.BigEndian.AppendUint32(plain, uint32(len(text))), text...)
	plain = append(plain, by.Sign(kindManifest, text)...)
	plain = append(binary.BigEndian.AppendUint32(plain, uint32(len(payload))), payload...)
	return plain[:cap(plain)], nil
}

// readPart takes an opened part apart; its manifest must be signed by the owner of public.
func readPart(plain []byte, public string) (m Manifest, payload []byte, err error) {
	text, rest, ok := counted(plain)
	if !ok || len(rest) < seal.SignatureSize {
		return m, nil, ErrForm
	}
	payload, zeros, ok := counted(rest[seal.SignatureSize:])
	if !ok || len(plain)%padTo != 0 || len(zeros) >= padTo || slices.ContainsFunc(zeros, func(b byte) bool { return b != 0 }) {
		return m, nil, ErrForm
	}
	if !seal.Signed(public, kindManifest, text, rest[:seal.SignatureSize]) {
		return m, nil, ErrSignature
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&m) != nil || decoder.More() {
		return m, nil, ErrForm
	}
	if m.V > Version {
		return m, nil, ErrVersion
	}
	return m, payload, nil
}

func counted(b []byte) (text, rest []byte, ok bool) {
	if len(b) < lengthSize {
		return nil, nil, false
	}
	n := int64(binary.BigEndian.Uint32(b))
	if b = b[lengthSize:]; n > int64(len(b)) {
		return nil, nil, false
	}
	return b[:n], b[n:], true
}
