package refportal_test

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

func TestEqualDeliveriesAtOnceHaveOneEffectAndOneReceipt(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, lenient{}), context.Background()
	c, tnr, doc := f.signedIn(t), number(), []byte("<oBDS/>")
	receipts := make([]model.Receipt, 64)
	var wg sync.WaitGroup
	for i := range receipts {
		wg.Go(func() {
			r, err := c.Deliver(ctx, tnr, doc)
			if err != nil {
				t.Errorf("delivery %d: %v", i, err)
			}
			receipts[i] = r
		})
	}
	wg.Wait()
	for i, r := range receipts {
		if r != receipts[0] {
			t.Errorf("receipt %d: got %+v, want %+v", i, r, receipts[0])
		}
	}
	if r := receipts[0]; r.LogIndex != 1 || r.MelderID != melderID || r.Digest != portal.DocumentDigest(doc) || !r.ReceivedAt.Equal(f.now()) {
		t.Errorf("got %+v, want the first receipt of the site's document", r)
	}
	if created, repeated := strings.Count(f.log.String(), "status=201 "), strings.Count(f.log.String(), "status=200 "); created != 2 || repeated != 63 {
		t.Errorf("got %d times 201 and %d times 200, want 2 (one is the session) and 63", created, repeated)
	}
	next, err := c.Deliver(ctx, number(), doc)
	if err != nil || next.LogIndex != 2 {
		t.Errorf("next report: got %+v, %v, want index 2", next, err)
	}
}

func TestOtherBytesUnderANumberAreRefused(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, lenient{}), context.Background()
	c, tnr := f.signedIn(t), number()
	first, err := c.Deliver(ctx, tnr, []byte("<oBDS/>"))
	f.must(t, err)
	for range 3 {
		_, err = c.Deliver(ctx, tnr, []byte("<oBDS></oBDS>"))
		wantCode(t, "other bytes", err, portal.CodeTnrReused)
	}
	if kept, err := c.Receipt(ctx, tnr); err != nil || kept != first {
		t.Errorf("got %+v, %v, want the first receipt %+v", kept, err, first)
	}
	doc, receipt, found, err := f.Document(ctx, tnr)
	if err != nil || !found || receipt != first || string(doc) != "<oBDS/>" {
		t.Errorf("kept document: got %q, %v, %v, want the first one", doc, found, err)
	}
}

func TestASiteSeesItsOwnReportsOnly(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, lenient{}), context.Background()
	c, tnr := f.signedIn(t), number()
	_, err := c.Deliver(ctx, tnr, []byte("<oBDS/>"))
	f.must(t, err)
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", MelderID: "HE-00000002"}, password))
	other := f.client(t)
	_, err = other.SignIn(ctx, "carla", password, f.codeOf(t, "carla"))
	f.must(t, err)
	_, err = other.Receipt(ctx, tnr)
	wantCode(t, "receipt of another site", err, portal.CodeUnknownReport)
	hers, err := other.Deliver(ctx, tnr, []byte("<oBDS></oBDS>"))
	if err != nil || hers.MelderID != "HE-00000002" {
		t.Errorf("number of another site: got %+v, %v, want what a number gets that nobody has used", hers, err)
	}
	if kept, err := c.Receipt(ctx, tnr); err != nil || kept == hers {
		t.Errorf("got %+v, %v, want the first site's receipt", kept, err)
	}
	if _, _, _, err := f.Document(ctx, tnr); !errors.Is(err, refportal.ErrSeveral) {
		t.Errorf("number of two sites: got %v, want ErrSeveral", err)
	}
	if doc, _, _, err := f.Document(ctx, strconv.FormatInt(hers.LogIndex, 10)); err != nil || string(doc) != "<oBDS></oBDS>" {
		t.Errorf("by the log's number: got %q, %v", doc, err)
	}
}

