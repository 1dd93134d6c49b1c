package portal_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"

	"go.uber.org/goleak"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// answering is a client of a portal that gives one answer to everything.
func answering(t *testing.T, status int, media, body string, header ...string) *portal.Client {
	t.Helper()
	return serving(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		w.Header().Set(portal.HeaderDigest, portal.ContentDigest([]byte(body)))
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

func serving(t *testing.T, h http.HandlerFunc) *portal.Client {
	t.Helper()
	a := newAuthority(t)
	url := peer(t, &tls.Config{Certificates: []tls.Certificate{a.server(t, nil)}}, h)
	return newClient(t, portal.Config{URL: url, CA: a.pool(), UserAgent: "Meldeportal/test"})
}

const sessionJSON = `{"access_token":"t0ken","name":"Anna Beispiel","einrichtung":"Klinikum","melder_id":"HE-1","absender_id":"A-1","expires":"2026-01-01T00:00:00Z"}`

// signedIn is a client with a session whose other calls get h.
func signedIn(t *testing.T, h http.HandlerFunc) *portal.Client {
	t.Helper()
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != portal.PathSessions {
			h(w, r)
			return
		}
		w.Header().Set("Content-Type", portal.TypeJSON)
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, sessionJSON)
	})
	if _, err := c.SignIn(context.Background(), "anna", "geheim", "123456"); err != nil {
		t.Fatalf("sign in: %v", err)
	}
	return c
}

func TestProblemsBecomeKinds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status int
		code   portal.Code
		want   portal.Kind
		retry  bool
	}{
		{401, portal.CodeLoginFailed, portal.LoginFailed, false},
		{401, portal.CodeSessionExpired, portal.SessionExpired, true},
		{403, portal.CodeSiteMismatch, portal.Refused, false},
		{404, portal.CodeUnknownReport, portal.Refused, false},
		{404, portal.CodeUnknownCall, portal.Nonsense, true},
		{408, portal.CodeInternal, portal.Busy, true},
		{409, "in-progress", portal.Busy, true},
		{413, portal.CodeTooLarge, portal.Refused, false},
		{422, portal.CodeTnrReused, portal.Refused, false},
		{422, portal.CodeReportInvalid, portal.Refused, false},
		{429, portal.CodeThrottled, portal.Throttled, true},
		{500, portal.CodeInternal, portal.Busy, true},
		{503, portal.CodeMaintenance, portal.Busy, true},
	} {
		body, err := json.Marshal(whole(portal.Problem{Status: test.status, Code: test.code}))
		if err != nil {
			t.Fatal(err)
		}
		e := fault(t, answering(t, test.status, portal.TypeProblem, string(body)))
		if e.Kind != test.want || e.Code != test.code || e.Status != test.status || e.Title != "Satz." || e.Retryable() != test.retry {
			t.Errorf("%d %s: got %v, title %q, retryable %v; want %s, retryable %v", test.status, test.code, e, e.Title, e.Retryable(), test.want, test.retry)
		}
	}
}

// whole is a problem with what the contract's have at least.
func whole(p portal.Problem) portal.Problem {
	p.Type = portal.ProblemType(p.Code)
	if p.Title == "" {
		p.Title = "Satz."
	}
	if p.Status == 0 {
		p.Status = http.StatusUnprocessableEntity
	}
	return p
}

// What guards a network says no with problems, too. Only the contract's form is the portal's
// no, which ends a report's way; anything else is tried again.
func TestARefusalOfAnotherFormIsNotFinal(t *testing.T) {
	t.Parallel()
	good := whole(portal.Problem{Code: portal.CodeReportInvalid})
	for name, change := range map[string]func(p *portal.Problem){
		"as agreed":        nil,
		"no type":          func(p *portal.Problem) { p.Type = "" },
		"type of another":  func(p *portal.Problem) { p.Type = portal.ProblemType(portal.CodeTooLarge) },
		"status of others": func(p *portal.Problem) { p.Status = 403 },
		"no title":         func(p *portal.Problem) { p.Title = "" },
	} {
		p := good
		if change != nil {
			change(&p)
		}
		body, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if e := fault(t, answering(t, 422, portal.TypeProblem, string(body))); e.Retryable() != (change != nil) {
			t.Errorf("%s: got %v, retryable %v", name, e, e.Retryable())
		}
		if e := fault(t, answering(t, 422, portal.TypeProblem, string(body), portal.HeaderDigest, "")); !e.Retryable() {
			t.Errorf("%s, without a digest: got %v, want it tried again", name, e)
		}
	}
}

