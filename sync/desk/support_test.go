package desk

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/sync/totp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Two people of one site; the first one sits at the workplace.
const (
	site     = "HE-00000001"
	siteName = "Klinikum Musterstadt"
	anna     = "anna.beispiel"
	berta    = "berta.beispiel"
	password = "richtig pferd batterie"
)

// workplace is the desk of a person who has signed in: the real store, the real
// portal behind TLS, invented people. One of them has an accepted Diagnose and an
// accepted OP, another one a draft.
type workplace struct {
	*Desk
	t        *testing.T
	registry *refportal.Portal
	door     *Entrance
	path     string // of the store
	log      *safeBuffer
	people   int
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

func newWorkplace(t *testing.T) *workplace {
	t.Helper()
	w := newStation(t)
	told := w.newCase()
	diagnosis := w.newDraft(told, model.TypDiagnose, nil)
	w.arrives(w.submit(diagnosis))
	w.arrives(w.submit(w.newDraft(told, model.TypOP, func(r *model.Report) {
		r.Meldung.Tumorzuordnung.TumorID = diagnosis.Report.Meldung.Tumorzuordnung.TumorID
	})))
	w.newDraft(w.newCase(), model.TypDiagnose, nil)
	return w
}

// newStation is a workplace without anybody to report.
func newStation(t *testing.T) *workplace {
	t.Helper()
	return newStationAt(t, dataset.Newest, nil)
}

// newStationAt is one at a portal that takes no edition after newest; arrange changes the
// door before it is gone through.
func newStationAt(t *testing.T, newest field.Edition, arrange func(*Entrance)) *workplace {
	t.Helper()
	w := &workplace{t: t, path: filepath.Join(t.TempDir(), "meldeportal.db"), log: &safeBuffer{}}
	log := slog.New(slog.NewTextHandler(w.log, nil))
	var err error
	w.registry, err = refportal.Open(t.Context(), t.TempDir(), refportal.Options{Now: time.Now, Cost: seal.Floor, Log: log, Newest: newest})
	w.must(err)
	t.Cleanup(func() { w.must(w.registry.Close()) })
	w.must(w.registry.AddSite(t.Context(), server.Site{MelderID: site, AbsenderID: "A-1", Name: siteName}))
	for login, name := range map[string]string{anna: "Anna Beispiel", berta: "Berta Beispiel"} {
		w.must(w.registry.AddAccount(t.Context(), server.Account{Login: login, Name: name, MelderID: site}, password))
	}
	w.door = &Entrance{Portal: w.client(), Open: w.openStore, Existing: w.openStore, Offline: 7 * 24 * time.Hour, Folder: filepath.Dir(w.path), Now: time.Now, Log: log,
		Software: model.Absender{SoftwareID: "test", SoftwareVersion: "1"}}
	if arrange != nil {
		arrange(w.door)
	}
	w.Desk, err = w.door.SignIn(t.Context(), anna, password, w.code(anna), func(answer.Update) {})
	w.must(err)
	t.Cleanup(func() { w.must(w.Close()) })
	return w
}

// offline is a workplace from which nothing is delivered.
func offline(t *testing.T) *workplace {
	t.Helper()
	w := &workplace{t: t, path: filepath.Join(t.TempDir(), "meldeportal.db")}
	s, err := w.openStore(t.Context(), nil)
	w.must(err)
	t.Cleanup(func() { w.must(s.Close()) })
	vault, err := s.Create(t.Context(), store.Site{MelderID: site, Name: siteName}, anna, password)
	w.must(err)
	w.Desk = &Desk{who: answer.Identity{Login: anna, Name: "Anna Beispiel", MelderID: site}, vault: vault, now: time.Now,
		sender: outbox.Sender{Absender: model.Absender{AbsenderID: "A-1", SoftwareID: "test", SoftwareVersion: "1", Bezeichnung: siteName},
			Melder: model.Melder{ID: site, KHAbtStationPraxis: siteName}}}
	w.outbox = outbox.New(vault, nil, outbox.Options{Now: w.now})
	return w
}

// client calls the portal, which is served until the test ends.
func (w *workplace) client() *portal.Client {
	w.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- w.registry.Serve(ctx, listener) }()
	w.t.Cleanup(func() {
		cancel()
		w.must(<-served)
	})
	pool := x509.NewCertPool()
	pool.AddCert(w.registry.Certificate())
	c, err := portal.New(portal.Config{URL: "https://" + listener.Addr().String(), CA: pool, Pins: [][]byte{w.registry.Pin()}})
	w.must(err)
	w.t.Cleanup(c.Close)
	return c
}

