package portal

import (
	"net/http"
	"strings"
	"testing"
	"unicode"
)

// FuzzAnswer holds the translation to its promises for any answer: a kind, bounded
// text, no control character.
func FuzzAnswer(f *testing.F) {
	f.Add(422, TypeProblem, "30", `{"type":"urn:meldeportal:problem:report-invalid","title":"Nein.","status":422,"code":"report-invalid","findings":[{"rule":"P-1","text":"Eins.","field":"A.B"}]}`)
	f.Add(503, "text/html", "Fri, 02 Jan 2099 15:04:05 GMT", "<html>")
	f.Add(401, TypeProblem+"; charset=utf-8", "", `{"type":"urn:meldeportal:problem:login-failed","status":401,"code":"login-failed","title":"\u001b[2J\u2028"}`)
	f.Fuzz(func(t *testing.T, status int, media, retry, body string) {
		header := http.Header{"Content-Type": {media}, "Retry-After": {retry}, HeaderDigest: {ContentDigest([]byte(body))}}
		e := fromAnswer("portal.example", answer{status: status, header: header, body: []byte(body)})
		if e.Kind == "" || e.RetryAfter < 0 || e.RetryAfter > longestWait {
			t.Errorf("got kind %q, wait %v; want a kind and a bounded wait", e.Kind, e.RetryAfter)
		}
		for _, text := range []string{e.Title, e.Reason(), e.Error(), e.Mark()} {
			if strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) }) {
				t.Errorf("text holds a control character: %q", text)
			}
		}
	})
}