// A refusal is final however long it is; of its findings the first are kept, and how
// many there are.
func TestALongRefusalIsARefusal(t *testing.T) {
	t.Parallel()
	long := whole(portal.Problem{Code: portal.CodeReportInvalid, More: 7})
	for range 5000 {
		long.Findings = append(long.Findings, portal.Finding{Rule: "P-001", Text: "Ein Satz, der erklärt, was an der Meldung zu berichtigen ist."})
	}
	body, err := json.Marshal(long)
	if err != nil {
		t.Fatal(err)
	}
	e := fault(t, answering(t, 422, portal.TypeProblem, string(body)))
	if e.Kind != portal.Refused || e.Retryable() || len(e.Findings) != portal.MaxFindings || e.More != 4907 {
		t.Errorf("%d KiB: got %v, retryable %v, %d findings and %d more", len(body)>>10, e, e.Retryable(), len(e.Findings), e.More)
	}
	if !strings.HasSuffix(e.Reason(), "Und 5004 weitere.") {
		t.Errorf("the reason is %q", e.Reason())
	}
}

func TestRetryAfterIsReadInBothFormsAndBounded(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{"": 0, "30": 30 * time.Second, "-5": 0, "soon": 0, "999999999": 24 * time.Hour,
		"Mon, 02 Jan 2006 15:04:05 GMT": 0, "Fri, 02 Jan 2099 15:04:05 GMT": 24 * time.Hour} {
		e := fault(t, answering(t, 503, portal.TypeProblem, `{"type":"urn:meldeportal:problem:maintenance","title":"Satz.","status":503,"code":"maintenance"}`, "Retry-After", value))
		if e.RetryAfter != want || e.Wait() != want {
			t.Errorf("%q: got %v, want %v", value, e.RetryAfter, want)
		}
	}
}

func TestTextOfThePortalLosesItsControlCharacters(t *testing.T) {
	t.Parallel()
	hostile := "a\x1b[31mb\u202ec\u2028d\u009be\x00f\u200bg" + strings.Repeat("x", 5000)
	body, err := json.Marshal(whole(portal.Problem{Title: hostile, Code: portal.CodeReportInvalid, Findings: []portal.Finding{{Rule: hostile, Text: hostile, Field: hostile}}}))
	if err != nil {
		t.Fatal(err)
	}
	e := fault(t, answering(t, 422, portal.TypeProblem, string(body)))
	for _, text := range []string{e.Title, e.Findings[0].Rule, e.Findings[0].Text, e.Findings[0].Field, e.Reason()} {
		if strings.ContainsFunc(text, unsafe) || len(text) > 4000 || !strings.HasPrefix(text, "a\ufffd[31mb") {
			t.Errorf("got %q, want no control character and a bounded length", text[:40])
		}
	}
}

func unsafe(r rune) bool { return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) }

func TestAFinalNoReadsAsSentences(t *testing.T) {
	t.Parallel()
	body := `{"type":"urn:meldeportal:problem:report-invalid","title":"Abgelehnt.","status":422,"code":"report-invalid","findings":[{"rule":"P-1","text":"Eins."},{"rule":"P-2","text":"Zwei."},
		{"rule":"P-3","text":"Drei."},{"rule":"P-4","text":"Vier."},{"rule":"P-5","text":"Fünf."}]}`
	e := fault(t, answering(t, 422, portal.TypeProblem, body))
	if want := "Abgelehnt. P-1: Eins. P-2: Zwei. P-3: Drei. Und 2 weitere."; e.Reason() != want || e.Mark() != "report-invalid" {
		t.Errorf("got %q, mark %q; want %q, mark report-invalid", e.Reason(), e.Mark(), want)
	}
}

