package refportal_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"example.org/meldeportal/sync/portal"
)

// contract is the portal's OpenAPI file.
var contract = sync.OnceValues(func() (*openapi3.T, error) {
	doc, err := openapi3.NewLoader().LoadFromData(portal.Contract)
	if err == nil {
		doc.Servers = nil // the tests' portals stand at other addresses
		err = doc.Validate(context.Background())
	}
	return doc, err
})

// routes finds the call of a request in the contract.
var routes = sync.OnceValues(func() (routers.Router, error) {
	doc, err := contract()
	if err != nil {
		return nil, err
	}
	return legacy.NewRouter(doc)
})

// checked holds every answer of a portal to the contract.
func checked(t testing.TB, h http.Handler) http.Handler {
	t.Helper()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the caller is gone
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		if fault := against(r, answer.Result()); fault != "" {
			t.Errorf("%s %s: the answer is not the contract's: %s", r.Method, r.URL.Path, fault)
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
}

// against says what of an answer the contract does not know.
func against(r *http.Request, answer *http.Response) string {
	body, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusNoContent && answer.StatusCode != http.StatusNotModified && answer.Header.Get(portal.HeaderDigest) != portal.ContentDigest(body) {
		return "its digest is another"
	}
	router, err := routes()
	if err != nil {
		return err.Error()
	}
	route, path, err := router.FindRoute(r)
	if err != nil { // calls the contract does not have get a problem all the same
		if !strings.Contains(string(body), `"code":"unknown-call"`) {
			return "a call that is in no contract is answered"
		}
		return ""
	}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: path, Route: route}
	err = openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: answer.StatusCode, Header: answer.Header,
		Body: io.NopCloser(bytes.NewReader(body)), Options: &openapi3filter.Options{IncludeResponseStatus: true}})
	if err != nil {
		return err.Error()
	}
	return ""
}

// The contract can be told from another: what it does not say is noticed.
func TestAnAnswerThatIsNotTheContractsIsNoticed(t *testing.T) {
	t.Parallel()
	const receipt = `{"transaktionsnummer":"0b7e1c1e-6b0a-4b57-9d9f-0d9b2f6f6a51","melder_id":"HE-1","digest":"` +
		"0000000000000000000000000000000000000000000000000000000000000000" + `","received_at":"2026-01-01T00:00:00Z","log_index":1}`
	for name, c := range map[string]struct {
		status      int
		media, body string
		want        bool
	}{
		"a receipt":                {200, portal.TypeJSON, receipt, true},
		"a member too many":        {200, portal.TypeJSON, strings.Replace(receipt, "{", `{"name":"x",`, 1), false},
		"a member that is missing": {200, portal.TypeJSON, strings.Replace(receipt, `,"log_index":1`, "", 1), false},
		"another digest":           {200, portal.TypeJSON, strings.Replace(receipt, "0000", "XXXX", 1), false},
		"another status":           {202, portal.TypeJSON, receipt, false},
		"another media type":       {200, "text/html", receipt, false},
		"a problem":                {404, portal.TypeProblem, `{"type":"urn:meldeportal:problem:unknown-report","title":"Satz.","status":404,"code":"unknown-report"}`, true},
		"an unknown code":          {404, portal.TypeProblem, `{"type":"urn:meldeportal:problem:other","title":"Satz.","status":404,"code":"other"}`, false},
	} {
		r := httptest.NewRequest(http.MethodGet, portal.PathReports+"0b7e1c1e-6b0a-4b57-9d9f-0d9b2f6f6a51", nil)
		answer := httptest.NewRecorder()
		answer.Header().Set("Content-Type", c.media)
		answer.Header().Set(portal.HeaderDigest, portal.ContentDigest([]byte(c.body)))
		answer.WriteHeader(c.status)
		_, _ = io.WriteString(answer, c.body)
		if fault := against(r, answer.Result()); (fault == "") != c.want {
			t.Errorf("%s: %q", name, fault)
		}
	}
}

// The portal serves its contract, and the contract has each code there is.
func TestThePortalServesItsContract(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	r, err := http.NewRequest(http.MethodGet, f.url+portal.PathContract, nil)
	if err != nil {
		t.Fatal(err)
	}
	if status, body := f.exchange(t, r); status != http.StatusOK || body != string(portal.Contract) {
		t.Errorf("got %d and %d bytes", status, len(body))
	}
	doc, err := contract()
	if err != nil {
		t.Fatal(err)
	}
	var listed []portal.Code
	for _, code := range doc.Components.Schemas["Code"].Value.Enum {
		listed = append(listed, portal.Code(code.(string)))
	}
	all := portal.Codes()
	slices.Sort(listed)
	slices.Sort(all)
	if !slices.Equal(listed, all) {
		t.Errorf("the contract has %q, there are %q", listed, all)
	}
}
