package refportal_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

func signer(t testing.TB) *seal.Signer {
	t.Helper()
	s, err := seal.NewSigner()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// isCode reports a refusal of a code.
func isCode(err error, want portal.Code) bool {
	var e *portal.Error
	return errors.As(err, &e) && e.Code == want
}

// signed is a list of a version.
func (f *fixture) signed(t testing.TB, root *seal.Signer, version int) []byte {
	t.Helper()
	pair, err := seal.NewPair()
	f.must(t, err)
	l := envelope.List{Version: version - 1}
	for _, role := range envelope.Roles() {
		l.Rotate(role, pair.Recipient(), f.now())
	}
	document, err := l.Sign(root, f.now())
	f.must(t, err)
	return document
}

func TestThePortalShowsTheNewestListToEverybody(t *testing.T) {
	t.Parallel()
	f, root := start(t, lenient{}), signer(t)
	c := f.client(t)
	if document, err := c.Keys(t.Context()); document != nil || err != nil {
		t.Errorf("before there is one: got %d bytes, %v, want none", len(document), err)
	}
	first, second := f.signed(t, root, 1), f.signed(t, root, 2)
	for _, document := range [][]byte{first, second} {
		f.must(t, f.PublishKeys(t.Context(), document))
		if got, err := c.Keys(t.Context()); err != nil || string(got) != string(document) {
			t.Errorf("got %d bytes, %v, want the list", len(got), err)
		}
	}
	for name, c := range map[string]struct {
		document []byte
		want     error
	}{
		"the same again": {second, envelope.ErrOlder},
		"an older one":   {first, envelope.ErrOlder},
		"another root's": {f.signed(t, signer(t), 9), envelope.ErrRoot},
		"an altered one": {[]byte(strings.Replace(string(second), `"version":2`, `"version":3`, 1)), envelope.ErrSignature},
		"none":           {[]byte("{}"), envelope.ErrForm},
	} {
		if err := f.PublishKeys(t.Context(), c.document); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestAKnownListIsNotSentAgain(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	f.must(t, f.PublishKeys(t.Context(), f.signed(t, signer(t), 1)))
	for tag, want := range map[string]int{"": http.StatusOK, `"1"`: http.StatusNotModified, `"2"`: http.StatusOK} {
		r, err := http.NewRequest(http.MethodGet, f.url+portal.PathKeys, nil)
		f.must(t, err)
		r.Header.Set("If-None-Match", tag)
		if status, body := f.exchange(t, r); status != want || (body == "") != (want == http.StatusNotModified) {
			t.Errorf("with %s: got %d and %d bytes, want %d", tag, status, len(body), want)
		}
	}
}

func TestAKeyOfASiteCountsOnceStaffHaveComparedIt(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	c, key := f.signedIn(t), signer(t)
	name := func() portal.SiteKeyState {
		t.Helper()
		s, err := c.RegisterKey(t.Context(), melderID, key.Public())
		f.must(t, err)
		return s
	}
	want := portal.SiteKeyState{Fingerprint: seal.Fingerprint(key.Public()), State: portal.KeyPending}
	for range 2 {
		if got := name(); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	end := seal.FingerprintEnd(want.Fingerprint)
	for _, wrong := range [][2]string{{melderID, "AAAA AAAA"}, {"HE-00000002", end}, {melderID, ""}} {
		if err := f.ConfirmSiteKey(t.Context(), wrong[0], wrong[1]); !errors.Is(err, refportal.ErrSiteKey) {
			t.Errorf("confirm %q: got %v, want ErrSiteKey", wrong, err)
		}
	}
	f.must(t, f.ConfirmSiteKey(server.By(t.Context(), "Eins"), melderID, strings.ToLower(end)))
	if got := name(); got.State != portal.KeyConfirmed {
		t.Errorf("confirmed: got %+v", got)
	}
	f.must(t, f.RevokeSiteKey(server.By(t.Context(), "Eins"), melderID, end))
	if _, err := c.RegisterKey(t.Context(), melderID, key.Public()); !isCode(err, portal.CodeKeyConflict) {
		t.Errorf("revoked: got %v, want %s", err, portal.CodeKeyConflict)
	}
	if err := f.ConfirmSiteKey(t.Context(), melderID, end); !errors.Is(err, refportal.ErrSiteKey) {
		t.Errorf("confirmed after it was revoked: got %v, want ErrSiteKey", err)
	}
	if all, err := f.SiteKeys(t.Context()); err != nil || len(all) != 1 || all[0].Login != login {
		t.Errorf("got %+v, %v", all, err)
	}
	acts, err := f.StaffActs(t.Context())
	f.must(t, err)
	if last := acts[len(acts)-1]; last.Act != "einrichtungsschluessel-widerrufen" || last.Object != melderID+" "+end {
		t.Errorf("the last act is %+v", last)
	}
}

func TestNobodyNamesAKeyForAnother(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	c := f.signedIn(t)
	if _, err := c.RegisterKey(t.Context(), "HE-00000002", signer(t).Public()); !isCode(err, portal.CodeSiteMismatch) {
		t.Errorf("another site: got %v, want %s", err, portal.CodeSiteMismatch)
	}
	if _, err := c.RegisterKey(t.Context(), melderID, "kein Schlüssel"); !isCode(err, portal.CodeBadEnvelope) {
		t.Errorf("no key: got %v, want %s", err, portal.CodeBadEnvelope)
	}
	for range 50 {
		_, err := c.RegisterKey(t.Context(), melderID, signer(t).Public())
		f.must(t, err)
	}
	if _, err := c.RegisterKey(t.Context(), melderID, signer(t).Public()); !isCode(err, portal.CodeKeyConflict) {
		t.Errorf("one too many: got %v, want %s", err, portal.CodeKeyConflict)
	}
}