// code is a one-time code of the second factor, which is set up on the way.
func (w *workplace) code(login string) string {
	w.t.Helper()
	_, err := w.door.Enrol(w.t.Context(), login, password)
	w.must(err)
	secret, _, err := w.registry.Secret(w.t.Context(), login)
	w.must(err)
	code, _ := totp.Code(secret, time.Now())
	return code
}

// openStore opens the store as one more process would.
func (w *workplace) openStore(ctx context.Context, _ func(int)) (*store.Store, error) {
	return store.Open(ctx, w.path, store.Options{Now: time.Now, NewID: uuid.NewString, Merkmale: record.MerkmaleOf, Fold: portal.FoldLogin, Cost: seal.Floor})
}

// colleague sits in another process, without a session.
func (w *workplace) colleague() *Desk {
	w.t.Helper()
	w.must(w.admit(berta))
	s, err := w.openStore(w.t.Context(), nil)
	w.must(err)
	w.t.Cleanup(func() { w.must(s.Close()) })
	v, err := s.Unlock(w.t.Context(), berta, password)
	w.must(err)
	return &Desk{who: answer.Identity{Login: berta, Name: "Berta Beispiel"}, vault: v, sender: w.sender, now: w.now, outbox: w.outbox}
}

// admit lets somebody in as all steps together do.
func (w *workplace) admit(login string) error {
	s, err := w.openStore(w.t.Context(), nil)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := w.vault.Invite(w.t.Context(), login, rights.All&^rights.Verwaltung); err != nil {
		return err
	}
	recipient, err := s.Present(w.t.Context(), store.Site{MelderID: site, Name: siteName}, login, password, func(string) error { return nil })
	if err != nil {
		return err
	}
	return w.vault.LetIn(w.t.Context(), login, recipient)
}

// newCase makes an invented person.
func (w *workplace) newCase() string {
	w.t.Helper()
	w.people++
	c := model.Case{Patient: invented(w.people)}
	w.must(w.SaveCase(w.t.Context(), &c, nil))
	return c.ID
}

// newDraft begins a report that nothing stands against; change spoils it.
func (w *workplace) newDraft(caseID string, typ model.Zweig, change func(*model.Report)) model.Draft {
	w.t.Helper()
	d, err := w.NewDraft(w.t.Context(), caseID, &model.Report{Meldung: breast(typ)})
	w.must(err)
	if change != nil {
		change(&d.Report)
	}
	w.must(w.SaveDraft(w.t.Context(), &d))
	return d
}

func invented(n int) model.Patient {
	return model.Patient{PatientID: model.Text(fmt.Sprintf("P-%07d", n)), Anmerkung: "frei erfunden", Stammdaten: model.Stammdaten{
		Versicherung: model.VersicherungGKV, VersichertendatenGKV: &model.VersichertendatenGKV{IKNR: "105313145", GKVVersichertennummer: "A123456780"},
		Nachname: "Moosgruber", Vornamen: "Erika", Geschlecht: "W", Geburtsdatum: "1961-08-12",
		Adresse: model.Adresse{Strasse: "Lindenallee", Hausnummer: "3", Land: "DE", PLZ: "35390", Ort: "Gießen"}}}
}

