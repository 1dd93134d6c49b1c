package desk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
)

// registry is a root key with the lists it signs.
type registry struct {
	t    *testing.T
	root *seal.Signer
	list envelope.List
}

func newRegistry(t *testing.T) *registry {
	t.Helper()
	root, err := seal.NewSigner()
	if err != nil {
		t.Fatal(err)
	}
	r := &registry{t: t, root: root}
	for _, role := range envelope.Roles() {
		pair, err := seal.NewPair()
		if err != nil {
			t.Fatal(err)
		}
		r.list.Rotate(role, pair.Recipient(), time.Now().Add(-time.Hour))
	}
	return r
}

func (r *registry) fingerprint() string { return seal.Fingerprint(r.root.Public()) }

// signed is the list in a version, signed at a moment.
func (r *registry) signed(version int, at time.Time) []byte {
	r.t.Helper()
	r.list.Version = version - 1
	document, err := r.list.Sign(r.root, at)
	if err != nil {
		r.t.Fatal(err)
	}
	return document
}

// shows has a portal show a list instead of any it had.
func (w *workplace) shows(document []byte) {
	w.t.Helper()
	_, err := w.registry.DB.Writer.Exec("DELETE FROM key_list")
	w.must(err)
	if document != nil {
		w.must(w.registry.PublishKeys(w.t.Context(), document))
	}
}

// refused is why keys of the portal are not taken, nil where they are.
func (w *workplace) refused() *answer.Failure {
	w.t.Helper()
	err := w.door.keepKeys(w.t.Context())
	var f *answer.Failure
	if err != nil && !errors.As(err, &f) {
		w.t.Fatalf("got %v, want a failure for people", err)
	}
	return f
}

func TestSetUpComparesTheRootKey(t *testing.T) {
	t.Parallel()
	w, r := newStation(t), newRegistry(t)
	kindOf := func(typed string) answer.Kind {
		got, err := RegisterKey(t.Context(), w.door.Portal, typed)
		var f *answer.Failure
		if errors.As(err, &f) {
			return f.Kind
		}
		return answer.Kind(got)
	}
	end := seal.FingerprintEnd(r.fingerprint())
	if got := kindOf(""); got != "" {
		t.Errorf("a portal without keys: got %s", got)
	}
	if got := kindOf(end); got != answer.FailNoRegister {
		t.Errorf("a portal without keys that should have some: got %s", got)
	}
	w.shows(r.signed(1, time.Now()))
	for typed, want := range map[string]answer.Kind{"": answer.FailRegister, "AAAA AAAA": answer.FailRegister, end[:4]: answer.FailRegister,
		end: answer.Kind(r.fingerprint()), strings.ToLower(strings.ReplaceAll(end, " ", "")): answer.Kind(r.fingerprint())} {
		if got := kindOf(typed); got != want {
			t.Errorf("%q: got %s, want %s", typed, got, want)
		}
	}
}

func TestNoOlderAndNoForeignListIsTaken(t *testing.T) {
	t.Parallel()
	r := newRegistry(t)
	w := newStation(t)
	w.door.Register = r.fingerprint()
	for _, c := range []struct {
		name     string
		document []byte
		say      string // "" = she is let in
	}{
		{"the first", r.signed(2, time.Now()), ""},
		{"the same again", r.signed(2, time.Now()), ""},
		{"the next", r.signed(5, time.Now()), ""},
		{"an older one", r.signed(3, time.Now()), "sie ist älter als die bisherige (Fassung 3 statt 5)"},
		{"another root's", newRegistry(t).signed(9, time.Now()), "sie ist von einem anderen Registerschlüssel"},
		{"none", nil, "es zeigt keine mehr"},
		{"one that has expired", r.signed(6, time.Now().Add(-envelope.ListLife)), ""},
		{"the next but one", r.signed(7, time.Now()), ""},
	} {
		w.shows(c.document)
		switch f := w.refused(); {
		case f == nil && c.say != "":
			t.Errorf("%s: she is let in, want %q", c.name, c.say)
		case f != nil && (f.Kind != answer.FailKeyList || f.Detail != c.say):
			t.Errorf("%s: got %s, %q, want %q", c.name, f.Kind, f.Detail, c.say)
		}
	}
	kept, err := os.ReadFile(filepath.Join(filepath.Dir(w.path), fileKeyList))
	if err != nil {
		t.Fatal(err)
	}
	if list, err := envelope.Unchecked(kept); err != nil || list.Version != 7 {
		t.Errorf("kept %v, %v, want version 7", list, err)
	}
}

func TestTheHouseHasOneKeyAndNamesItAtEachSignIn(t *testing.T) {
	t.Parallel()
	r := newRegistry(t)
	w := newStation(t)
	if _, named := SiteKey(filepath.Dir(w.path)); named {
		t.Error("a key was named to a portal without keys of offices")
	}
	w.shows(r.signed(1, time.Now()))
	w.door.Register = r.fingerprint()
	for range 2 {
		w.must(w.door.nameSiteKey(t.Context(), w.vault, site))
	}
	all, err := w.registry.SiteKeys(t.Context())
	w.must(err)
	if len(all) != 1 || all[0].MelderID != site || all[0].State != portal.KeyPending {
		t.Fatalf("the portal has %+v, want one key that waits", all)
	}
	if key, _ := SiteKey(filepath.Dir(w.path)); key.Fingerprint != all[0].Fingerprint || key.State != portal.KeyPending {
		t.Errorf("beside the store stands %+v, want %s", key, all[0].Fingerprint)
	}
	signer, err := siteSigner(t.Context(), w.vault)
	w.must(err)
	if seal.Fingerprint(signer.Public()) != all[0].Fingerprint {
		t.Error("the store has another key than it named")
	}
	w.must(w.registry.ConfirmSiteKey(t.Context(), site, all[0].Fingerprint))
	w.must(w.door.nameSiteKey(t.Context(), w.vault, site))
	if key, _ := SiteKey(filepath.Dir(w.path)); key.State != portal.KeyConfirmed {
		t.Errorf("beside the store stands %+v, want it confirmed", key)
	}
}

func TestNobodyIsLetInByAPortalWhoseKeysAreNotBelieved(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	w.shows(newRegistry(t).signed(1, time.Now()))
	w.door.Register = newRegistry(t).fingerprint()
	_, err := w.door.SignIn(t.Context(), berta, password, w.code(berta), func(answer.Update) {})
	var f *answer.Failure
	if !errors.As(err, &f) || f.Kind != answer.FailKeyList {
		t.Errorf("got %v, want %s", err, answer.FailKeyList)
	}
}
