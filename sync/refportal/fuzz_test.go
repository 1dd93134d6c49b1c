package refportal_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"example.org/meldeportal/sync/portal"
)

// FuzzCalls holds the portal to its contract for any call, of strangers and of somebody who is
// signed in: an answer in the contract's form, never a fault of the portal's own.
func FuzzCalls(f *testing.F) {
	p := start(f, nil)
	token, handler := p.token(f), p.Handler()
	signIn := `{"loginname":"anna.beispiel","passwort":"falsch","otp":"000000"}`
	for _, seed := range []struct{ method, path, media, body string }{
		{http.MethodPut, portal.PathReports + "3f0e6f5e-4f0c-4d0e-8f43-0e6b6f2f5a10", portal.TypeXML, string(document(f, nil))},
		{http.MethodPut, portal.PathReports + "3F0E6F5E-4F0C-4D0E-8F43-0E6B6F2F5A10", portal.TypeXML + "; charset=latin1", "<oBDS/>"},
		{http.MethodGet, portal.PathReports + "%00..%2f", "", ""},
		{http.MethodPut, portal.PathDeletions + "3f0e6f5e-4f0c-4d0e-8f43-0e6b6f2f5a11", portal.TypeJSON,
			`{"v":1,"tnr":"3f0e6f5e-4f0c-4d0e-8f43-0e6b6f2f5a11","melder_id":"HE-00000001","meldung_id":"M-1","grund":"","text":"x","gestellt_am":"2026-03-04T09:15:27Z"}`},
		{http.MethodPost, portal.PathSessions, portal.TypeJSON, signIn},
		{http.MethodPost, portal.PathActivations, portal.TypeJSON, signIn + signIn},
		{http.MethodPost, portal.PathResets, portal.TypeJSON, `{"loginname":"\ud800"}`},
		{http.MethodPut, portal.PathPassword, portal.TypeJSON, `{"loginname":"anna.beispiel","passwort":"x","otp":"1","neu":"` + strings.Repeat("ä", 100) + `"}`},
		{http.MethodPut, portal.PathOwnKey, portal.TypeJSON, `{"schluessel":"` + strings.Repeat("a", 64) + `"}`},
		{http.MethodGet, portal.PathColleagues + "anna.beispiel", "", ""},
		{http.MethodGet, portal.PathEvents + "?after=9223372036854775807", "", ""},
		{http.MethodGet, portal.PathReady, "", ""},
		{http.MethodGet, portal.PathContract, "", ""},
		{http.MethodDelete, portal.PathSessions + "/x", "", ""},
		{http.MethodGet, "/v1//auth/../ready", "", ""},
		{http.MethodGet, "//", "", ""},
	} {
		f.Add(seed.method, seed.path, seed.media, seed.body, true)
		f.Add(seed.method, seed.path, seed.media, seed.body, false)
	}
	f.Fuzz(func(t *testing.T, method, path, media, body string, signedIn bool) {
		target, err := url.ParseRequestURI(path)
		if err != nil || !strings.HasPrefix(path, "/") || target.Path == portal.PathCurrent && method == http.MethodDelete {
			t.Skip("no call, or the end of the session that all of them are made in")
		}
		r := httptest.NewRequest(http.MethodGet, "https://portal.example/", strings.NewReader(body))
		r.Method, r.URL.Path, r.URL.RawPath, r.URL.RawQuery, r.RequestURI = method, target.Path, target.RawPath, target.RawQuery, path
		r.Header.Set("Content-Type", media)
		r.Header.Set(portal.HeaderDigest, portal.ContentDigest([]byte(body)))
		if signedIn {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		p.answers(t, handler, r)
	})
}

// FuzzReport holds it to the same for any document under a fresh number: taken in, or refused
// with findings that are bounded.
func FuzzReport(f *testing.F) {
	p := start(f, nil)
	token, handler := p.token(f), p.Handler()
	whole := document(f, nil)
	f.Add(whole)
	for _, seed := range [][2]string{
		{"C50.4", "C61.9"}, {"<Menge_Meldung>", "<Menge_Meldung/><Menge_Meldung>"}, {"<Geschlecht>W", "<Geschlecht>X"}, {"2026-02-10", "2026-13-45"},
		{"HE-00000001", "HE-00000002"}, {`Schema_Version="3.0.`, `Schema_Version="9.9.`}, {"frei erfunden", "&#155;<![CDATA[]]>"}, {"UTF-8", "ISO-8859-15"},
	} {
		f.Add(bytes.ReplaceAll(whole, []byte(seed[0]), []byte(seed[1])))
	}
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`))
	f.Fuzz(func(t *testing.T, document []byte) {
		r := httptest.NewRequest(http.MethodPut, "https://portal.example"+portal.PathReports+uuid.NewString(), bytes.NewReader(document))
		r.Header = http.Header{"Content-Type": {portal.TypeXML}, portal.HeaderDigest: {portal.ContentDigest(document)}, "Authorization": {"Bearer " + token}}
		p.answers(t, handler, r)
	})
}

// FuzzDeletion holds it to the same for any Löschantrag.
func FuzzDeletion(f *testing.F) {
	p := start(f, nil)
	token, handler := p.token(f), p.Handler()
	const tnr = "3f0e6f5e-4f0c-4d0e-8f43-0e6b6f2f5a11"
	whole := string(deletion(f, tnr, nil))
	f.Add(whole)
	f.Add(whole + "{}")
	f.Add(strings.ReplaceAll(whole, tnr, strings.ToUpper(tnr)))
	f.Add(strings.Replace(whole, "{", `{"mehr":1,`, 1))
	f.Add(`{"v":1e999}`)
	f.Fuzz(func(t *testing.T, text string) {
		r := httptest.NewRequest(http.MethodPut, "https://portal.example"+portal.PathDeletions+tnr, strings.NewReader(text))
		r.Header = http.Header{"Content-Type": {portal.TypeJSON}, portal.HeaderDigest: {portal.ContentDigest([]byte(text))}, "Authorization": {"Bearer " + token}}
		p.answers(t, handler, r)
	})
}

const longestAnswer = 256 << 10 // the contract's own text; refusals are shorter

// answers has a call be answered in the contract's form, and not by a fault.
func (f *fixture) answers(t *testing.T, handler http.Handler, r *http.Request) {
	t.Helper()
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, r)
	if answer.Code == http.StatusInternalServerError || answer.Body.Len() > longestAnswer {
		t.Errorf("%s %q: got %d, %d bytes", r.Method, r.URL.Path, answer.Code, answer.Body.Len())
	}
	if fault := against(r, answer.Result()); fault != "" {
		t.Errorf("%s %q: the answer is not the contract's: %s", r.Method, r.URL.Path, fault)
	}
}
