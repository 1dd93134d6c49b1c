package outbox_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/refportal/faults"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/store"
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

// house is a real portal behind TLS and a real store, with one person signed in.
type house struct {
	*clock
	t      *testing.T
	portal *refportal.Portal
	faults faults.Queue
	url    string
	client *portal.Client
	path   string
	vault  *store.Vault
	sender outbox.Sender
	log    *safeBuffer
	people int
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

// build makes a house whose portal is served on the loopback.
func build(t *testing.T) *house {
	t.Helper()
	h := furnish(t)
	var stop func()
	h.url, stop = h.serve(listen(t, "127.0.0.1:0"))
	t.Cleanup(stop)
	h.client = h.signIn(h.url)
	return h
}

// furnish makes a house whose portal nobody serves yet.
func furnish(t *testing.T) *house {
	t.Helper()
	h := &house{clock: newClock(), t: t, path: filepath.Join(t.TempDir(), "store.db"), log: &safeBuffer{}}
	h.sender = outbox.Sender{Absender: model.Absender{AbsenderID: "A-1", SoftwareID: "test", SoftwareVersion: "1", Bezeichnung: "Klinikum Musterstadt"},
		Melder: model.Melder{ID: melderID, KHAbtStationPraxis: "Klinikum Musterstadt"}}
	var err error
	h.portal, err = refportal.Open(t.Context(), t.TempDir(), refportal.Options{Now: h.now, Cost: seal.Floor})
	h.must(err)
	t.Cleanup(func() { h.must(h.portal.Close()) })
	h.must(h.portal.AddSite(t.Context(), server.Site{MelderID: melderID, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}))
	h.must(h.portal.AddAccount(t.Context(), server.Account{Login: login, Name: "Anna Beispiel", MelderID: melderID}, password))
	s := h.openStore()
	h.vault, err = s.Create(t.Context(), store.Site{MelderID: melderID, Name: "Klinikum Musterstadt"}, login, password)
	h.must(err)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// openStore opens the store as one more process would.
func (h *house) openStore() *store.Store {
	h.t.Helper()
	s, err := store.Open(h.t.Context(), h.path, store.Options{Now: h.now, NewID: uuid.NewString, Merkmale: record.MerkmaleOf, Fold: portal.FoldLogin, Cost: seal.Floor})
	h.must(err)
	h.t.Cleanup(func() { h.must(s.Close()) })
	return s
}

// secondVault is the same store seen by another process.
func (h *house) secondVault() *store.Vault {
	h.t.Helper()
	v, err := h.openStore().Unlock(h.t.Context(), login, password)
	h.must(err)
	return v
}

func listen(t *testing.T, address string) net.Listener {
	t.Helper()
	ln, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return ln
}

// serve serves the portal until stop is called.
func (h *house) serve(ln net.Listener) (url string, stop func()) {
	h.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- h.portal.Server.Serve(ctx, ln, h.faults.Wrap(h.portal.Handler())) }()
	return "https://" + ln.Addr().String(), sync.OnceFunc(func() {
		cancel()
		if err := <-served; err != nil {
			h.t.Errorf("serve: %v", err)
		}
	})
}

func (h *house) newClient(url string) *portal.Client {
	h.t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(h.portal.Certificate())
	c, err := portal.New(portal.Config{URL: url, CA: pool, Pins: [][]byte{h.portal.Pin()}, Timeout: patience})
	h.must(err)
	h.t.Cleanup(c.Close)
	return c
}

// signIn is a client with a session. A code counts once, so the clock moves on.
func (h *house) signIn(url string) *portal.Client {
	h.t.Helper()
	c := h.newClient(url)
	h.must(h.enter(c))
	return c
}

func (h *house) enter(c *portal.Client) error {
	h.t.Helper()
	secret, _, err := h.portal.Secret(h.t.Context(), login)
	h.must(err)
	code, _ := totp.Code(secret, h.now())
	_, err = c.SignIn(h.t.Context(), login, password, code)
	h.advance(totpStep)
	return err
}

const totpStep = 30 * time.Second

// newCase makes an invented person.
func (h *house) newCase() string {
	h.t.Helper()
	h.people++
	c := model.Case{Patient: diagnose(h.people).Patient}
	h.must(h.vault.SaveCase(h.t.Context(), &c, nil))
	return c.ID
}

// newDraft writes a complete report for a case; change spoils it.
func (h *house) newDraft(caseID string, change func(*model.Report)) model.Draft {
	h.t.Helper()
	r := diagnose(h.people)
	r.Meldung.MeldungID = model.Text("M-" + uuid.NewString()[:12])
	if change != nil {
		change(r)
	}
	d, err := h.vault.NewDraft(h.t.Context(), caseID, *r)
	h.must(err)
	return d
}

// submit queues a new report of a case.
func (h *house) submit(caseID string) model.Delivery {
	h.t.Helper()
	return h.queue(h.newDraft(caseID, nil))
}

// queue freezes a draft and queues it; who judges it is not the outbox's matter.
func (h *house) queue(d model.Draft) model.Delivery {
	h.t.Helper()
	defer h.advance(time.Millisecond) // the order of completing shows in the times
	around, err := h.vault.Around(h.t.Context(), d.ID, d.Rev)
	h.must(err)
	completed, err := h.sender.Complete(&around.Draft.Report, h.now())
	h.must(err)
	delivery, err := h.vault.Queue(h.t.Context(), store.Judged{DraftID: d.ID, Rev: d.Rev, State: around.State, Completed: completed})
	h.must(err)
	return delivery
}

// queue is the store as the outbox asks it, counted.
type queue struct {
	*store.Vault
	looks  *atomic.Int64 // how often the outbox looked
	claims *atomic.Int64 // how often it wrote to take something
}

func newQueue(v *store.Vault) queue { return queue{v, new(atomic.Int64), new(atomic.Int64)} }

func (q queue) Waiting(ctx context.Context) (int, time.Time, error) {
	q.looks.Add(1)
	return q.Vault.Waiting(ctx)
}

func (q queue) Claim(ctx context.Context, owner string, now time.Time, lease time.Duration, n int) ([]model.Delivery, error) {
	q.claims.Add(1)
	return q.Vault.Claim(ctx, owner, now, lease, n)
}

// running is an outbox at work and what it told.
type running struct {
	*outbox.Outbox
	h     *house
	mu    sync.Mutex
	news  []outbox.News
	moved atomic.Int64 // how often the link did
	stop  func()
}

// full is the longest wait the jitter may give, none the shortest.
func full(limit time.Duration) time.Duration { return limit }
func none(time.Duration) time.Duration       { return 0 }

// start runs an outbox until stop is called or the test ends.
func (h *house) start(q outbox.Store, c outbox.Carrier, jitter func(time.Duration) time.Duration) *running {
	h.t.Helper()
	return h.startWith(q, c, outbox.Options{Jitter: jitter})
}

// startWith is start with other options besides.
func (h *house) startWith(q outbox.Store, c outbox.Carrier, o outbox.Options) *running {
	h.t.Helper()
	r := &running{h: h}
	o.Now, o.Log, o.News, o.Moved = h.now, h.logger(), r.hear, func() { r.moved.Add(1) }
	r.Outbox = outbox.New(q, c, o)
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() { r.Run(ctx) })
	r.stop = func() { cancel(); ended.Wait() }
	h.t.Cleanup(r.stop)
	return r
}