func TestARefusedReportNamesRulesAndLeavesNothing(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c, tnr := f.signedIn(t), number()
	_, err := c.Deliver(ctx, tnr, document(t, func(r *model.Report) { r.Patient.Stammdaten.Geburtsdatum = "2026-02-20" }))
	e := problem(t, err)
	if e.Code != portal.CodeReportInvalid || e.Status != http.StatusUnprocessableEntity || len(e.Findings) == 0 || !strings.Contains(e.Reason(), e.Findings[0].Text) {
		t.Errorf("got %v with %v, want %s with findings", e, e.Findings, portal.CodeReportInvalid)
	}
	_, err = c.Receipt(ctx, tnr)
	wantCode(t, "receipt of a refused report", err, portal.CodeUnknownReport)
	_, err = c.Deliver(ctx, number(), document(t, func(r *model.Report) { r.Melder.ID, r.Meldung.MelderID = "HE-00000009", "HE-00000009" }))
	wantCode(t, "report of another site", err, portal.CodeSiteMismatch)
	if _, err = c.Deliver(ctx, tnr, document(t, nil)); err != nil {
		t.Errorf("corrected report under the same number: %v", err)
	}
}

// A report that says what its last version said is no other one, whoever completed it when
// and with what program. What was said before the last version may be said again.
func TestTheSameReportUnderAnotherNumberIsADoppelmeldung(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c := f.signedIn(t)
	send := func(change func(*model.Report)) error {
		_, err := c.Deliver(ctx, number(), document(t, change))
		return err
	}
	f.must(t, send(nil))
	wantCode(t, "the same bytes", send(nil), portal.CodeDuplicateReport)
	wantCode(t, "completed again with another program", send(func(r *model.Report) {
		r.Meldedatum, r.Absender.SoftwareVersion = "2026-03-03", "2"
	}), portal.CodeDuplicateReport)
	corrected := func(r *model.Report) { r.Meldung.Diagnose.AllgemeinerLeistungszustand = "1" }
	f.must(t, send(corrected))
	wantCode(t, "the same correction", send(corrected), portal.CodeDuplicateReport)
	f.must(t, send(nil))
	f.must(t, send(func(r *model.Report) { r.Meldung.MeldungID = "M-2" }))
}

// A document of 1 MiB can break hundreds of thousands of rules, or hold as many reports.
// What comes at the same time goes into the log together, and is judged by what came before
// it all the same: numbers, Doppelmeldungen, a correction that is taken back.
func TestWhatComesTogetherIsAsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	for _, store := range []string{"", "postgres"} {
		t.Run(cmp.Or(store, "file"), func(t *testing.T) {
			t.Parallel()
			var f *fixture
			if store == "" {
				f = start(t, nil)
			} else {
				f = onPostgres(t, judges.StartPostgres(t, judges.Fast...), "", newClock(), nil)
				f.must(t, f.AddSite(context.Background(), server.Site{MelderID: melderID, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}))
			}
			first, corrected := document(t, nil), document(t, func(r *model.Report) { r.Meldung.Diagnose.AllgemeinerLeistungszustand = "1" })
			tnr := number()
			from := func(tnr string, doc []byte) refportal.Delivery {
				return refportal.Delivery{Transaktionsnummer: tnr, MelderID: melderID, Document: doc, ReceivedAt: f.now()}
			}
			receipts, err := f.Seed(context.Background(), []refportal.Delivery{
				from(tnr, first), from(number(), corrected), from(tnr, first), from(number(), first)})
			f.must(t, err)
			for i, want := range []int64{1, 2, 1, 3} {
				if receipts[i].LogIndex != want {
					t.Errorf("delivery %d: number %d of the log, want %d", i, receipts[i].LogIndex, want)
				}
			}
			other := document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-other" })
			for name, past := range map[string][]refportal.Delivery{
				"other bytes under its number": {from(number(), corrected), from(tnr, corrected)},
				"the same twice":               {from(number(), other), from(number(), other)},
				"the same as the last":         {from(number(), first)},
			} {
				if _, err := f.Seed(context.Background(), past); err == nil {
					t.Errorf("%s was taken in", name)
				}
			}
			if kept, err := f.Receipts(context.Background()); err != nil || len(kept) != 3 {
				t.Errorf("kept %d, %v, want 3", len(kept), err)
			}
			if doc, _, _, err := f.Document(context.Background(), "2"); err != nil || !bytes.Equal(doc, corrected) {
				t.Errorf("second document: got %q, %v", doc, err)
			}
		})
	}
}

