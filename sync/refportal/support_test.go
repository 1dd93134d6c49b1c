package refportal_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/refportal/faults"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/totp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	login    = "anna.beispiel"
	password = "richtig pferd batterie"
	melderID = "HE-00000001"
)

// clock is a time that tests move.
type clock struct{ ms atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ms.Store(time.Date(2026, 3, 4, 9, 15, 27, 123e6, time.UTC).UnixMilli())
	return c
}

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()) }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// lenient takes every document; most tests are not about rules.
type lenient struct{}

func (lenient) Judge(context.Context, []byte, string) (refportal.Verdict, error) {
	return refportal.Verdict{}, nil
}

// fixture is a portal with one site and one user, served on the loopback.
type fixture struct {
	*refportal.Portal
	*clock
	dir string
	url string
	log *safeBuffer

	faults faults.Queue
}

// safeBuffer is a log that goroutines share.
type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// start serves a portal of which each answer is held to the contract.
func start(t testing.TB, judge refportal.Judge) *fixture {
	t.Helper()
	f := newPortal(t, judge)
	f.url = serve(t, f.Portal, checked(t, f.faults.Wrap(f.Handler())))
	return f
}

func newPortal(t testing.TB, judge refportal.Judge) *fixture {
	t.Helper()
	f := &fixture{clock: newClock(), dir: t.TempDir(), log: &safeBuffer{}}
	p, err := refportal.Open(context.Background(), f.dir, refportal.Options{Now: f.now, Cost: seal.Floor, Judge: judge, Log: server.NewLogger(f.log)})
	if err != nil {
		t.Fatalf("open portal: %v", err)
	}
	f.Portal = p
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("close portal: %v", err)
		}
	})
	f.must(t, p.AddSite(context.Background(), server.Site{MelderID: melderID, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}))
	f.must(t, p.AddAccount(context.Background(), server.Account{Login: login, Name: "Anna Beispiel", MelderID: melderID}, password))
	return f
}

func (f *fixture) must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// serve serves a portal until the test ends and gives its address.
func serve(t testing.TB, p *refportal.Portal, h http.Handler) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- p.Server.Serve(ctx, ln, h) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return "https://" + ln.Addr().String()
}

// client is a new client that trusts the portal.
func (f *fixture) client(t testing.TB) *portal.Client {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(f.Certificate())
	c, err := portal.New(portal.Config{URL: f.url, CA: pool, Pins: [][]byte{f.Pin()}, Timeout: time.Minute})
	f.must(t, err)
	t.Cleanup(c.Close)
	return c
}

// code is the user's code of the moment.
func (f *fixture) code(t testing.TB) string { return f.codeOf(t, login) }

func (f *fixture) codeOf(t testing.TB, login string) string {
	t.Helper()
	secret, _, err := f.Secret(context.Background(), login)
	f.must(t, err)
	code, _ := totp.Code(secret, f.now())
	return code
}

// signedIn is a client with a session. The clock moves on, so that the next code
// is a new one.
func (f *fixture) signedIn(t testing.TB) *portal.Client {
	t.Helper()
	c := f.client(t)
	if _, err := c.SignIn(context.Background(), login, password, f.code(t)); err != nil {
		t.Fatalf("sign in: %v", err)
	}
	f.advance(totp.Period)
	return c
}

// send sends a request as it stands and gives status and problem of the answer.
func (f *fixture) send(t testing.TB, r *http.Request) (int, portal.Problem) {
	t.Helper()
	status, body := f.exchange(t, r)
	var p portal.Problem
	if status >= 400 {
		f.must(t, json.Unmarshal([]byte(body), &p))
	}
	return status, p
}

