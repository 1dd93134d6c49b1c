package envelope_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/seal"
)

var now = time.Date(2026, 3, 4, 9, 15, 27, 123e6, time.UTC)

const (
	site   = "HE-00000001"
	tnr    = "6f1f1c0e-1f4b-4c62-9a0a-3f7d2c1b5a40"
	number = "0a52c8a4-65f0-4cf5-8ad1-2c7e0a4f9b11"
)

// world is a site, a root key and two offices with their list.
type world struct {
	site, root        *seal.Signer
	identity, medical *seal.Pair
	document          []byte // of the list
	list              *envelope.List
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{site: signer(t), root: signer(t), identity: pair(t), medical: pair(t)}
	var l envelope.List
	l.Rotate(envelope.Identity, w.identity.Recipient(), now.Add(-time.Hour))
	l.Rotate(envelope.Medical, w.medical.Recipient(), now.Add(-time.Hour))
	w.publish(t, l)
	return w
}

// publish signs a list as the next one.
func (w *world) publish(t testing.TB, l envelope.List) {
	t.Helper()
	var err error
	if w.document, err = l.Sign(w.root, now); err != nil {
		t.Fatal(err)
	}
	if w.list, err = envelope.ReadList(w.document, seal.Fingerprint(w.root.Public()), now); err != nil {
		t.Fatal(err)
	}
}

func signer(t testing.TB) *seal.Signer {
	t.Helper()
	s, err := seal.NewSigner()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pair(t testing.TB) *seal.Pair {
	t.Helper()
	p, err := seal.NewPair()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w *world) seal(t testing.TB, tnr string, document []byte) []byte {
	t.Helper()
	sealed, err := envelope.Seal(envelope.Report{Site: site, Tnr: tnr, Created: now, Document: document}, w.list, w.site)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func (w *world) read(t testing.TB, sealed []byte) *envelope.Envelope {
	t.Helper()
	e, err := envelope.Read(sealed)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// open opens both parts.
func (w *world) open(t testing.TB, e *envelope.Envelope) (identity, medical *envelope.Opened) {
	t.Helper()
	identity, err := envelope.NewOpener(envelope.Identity, w.identity).Open(e, w.site.Public())
	if err != nil {
		t.Fatal(err)
	}
	medical, err = envelope.NewOpener(envelope.Medical, w.medical).Open(e, w.site.Public())
	if err != nil {
		t.Fatal(err)
	}
	return identity, medical
}

// sample is one of the repository's own.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	return readFile(t, "../../model/obds/testdata/"+name)
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	document, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// written is a sample as the program writes it.
func written(t testing.TB, raw []byte) []byte {
	t.Helper()
	d, err := obds.Read(bytes.NewReader(raw), obds.Options{Problem: func(obds.Problem) {}})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := obds.Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