// A session that was asked for a moment ago is asked for again where something is stored, or
// found: another portal, or staff, may have ended it since.
func TestAnEndedSessionDeliversNothing(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c := f.signedIn(t)
	_, err := c.Deliver(ctx, number(), document(t, nil))
	f.must(t, err)
	f.must(t, f.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("DELETE FROM session")
		return err
	}))
	for name, doc := range map[string][]byte{
		"a new report": document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-2" }),
		"the same":     document(t, nil),
		"a wrong one":  document(t, func(r *model.Report) { r.Patient.Stammdaten.Geburtsdatum = "2026-02-20" }),
	} {
		_, err := c.Deliver(ctx, number(), doc)
		wantKind(t, name, err, portal.SessionExpired)
	}
	request := number()
	_, err = c.RequestDeletion(ctx, request, deletion(t, request, nil))
	wantKind(t, "a Löschantrag", err, portal.SessionExpired)
	if kept, err := f.Receipts(ctx); err != nil || len(kept) != 1 {
		t.Errorf("kept %d, %v, want 1", len(kept), err)
	}
}

func TestAnAnswerIsBoundedWhateverIsWrong(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	token := f.token(t)
	whole := string(document(t, nil))
	for name, test := range map[string]struct {
		document string
		status   int
	}{
		"reports without end":  {strings.Replace(whole, "</Menge_Meldung>", strings.Repeat("<Meldung/>", 90_000)+"</Menge_Meldung>", 1), 400},
		"elements without end": {strings.Replace(whole, "</Meldung>", strings.Repeat("<x/>", 200_000)+"</Meldung>", 1), 422},
	} {
		r, err := http.NewRequest(http.MethodPut, f.url+portal.PathReports+number(), strings.NewReader(test.document))
		f.must(t, err)
		r.Header = http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {portal.TypeXML}, portal.HeaderDigest: {portal.ContentDigest([]byte(test.document))}}
		status, body := f.exchange(t, r)
		var p portal.Problem
		f.must(t, json.Unmarshal([]byte(body), &p))
		if status != test.status || len(body) > portal.MaxMessage || status == 422 && (len(p.Findings) != portal.MaxFindings || p.More < 199_000) {
			t.Errorf("%s: got %d with %d bytes, %d findings and %d more, want %d", name, status, len(body), len(p.Findings), p.More, test.status)
		}
	}
}

func TestCallsOfTheWrongFormAreRefused(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	token := f.token(t)
	good := func() *http.Request {
		body := []byte("<oBDS/>")
		r, err := http.NewRequest(http.MethodPut, f.url+portal.PathReports+number(), bytes.NewReader(body))
		f.must(t, err)
		r.Header = http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {portal.TypeXML}, portal.HeaderDigest: {portal.ContentDigest(body)}}
		return r
	}
	for name, test := range map[string]struct {
		change func(*http.Request)
		status int
		code   portal.Code
	}{
		"as agreed":       {func(*http.Request) {}, 201, ""},
		"no token":        {func(r *http.Request) { r.Header.Del("Authorization") }, 401, portal.CodeSessionExpired},
		"no digest":       {func(r *http.Request) { r.Header.Del(portal.HeaderDigest) }, 400, portal.CodeDigestMismatch},
		"wrong digest":    {func(r *http.Request) { r.Header.Set(portal.HeaderDigest, portal.ContentDigest(nil)) }, 400, portal.CodeDigestMismatch},
		"wrong type":      {func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 400, portal.CodeBadEnvelope},
		"version 1 UUID":  {func(r *http.Request) { r.URL.Path = portal.PathReports + "6ba7b810-9dad-11d1-80b4-00c04fd430c8" }, 400, portal.CodeBadEnvelope},
		"upper-case UUID": {func(r *http.Request) { r.URL.Path = portal.PathReports + strings.ToUpper(number()) }, 400, portal.CodeBadEnvelope},
		"wrong method":    {func(r *http.Request) { r.Method = http.MethodPatch }, 404, portal.CodeUnknownCall},
		"unknown path":    {func(r *http.Request) { r.URL.Path = "/v2/reports" }, 404, portal.CodeUnknownCall},
		"too large": {func(r *http.Request) {
			big, err := http.NewRequest(http.MethodPut, f.url, bytes.NewReader(make([]byte, portal.MaxDocument+1)))
			f.must(t, err)
			r.Body, r.ContentLength = big.Body, big.ContentLength
		}, 413, portal.CodeTooLarge},
	} {
		r := good()
		test.change(r)
		if status, p := f.send(t, r); status != test.status || p.Code != test.code {
			t.Errorf("%s: got %d %s, want %d %s", name, status, p.Code, test.status, test.code)
		}
	}
}