func (h *house) logger() *slog.Logger { return slog.New(slog.NewTextHandler(h.log, nil)) }

func (r *running) hear(n outbox.News) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.news = append(r.news, n)
}

// heard is what was told of a delivery, in order.
func (r *running) heard(tnr string) (states []model.State) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range r.news {
		if n.Transaktionsnummer == tnr {
			states = append(states, n.State)
		}
	}
	return states
}

// hears waits until the outbox has told these states of a delivery, no others.
func (r *running) hears(tnr string, want ...model.State) {
	r.h.t.Helper()
	r.h.until(fmt.Sprintf("news of %s", tnr), func() (any, bool) {
		got := r.heard(tnr)
		return got, slices.Equal(got, want)
	})
}

// patience is how long something may take on a busy machine.
const patience = 20 * time.Second

// until waits for something and fails with what it saw last.
func (h *house) until(what string, reached func() (any, bool)) {
	h.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		got, ok := reached()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			h.t.Fatalf("%s: still %+v", what, got)
		}
	}
}

// delivery is a delivery as the store has it.
func (h *house) delivery(tnr string) model.Delivery {
	h.t.Helper()
	d, err := h.vault.Delivery(h.t.Context(), tnr)
	h.must(err)
	return d
}

// wantState looks a delivery up and compares its state.
func (h *house) wantState(tnr string, want model.State) model.Delivery {
	h.t.Helper()
	d := h.delivery(tnr)
	if d.State != want {
		h.t.Errorf("%s: got state %s, want %s", tnr, d.State, want)
	}
	return d
}

// arrived are the reports the portal has taken in, in its own order.
func (h *house) arrived() (tnrs []string) {
	h.t.Helper()
	receipts, err := h.portal.Receipts(h.t.Context())
	h.must(err)
	for _, r := range receipts {
		tnrs = append(tnrs, r.Transaktionsnummer)
	}
	return tnrs
}

// wantArrived compares what the portal took in.
func (h *house) wantArrived(want ...string) {
	h.t.Helper()
	if got := h.arrived(); !slices.Equal(got, want) {
		h.t.Errorf("portal took in %q, want %q", got, want)
	}
}

// diagnose is a complete report of an invented person.
func diagnose(n int) *model.Report {
	day := model.Datum("2026-02-10")
	return &model.Report{
		Patient: model.Patient{PatientID: model.Text(fmt.Sprintf("P-%07d", n)), Anmerkung: "frei erfunden",
			Stammdaten: model.Stammdaten{
				Versicherung:         model.VersicherungGKV,
				VersichertendatenGKV: &model.VersichertendatenGKV{IKNR: "105313145", GKVVersichertennummer: "A123456780"},
				Nachname:             "Mustermann", Vornamen: "Erika", Geschlecht: "W", Geburtsdatum: "1961-08-12",
				Adresse: model.Adresse{Strasse: "Lindenallee", Hausnummer: "3", Land: "DE", PLZ: "35390", Ort: "Gießen"}}},
		Meldung: model.Meldung{Meldebegruendung: "I", EigeneLeistung: "J", Typ: model.TypDiagnose,
			Tumorzuordnung: model.Tumorzuordnung{TumorID: "T-1", PrimaertumorICD: model.ICD{Code: "C50.4", Version: "10 2026 GM"},
				Diagnosedatum: day, Seitenlokalisation: "L", MorphologieICDO: &model.ICDO{Code: "8500/3", Version: "33"}},
			Diagnose: &model.Diagnose{
				PrimaertumorTopographieICDO: &model.ICDO{Code: "C50.4", Version: "33"}, Diagnosesicherung: "7.1",
				Histologie:                  &model.Histologie{TumorHistologiedatum: day, MorphologieICDO: []model.ICDO{{Code: "8500/3", Version: "33"}}, Grading: "2"},
				CTNM:                        &model.TNM{Version: "8", PraefixT: "c", T: "1c", PraefixN: "c", N: "0", PraefixM: "c", M: "0", UICCStadium: "IA"},
				AllgemeinerLeistungszustand: "0"}}}
}