func TestACodeThatIsNoWordIsNotThePortals(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"", "Login Failed", "x\x1b[2J", strings.Repeat("a", 60)} {
		body, err := json.Marshal(whole(portal.Problem{Code: portal.Code(code)}))
		if err != nil {
			t.Fatal(err)
		}
		if e := fault(t, answering(t, 422, portal.TypeProblem, string(body))); e.Kind != portal.Nonsense || e.Code != "" {
			t.Errorf("%q: got %v, want %s", code, e, portal.Nonsense)
		}
	}
}

func TestASecretThatIsNoneIsNonsense(t *testing.T) {
	t.Parallel()
	good := "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	uri := "otpauth://totp/HKR:anna?secret=" + good + "&issuer=HKR"
	for _, body := range []string{`{}`, `{"secret":"` + good + `"}`, `{"secret":"short","uri":"` + uri + `"}`,
		`{"secret":"` + good + `","uri":"https://elsewhere.example/"}`, `{"secret":"` + good + `","uri":"otpauth://totp/a\u001b[2J"}`} {
		_, err := answering(t, 201, portal.TypeJSON, body).Activate(context.Background(), "anna", "geheim")
		if e := asError(t, err); e.Kind != portal.Nonsense {
			t.Errorf("%s: got %v, want %s", body, e, portal.Nonsense)
		}
	}
	e, err := answering(t, 201, portal.TypeJSON, `{"secret":"`+good+`","uri":"`+uri+`"}`).Activate(context.Background(), "anna", "geheim")
	if err != nil || string(e.Secret) != good || string(e.URI) != uri {
		t.Errorf("got %v, want the secret", err)
	}
}

func TestReportsNeedASession(t *testing.T) {
	t.Parallel()
	c := newClient(t, portal.Config{URL: "https://127.0.0.1:1"})
	_, err := c.Deliver(context.Background(), "n", []byte("d"))
	if e := asError(t, err); e.Kind != portal.SessionExpired || !e.Retryable() {
		t.Errorf("got %v, want %s, retryable", e, portal.SessionExpired)
	}
}

func TestADeliveryCarriesTokenDigestAndDocument(t *testing.T) {
	t.Parallel()
	document := []byte("<oBDS/>")
	c := signedIn(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPut || r.URL.Path != "/v1/reports/n-1" || string(body) != string(document) ||
			r.Header.Get("Authorization") != "Bearer t0ken" || r.Header.Get("Content-Type") != "application/xml" ||
			r.Header.Get("Content-Digest") != portal.ContentDigest(document) || r.Header.Get("User-Agent") != "Meldeportal/test" {
			http.Error(w, "wrong request", http.StatusTeapot)
			return
		}
		w.Header().Set("Content-Type", portal.TypeJSON)
		_ = json.NewEncoder(w).Encode(model.Receipt{Transaktionsnummer: "n-1", Digest: portal.DocumentDigest(document), LogIndex: 7})
	})
	r, err := c.Deliver(context.Background(), "n-1", document)
	if err != nil || r.LogIndex != 7 {
		t.Errorf("got %+v, %v, want a receipt of index 7", r, err)
	}
}

func TestAReceiptThatDoesNotFitIsNonsense(t *testing.T) {
	t.Parallel()
	document := []byte("<oBDS/>")
	for name, receipt := range map[string]model.Receipt{
		"other number": {Transaktionsnummer: "n-2", Digest: portal.DocumentDigest(document)},
		"other digest": {Transaktionsnummer: "n-1", Digest: portal.DocumentDigest([]byte("x"))},
		"empty":        {},
	} {
		c := signedIn(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", portal.TypeJSON)
			_ = json.NewEncoder(w).Encode(receipt)
		})
		_, err := c.Deliver(context.Background(), "n-1", document)
		if e := asError(t, err); e.Kind != portal.Nonsense || !e.Retryable() {
			t.Errorf("%s: got %v, want %s, retryable", name, e, portal.Nonsense)
		}
	}
}

