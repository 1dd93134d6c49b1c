package envelope

import (
	"crypto/hmac"

	"example.org/meldeportal/sync/seal"
)

// Opener is an office with its keys, of which the older ones open what was sealed for them.
type Opener struct {
	role Role
	keys map[string]*seal.Pair // by fingerprint
}

// NewOpener is an office with its keys.
func NewOpener(role Role, keys ...*seal.Pair) *Opener {
	o := &Opener{role, map[string]*seal.Pair{}}
	for _, k := range keys {
		o.keys[seal.Fingerprint(k.Recipient())] = k
	}
	return o
}

// Opened is a part in the hands of its office.
type Opened struct {
	Manifest
	Payload []byte // the office's pieces of the document
}

// Open opens the office's part of an envelope that the owner of public has signed.
// ErrSignature, ErrRecipient, ErrDamaged, ErrForm, ErrVersion, ErrManifest.
func (o *Opener) Open(e *Envelope, public string) (*Opened, error) {
	if err := e.SignedBy(public); err != nil {
		return nil, err
	}
	for _, p := range e.Parts {
		if p.Role == o.role {
			return o.open(e, p, public)
		}
	}
	return nil, ErrForm
}

func (o *Opener) open(e *Envelope, p Part, public string) (*Opened, error) {
	part, err := o.OpenPart(p, public)
	if err != nil {
		return nil, err
	}
	if m := &part.Manifest; m.V != e.V || m.Site != e.Site || !m.of(e.Tnr, e.Replaces) || !m.Created.Equal(e.Created) {
		return nil, ErrManifest
	}
	return part, nil
}

// of reports that a part can be of the report of that number; a medical one names none, but
// for those of earlier programs.
func (m *Manifest) of(tnr, replaces string) bool {
	if m.Role == Medical && m.Tnr == "" && m.Replaces == "" {
		return true
	}
	return m.Tnr == tnr && m.Replaces == replaces
}

// OpenPart opens a part that came without its envelope: whoever had that has seen that it was
// signed. That the part is of the report it came with Manifest.Whole shows, which both parts
// have. Errors are those of Open.
func (o *Opener) OpenPart(p Part, public string) (*Opened, error) {
	key := o.keys[p.Recipient]
	if key == nil {
		return nil, ErrRecipient
	}
	plain, err := key.OpenSealed(p.Data)
	if err != nil {
		return nil, ErrDamaged
	}
	m, payload, err := readPart(plain, public)
	if err != nil {
		return nil, err
	}
	if m.Role != o.role || m.Recipient != p.Recipient || m.Digest != digestOf(payload) {
		return nil, ErrManifest
	}
	return &Opened{m, payload}, nil
}

// Join puts both parts together again. ErrApart: they are not of one document.
func Join(identity, medical *Opened) ([]byte, error) {
	if identity.Role != Identity || medical.Role != Medical || !medical.of(identity.Tnr, identity.Replaces) || identity.Site != medical.Site {
		return nil, ErrApart
	}
	document, err := sew(newSide(identity.Payload, identity.Pieces), newSide(medical.Payload, medical.Pieces))
	if err != nil {
		return nil, err
	}
	whole := wholeOf(document, identity.Blind, medical.Blind)
	if len(identity.Blind) != blindSize || len(medical.Blind) != blindSize || !hmac.Equal(whole, identity.Whole) || !hmac.Equal(whole, medical.Whole) {
		return nil, ErrApart
	}
	return document, nil
}
