package envelope_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/seal"
)

func TestAListIsBelievedFromItsRootOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	root := seal.Fingerprint(w.root.Public())
	if w.list.Version != 1 || w.list.Fingerprint() != root || !w.list.Expires.Equal(now.Add(envelope.ListLife)) {
		t.Errorf("got version %d of %s until %v", w.list.Version, w.list.Fingerprint(), w.list.Expires)
	}
	altered := bytes.Replace(w.document, []byte(`"version":1`), []byte(`"version":9`), 1)
	if _, err := envelope.ReadList(altered, root, now); !errors.Is(err, envelope.ErrSignature) {
		t.Errorf("altered: got %v, want ErrSignature", err)
	}
	if _, err := envelope.ReadList(w.document, seal.Fingerprint(signer(t).Public()), now); !errors.Is(err, envelope.ErrRoot) {
		t.Errorf("another root: got %v, want ErrRoot", err)
	}
	if _, err := envelope.ReadList(w.document, root, now.Add(envelope.ListLife)); !errors.Is(err, envelope.ErrExpired) {
		t.Errorf("after 90 days: got %v, want ErrExpired", err)
	}
	// somebody with a key of their own signs the same list and names our root
	foreign := *w.list
	forged, err := foreign.Sign(signer(t), now)
	if err != nil {
		t.Fatal(err)
	}
	mine := strings.SplitAfter(string(forged), `"root":"`)
	named := mine[0] + w.root.Public() + mine[1][len(w.root.Public()):]
	if _, err := envelope.ReadList([]byte(named), root, now); !errors.Is(err, envelope.ErrSignature) {
		t.Errorf("forged: got %v, want ErrSignature", err)
	}
}

func TestTheVersionOnlyRises(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.list
	w.publish(t, *w.list)
	if w.list.Version != 2 {
		t.Errorf("got version %d, want 2", w.list.Version)
	}
	if err := first.After(2); !errors.Is(err, envelope.ErrOlder) {
		t.Errorf("the first list after the second: got %v, want ErrOlder", err)
	}
	if err := w.list.After(2); err != nil {
		t.Errorf("the same again: got %v, want it taken", err)
	}
}

func TestOnlyTheOneFormOfAListIsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	text := string(w.document)
	for name, document := range map[string]string{
		"blank behind":  text + "\n",
		"member twice":  strings.Replace(text, `"v":1`, `"v":1,"v":1`, 1),
		"version 0":     strings.Replace(text, `"version":1`, `"version":0`, 1),
		"unknown role":  strings.Replace(text, `"medical"`, `"billing"`, 1),
		"unknown state": strings.Replace(text, `"active"`, `"sleeping"`, 1),
		"no recipient":  strings.Replace(text, `"age1`, `"age2`, 1),
		"nothing":       "",
		"an envelope":   string(w.seal(t, tnr, sample(t, "eigen/min_op.xml"))),
	} {
		if _, err := envelope.Unchecked([]byte(document)); !errors.Is(err, envelope.ErrForm) {
			t.Errorf("%s: got %v, want ErrForm", name, err)
		}
	}
	if _, err := envelope.Unchecked([]byte(strings.Replace(text, `"v":1`, `"v":2`, 1))); !errors.Is(err, envelope.ErrVersion) {
		t.Errorf("later form: got %v, want ErrVersion", err)
	}
}

func FuzzList(f *testing.F) {
	w := newWorld(f)
	f.Add(w.document)
	f.Fuzz(func(t *testing.T, document []byte) {
		l, err := envelope.ReadList(document, seal.Fingerprint(w.root.Public()), now)
		if err == nil && !bytes.Equal(document, w.document) {
			t.Errorf("a list of version %d that the root key never signed", l.Version)
		}
	})
}