func TestADocumentThatIsTooLargeIsNotSent(t *testing.T) {
	t.Parallel()
	c := newClient(t, portal.Config{URL: "https://127.0.0.1:1"})
	_, err := c.Deliver(context.Background(), "n", make([]byte, portal.MaxDocument+1))
	if e := asError(t, err); e.Kind != portal.Refused || e.Code != portal.CodeTooLarge {
		t.Errorf("got %v, want %s: %s", e, portal.Refused, portal.CodeTooLarge)
	}
}

func TestAnExpiredSessionIsForgotten(t *testing.T) {
	t.Parallel()
	calls := 0
	c := signedIn(t, func(w http.ResponseWriter, _ *http.Request) {
		calls++
		w.Header().Set("Content-Type", portal.TypeProblem)
		const body = `{"type":"urn:meldeportal:problem:session-expired","title":"Satz.","status":401,"code":"session-expired"}`
		w.Header().Set(portal.HeaderDigest, portal.ContentDigest([]byte(body)))
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, body)
	})
	for range 3 {
		_, err := c.Receipt(context.Background(), "n")
		if e := asError(t, err); e.Kind != portal.SessionExpired {
			t.Fatalf("got %v, want %s", e, portal.SessionExpired)
		}
	}
	if calls != 1 {
		t.Errorf("the portal was asked %d times, want once", calls)
	}
}

func TestSecretsPrintAsRedacted(t *testing.T) {
	t.Parallel()
	const secret = "Kanarienvogel"
	var log strings.Builder
	values := []any{portal.Hidden(secret), portal.SignIn{Credentials: portal.Credentials{Loginname: "anna", Passwort: secret}, OTP: secret},
		portal.Enrolment{Secret: secret, URI: secret}, portal.Session{Token: secret}, &portal.Session{Token: secret}}
	logger := slog.New(slog.NewTextHandler(&log, nil))
	for _, v := range values {
		logger.Info("value", "v", v)
		fmt.Fprintf(&log, "%v %+v %#v %s %q %x\n", v, v, v, v, v, v)
	}
	if text := log.String(); strings.Contains(text, secret) || strings.Contains(text, fmt.Sprintf("%x", secret)) || !strings.Contains(text, "[redacted]") {
		t.Errorf("got %q, want [redacted] only", text)
	}
	if encoded, err := json.Marshal(portal.Hidden(secret)); err != nil || string(encoded) != `"`+secret+`"` {
		t.Errorf("JSON: got %s, %v, want the value", encoded, err)
	}
}

func TestErrorsQuoteNoAnswer(t *testing.T) {
	t.Parallel()
	const canary = "Kanarienvogel"
	for _, media := range []string{portal.TypeJSON, portal.TypeProblem, "text/html"} {
		for _, status := range []int{200, 401, 422, 503} {
			err := answering(t, status, media, `{"code":`+canary+`}`).Ready(context.Background())
			for ; err != nil; err = errors.Unwrap(err) {
				if strings.Contains(err.Error(), canary) {
					t.Errorf("%s %d: error quotes the answer: %v", media, status, err)
				}
			}
		}
	}
}

func TestFingerprintsAreReadAsAPersonCopiesThem(t *testing.T) {
	t.Parallel()
	pin := newAuthority(t).cert
	want := portal.Pin(pin)
	text := portal.Fingerprint(want)
	if len(text) != 64+15 {
		t.Errorf("got %d characters, want 64 digits in 16 groups", len(text))
	}
	for _, copied := range []string{text, strings.ToUpper(text), strings.ReplaceAll(text, " ", ":"), strings.ReplaceAll(text, " ", ""), " " + text[:39] + "\n" + text[39:]} {
		if got, err := portal.ParsePin(copied); err != nil || string(got) != string(want) {
			t.Errorf("%q: got %x, %v, want %x", copied, got, err, want)
		}
	}
	for _, wrong := range []string{"", "abcd", text + " 00", strings.Replace(text, text[:1], "g", 1)} {
		if _, err := portal.ParsePin(wrong); !errors.Is(err, portal.ErrPin) {
			t.Errorf("%q: got %v, want ErrPin", wrong, err)
		}
	}
}
