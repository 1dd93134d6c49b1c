package envelope

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/sync/seal"
)

// Role is an office that gets a part.
type Role string

// The offices.
const (
	Identity Role = "identity" // Vertrauensstelle
	Medical  Role = "medical"  // Landesauswertungsstelle
)

// Roles are the offices in the order of the parts.
func Roles() []Role { return []Role{Identity, Medical} }

// Version is the form of an Envelope and what is in it.
const Version = 1

// Envelope is a closed report as it travels. All of it may be seen by who carries it.
type Envelope struct {
	V         int       `json:"v"`
	Site      string    `json:"site"`               // Melder_ID
	Tnr       string    `json:"tnr"`                // Transaktionsnummer
	Replaces  string    `json:"replaces,omitempty"` // number of what this takes the place of
	Created   time.Time `json:"created"`
	SenderKey string    `json:"sender_key"` // fingerprint of the key that signed
	Parts     []Part    `json:"parts"`      // one of each of Roles; of a request one for the Vertrauensstelle
	Signature []byte    `json:"signature"`  // over all bytes before this member

	signed []byte
	kind   string // of its signature
}

// Part is what one office gets.
type Part struct {
	Role      Role   `json:"role"`
	Recipient string `json:"recipient"` // fingerprint of its key
	Data      []byte `json:"data"`      // age
}

// Kinds of signatures.
const (
	kindEnvelope = "meldeportal/envelope/1"
	kindManifest = "meldeportal/manifest/1"
	kindList     = "meldeportal/keys/1"
)

// A signature is the last member of its message and signs the bytes before it, so that
// nobody has to write a message again to check it.
const signatureMember = `,"signature":"`

var signatureTail = len(signatureMember) + base64.StdEncoding.EncodedLen(seal.SignatureSize) + len(`"}`)

// sign writes a message that has a place for its signature at the end.
func sign(message any, into *[]byte, kind string, by *seal.Signer) ([]byte, error) {
	*into = make([]byte, seal.SignatureSize)
	draft, err := json.Marshal(message)
	if err != nil {
		return nil, err
	}
	*into = by.Sign(kind, draft[:len(draft)-signatureTail])
	return json.Marshal(message)
}

// readSigned reads a message that sign wrote, and gives what is signed. Only the very bytes
// that would be written are read: two programs never see two different things in it.
func readSigned[T any](document []byte) (message T, before []byte, err error) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&message) != nil || len(document) <= signatureTail {
		return message, nil, ErrForm
	}
	again, err := json.Marshal(message)
	before = document[:len(document)-signatureTail]
	if err != nil || !bytes.Equal(again, document) || !bytes.HasPrefix(document[len(before):], []byte(signatureMember)) {
		return message, nil, ErrForm
	}
	return message, before, nil
}

// Read reads an envelope without opening it. ErrForm, ErrVersion.
func Read(document []byte) (*Envelope, error) { return read(document, kindEnvelope, Roles()) }

func read(document []byte, kind string, roles []Role) (*Envelope, error) {
	e, before, err := readSigned[Envelope](document)
	if err != nil {
		if laterVersion(document) {
			return nil, ErrVersion
		}
		return nil, err
	}
	e.signed, e.kind = before, kind
	switch {
	case e.V > Version:
		return nil, ErrVersion
	case e.V != Version || e.Site == "" || !isNumber(e.Tnr) || e.Replaces != "" && !isNumber(e.Replaces),
		!wholeMillis(e.Created), len(e.Parts) != len(roles):
		return nil, ErrForm
	}
	for i, role := range roles {
		if p := e.Parts[i]; p.Role != role || p.Recipient == "" || len(p.Data) == 0 {
			return nil, ErrForm
		}
	}
	return &e, nil
}

// laterVersion reports that a message says of itself that it is of a later form.
func laterVersion(document []byte) bool {
	var said struct {
		V int `json:"v"`
	}
	return json.Unmarshal(document, &said) == nil && said.V > Version
}

func isNumber(text string) bool {
	id, err := uuid.Parse(text)
	return err == nil && id.String() == text && id.Version() == 4
}

func wholeMillis(t time.Time) bool {
	return !t.IsZero() && t.Equal(t.Truncate(time.Millisecond)) && t.Location() == time.UTC
}

// Check is what who carries an envelope can check of it: that the owner of a public key has
// signed it, and that each part is for a key of the list that its office still takes
// something for. ErrSignature, ErrRetired, ErrNoKey.
func (e *Envelope) Check(public string, list *List, now time.Time) error {
	if err := e.SignedBy(public); err != nil {
		return err
	}
	for _, p := range e.Parts {
		if err := list.Takes(p.Role, p.Recipient, now); err != nil {
			return err
		}
	}
	return nil
}

// SignedBy is ErrSignature unless the owner of a public key has signed the envelope.
func (e *Envelope) SignedBy(public string) error {
	if e.SenderKey != seal.Fingerprint(public) || !seal.Signed(public, e.kind, e.signed, e.Signature) {
		return ErrSignature
	}
	return nil
}