func TestMessagesOfTheWrongFormAreRefused(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	for _, body := range []string{"", "null x", "[]", `{"loginname":1}`, `{"loginname":"a","passwort":"b","more":1}`, `{"loginname":"a"}{}`} {
		r, err := http.NewRequest(http.MethodPost, f.url+portal.PathActivations, strings.NewReader(body))
		f.must(t, err)
		r.Header = http.Header{"Content-Type": {portal.TypeJSON}, portal.HeaderDigest: {portal.ContentDigest([]byte(body))}}
		if status, p := f.send(t, r); status != 400 || p.Code != portal.CodeBadEnvelope {
			t.Errorf("%q: got %d %s, want 400 %s", body, status, p.Code, portal.CodeBadEnvelope)
		}
	}
}

func TestSeededReportsAreAsDelivered(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	past := seeds(t, 5, f.now())
	receipts, err := f.Seed(ctx, past)
	f.must(t, err)
	c := f.signedIn(t)
	for i, d := range past {
		asked, err := c.Receipt(ctx, d.Transaktionsnummer)
		if err != nil || asked != receipts[i] || !asked.ReceivedAt.Equal(d.ReceivedAt) {
			t.Errorf("report %d: got %+v, %v, want %+v received at %v", i, asked, err, receipts[i], d.ReceivedAt)
		}
		if again, err := c.Deliver(ctx, d.Transaktionsnummer, d.Document); err != nil || again != receipts[i] {
			t.Errorf("report %d delivered again: got %+v, %v, want its receipt", i, again, err)
		}
	}
	bad := append(seeds(t, 1, f.now()), refportal.Delivery{Transaktionsnummer: number(), MelderID: melderID, Document: []byte("x"), ReceivedAt: f.now()})
	if _, err := f.Seed(ctx, bad); !errors.Is(err, refportal.ErrRefused) {
		t.Errorf("seed with a bad report: got %v, want ErrRefused", err)
	}
	if _, _, found, err := f.Document(ctx, bad[0].Transaktionsnummer); found || err != nil {
		t.Errorf("good report beside a bad one: got %v, %v, want nothing stored", found, err)
	}
}

// seeds are invented reports that were delivered in the past.
func seeds(t testing.TB, n int, now time.Time) []refportal.Delivery {
	t.Helper()
	list := make([]refportal.Delivery, n)
	for i := range list {
		var b bytes.Buffer
		if err := obds.Write(&b, obds.FromReport(diagnose(i+1), dataset.Newest)); err != nil {
			t.Fatal(err)
		}
		list[i] = refportal.Delivery{Transaktionsnummer: number(), MelderID: melderID, Document: b.Bytes(), ReceivedAt: now.Add(-time.Duration(n-i) * time.Hour)}
	}
	return list
}

// BenchmarkSeed300 takes in 300 reports of the past, as the demo does at its
// first start.
func BenchmarkSeed300(b *testing.B) {
	f := start(b, nil)
	for b.Loop() {
		b.StopTimer()
		past := seeds(b, 300, f.now())
		b.StartTimer()
		if _, err := f.Seed(context.Background(), past); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDeliver sends reports one after the other, judged by shape and rules.
func BenchmarkDeliver(b *testing.B) {
	f := start(b, nil)
	c, past := f.signedIn(b), seeds(b, 1, f.now())
	for i := 0; b.Loop(); i++ {
		// each another report by its Meldung_ID: the same one would be a Doppelmeldung
		other := bytes.Replace(past[0].Document, []byte("M-0000001"), fmt.Appendf(nil, "M-%07d", i+1), 1)
		if _, err := c.Deliver(context.Background(), number(), other); err != nil {
			b.Fatal(err)
		}
	}
}