// breast is a complete Diagnose or OP of some weeks ago.
func breast(typ model.Zweig) model.Meldung {
	event := time.Now().AddDate(0, 0, -30)
	day, year := model.DatumOf(event), event.Year()
	m := model.Meldung{Meldebegruendung: "I", EigeneLeistung: "J", Typ: typ, Tumorzuordnung: model.Tumorzuordnung{
		PrimaertumorICD: model.ICD{Code: "C50.4", Version: model.Code(fmt.Sprintf("10 %d GM", year))}, Diagnosedatum: day, Seitenlokalisation: "L",
		MorphologieICDO: &model.ICDO{Code: "8500/3", Version: "33"}}}
	if typ == model.TypOP {
		m.OP = &model.OP{Intention: "K", Datum: day, MengeOPS: []model.OPS{{Code: "5-870.a1", Version: model.Code(fmt.Sprint(year))}},
			Histologie:     &model.Histologie{TumorHistologiedatum: day, MorphologieICDO: []model.ICDO{{Code: "8500/3", Version: "33"}}, Grading: "2"},
			TNM:            &model.TNM{Version: "8", PraefixT: "p", T: "1c", PraefixN: "p", N: "0", PraefixM: "c", M: "0"},
			Residualstatus: &model.Residualstatus{LokaleBeurteilung: "R0", Gesamtbeurteilung: "R0"}}
		m.OP.Komplikationen.NeinOderUnbekannt = "N"
		return m
	}
	m.Diagnose = &model.Diagnose{PrimaertumorTopographieICDO: &model.ICDO{Code: "C50.4", Version: "33"}, Diagnosesicherung: "7.1",
		Histologie:                  &model.Histologie{TumorHistologiedatum: day, MorphologieICDO: []model.ICDO{{Code: "8500/3", Version: "33"}}, Grading: "2"},
		CTNM:                        &model.TNM{Version: "8", PraefixT: "c", T: "1c", PraefixN: "c", N: "0", PraefixM: "c", M: "0", UICCStadium: "IA"},
		AllgemeinerLeistungszustand: "0"}
	return m
}

// draft is one of the invented drafts.
func (w *workplace) draft() model.Draft {
	w.t.Helper()
	return found(w, func(c model.Case) bool { return c.Drafts == 1 && c.Accepted == 0 }, w.DraftsOf)[0]
}

// sent are the deliveries of an invented person with accepted reports of a type.
func (w *workplace) sent(typ model.Zweig) model.Delivery {
	w.t.Helper()
	all, err := w.Deliveries(w.t.Context(), "")
	w.must(err)
	for _, d := range all {
		if d.Typ == typ && d.State == model.StateAccepted {
			return d
		}
	}
	w.t.Fatalf("no accepted %s among the invented reports", typ)
	return model.Delivery{}
}

// found asks about the first case that fits.
func found[T any](w *workplace, fits func(model.Case) bool, ask func(context.Context, string) ([]T, error)) []T {
	w.t.Helper()
	var id string
	w.must(w.vault.Cases(w.t.Context(), func(cases []model.Case) error {
		for _, c := range cases {
			if id == "" && fits(c) {
				id = c.ID
			}
		}
		return nil
	}))
	list, err := ask(w.t.Context(), id)
	w.must(err)
	if id == "" || len(list) == 0 {
		w.t.Fatal("no invented person fits")
	}
	return list
}

func (w *workplace) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%v (%v)", err, errors.Unwrap(err))
	}
}

// wantFailure compares the kind of an error, and that staff can read it.
func wantFailure(t *testing.T, err error, want answer.Kind) {
	t.Helper()
	var f *answer.Failure
	if !errors.As(err, &f) || f.Kind != want {
		t.Errorf("error = %v, want %s", err, want)
	}
}

// begunCompletely is a new draft that nothing stands against.
func (w *workplace) begunCompletely() model.Draft {
	w.t.Helper()
	r, err := w.Report(w.t.Context(), w.sent(model.TypDiagnose).Transaktionsnummer)
	w.must(err)
	d, err := w.BeginDraft(w.t.Context(), w.draft().PatientID, &r)
	w.must(err)
	return d
}

// submit completes a draft the way a person does: Warnungen are confirmed when
// they are shown.
func (w *workplace) submit(d model.Draft) model.Delivery {
	w.t.Helper()
	delivery, err := w.Complete(w.t.Context(), d.ID, d.Rev, nil)
	var refused *answer.Refusal
	if errors.As(err, &refused) {
		delivery, err = w.Complete(w.t.Context(), d.ID, d.Rev, rulesOf(refused))
		if errors.As(err, &refused) {
			w.t.Fatalf("refused: %+v", refused.Findings)
		}
	}
	w.must(err)
	return delivery
}

func rulesOf(r *answer.Refusal) (ids []string) {
	for _, f := range r.Findings {
		ids = append(ids, f.Rule)
	}
	return ids
}