// exchange sends a request as it stands and gives status and body.
func (f *fixture) exchange(t testing.TB, r *http.Request) (int, string) {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(f.Certificate())
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	response, err := client.Do(r)
	f.must(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	f.must(t, err)
	return response.StatusCode, string(body)
}

// post sends a message as it stands on the wire.
func (f *fixture) post(t testing.TB, path string, message any) (int, string) {
	t.Helper()
	body, err := json.Marshal(message)
	f.must(t, err)
	r, err := http.NewRequest(http.MethodPost, f.url+path, bytes.NewReader(body))
	f.must(t, err)
	r.Header = http.Header{"Content-Type": {portal.TypeJSON}, portal.HeaderDigest: {portal.ContentDigest(body)}}
	return f.exchange(t, r)
}

// token is that of a new session.
func (f *fixture) token(t testing.TB) string {
	t.Helper()
	status, body := f.post(t, portal.PathSessions, portal.SignIn{
		Credentials: portal.Credentials{Loginname: login, Passwort: password}, OTP: portal.Hidden(f.code(t))})
	var s portal.Session
	if err := json.Unmarshal([]byte(body), &s); err != nil || status != http.StatusCreated {
		t.Fatalf("sign in: got %d, %v", status, err)
	}
	return string(s.Token)
}

// problem is the portal.Error in err.
func problem(t testing.TB, err error) *portal.Error {
	t.Helper()
	var e *portal.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a *portal.Error", err)
	}
	return e
}

// number is a new Transaktionsnummer.
func number() string { return uuid.NewString() }

// document is a Diagnose report of an invented person that breaks no rule.
func document(t testing.TB, change func(*model.Report)) []byte {
	t.Helper()
	r := diagnose(1)
	if change != nil {
		change(r)
	}
	var b bytes.Buffer
	if err := obds.Write(&b, obds.FromReport(r, dataset.Newest)); err != nil {
		t.Fatalf("write document: %v", err)
	}
	return b.Bytes()
}

func diagnose(n int) *model.Report {
	day := model.Datum("2026-02-10")
	return &model.Report{
		Absender:   model.Absender{AbsenderID: "A-1", SoftwareID: "test", SoftwareVersion: "1", Bezeichnung: "Klinikum Musterstadt"},
		Meldedatum: "2026-03-04",
		Melder:     model.Melder{ID: melderID, KHAbtStationPraxis: "Klinikum Musterstadt"},
		Patient: model.Patient{PatientID: model.Text(fmt.Sprintf("P-%07d", n)), Anmerkung: "frei erfunden",
			Stammdaten: model.Stammdaten{
				Versicherung:         model.VersicherungGKV,
				VersichertendatenGKV: &model.VersichertendatenGKV{IKNR: "105313145", GKVVersichertennummer: "A123456780"},
				Nachname:             "Mustermann", Vornamen: "Erika", Geschlecht: "W", Geburtsdatum: "1961-08-12",
				Adresse: model.Adresse{Strasse: "Lindenallee", Hausnummer: "3", Land: "DE", PLZ: "35390", Ort: "Gießen"}}},
		Meldung: model.Meldung{
			MeldungID: model.Text(fmt.Sprintf("M-%07d", n)), MelderID: melderID, Meldebegruendung: "I", EigeneLeistung: "J", Typ: model.TypDiagnose,
			Tumorzuordnung: model.Tumorzuordnung{TumorID: "T-1", PrimaertumorICD: model.ICD{Code: "C50.4", Version: "10 2026 GM"},
				Diagnosedatum: day, Seitenlokalisation: "L", MorphologieICDO: &model.ICDO{Code: "8500/3", Version: "33"}},
			Diagnose: &model.Diagnose{
				PrimaertumorTopographieICDO: &model.ICDO{Code: "C50.4", Version: "33"}, Diagnosesicherung: "7.1",
				Histologie:                  &model.Histologie{TumorHistologiedatum: day, MorphologieICDO: []model.ICDO{{Code: "8500/3", Version: "33"}}, Grading: "2"},
				CTNM:                        &model.TNM{Version: "8", PraefixT: "c", T: "1c", PraefixN: "c", N: "0", PraefixM: "c", M: "0", UICCStadium: "IA"},
				AllgemeinerLeistungszustand: "0"}}}
}
