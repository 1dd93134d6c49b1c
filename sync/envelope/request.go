package envelope

import (
	"fmt"
	"time"

	"example.org/meldeportal/sync/seal"
)

// A request is about a report and says nothing of a disease: it has one part, for the
// Vertrauensstelle, whose payload is the request as it was written. Its signature is of another
// kind, so that none can be taken for a report.

const kindRequest = "meldeportal/request/1"

func requestRoles() []Role { return []Role{Identity} }

// SealRequest puts a request, the Document of r, into an envelope for the Vertrauensstelle,
// signed by its site. ErrNoKey.
func SealRequest(r Report, list *List, by *seal.Signer) ([]byte, error) {
	e := Envelope{V: Version, Site: r.Site, Tnr: r.Tnr, Created: r.Created.UTC().Truncate(time.Millisecond), SenderKey: seal.Fingerprint(by.Public())}
	key, err := list.For(Identity, e.Created)
	if err != nil {
		return nil, err
	}
	m := Manifest{V: Version, Site: e.Site, Tnr: e.Tnr, Role: Identity, Recipient: seal.Fingerprint(key.Recipient), Created: e.Created, Digest: digestOf(r.Document)}
	if err := e.add(&m, r.Document, key, by); err != nil {
		return nil, err
	}
	document, err := sign(&e, &e.Signature, kindRequest, by)
	if err != nil {
		return nil, fmt.Errorf("write request: %w", err)
	}
	return document, nil
}

// ReadRequest reads the envelope of a request without opening it. ErrForm, ErrVersion.
func ReadRequest(document []byte) (*Envelope, error) {
	return read(document, kindRequest, requestRoles())
}
