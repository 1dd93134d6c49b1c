package refportal_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/totp"
)

// onPostgres is a portal of several that share a database; keys are the folder of another
// one, whose keys it has, "" for the first.
func onPostgres(t *testing.T, p *judges.Postgres, keys string, clock *clock, judge refportal.Judge) *fixture {
	t.Helper()
	f := &fixture{clock: clock, dir: t.TempDir(), log: &safeBuffer{}}
	if keys != "" {
		for _, name := range []string{"server.key", "tls-key.pem", "ca.pem", "ca-key.pem"} {
			text, err := os.ReadFile(filepath.Join(keys, name))
			f.must(t, err)
			f.must(t, os.WriteFile(filepath.Join(f.dir, name), text, 0o600))
		}
	}
	var err error
	f.Portal, err = refportal.Open(context.Background(), f.dir, refportal.Options{Now: f.now, Cost: seal.Floor, Judge: judge,
		Log: server.NewLogger(f.log), Store: p.Address("portal")})
	f.must(t, err)
	t.Cleanup(func() { f.must(t, f.Close()) })
	f.url = serve(t, f.Portal, checked(t, f.Handler()))
	return f
}

// The contract holds on PostgreSQL as it does on a file, at two portals at once: what one has
// taken the other has, and the same report at both is one.
func TestTwoPortalsShareADatabase(t *testing.T) {
	t.Parallel()
	p, clock, ctx := judges.StartPostgres(t, judges.Fast...), newClock(), context.Background()
	one := onPostgres(t, p, "", clock, nil)
	one.must(t, one.AddSite(ctx, server.Site{MelderID: melderID, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}))
	one.must(t, one.AddAccount(ctx, server.Account{Login: login, Name: "Anna Beispiel", MelderID: melderID}, password))
	two := onPostgres(t, p, one.dir, clock, nil)
	_, err := refportal.Open(ctx, t.TempDir(), refportal.Options{Cost: seal.Floor, Store: p.Address("portal")})
	if !errors.Is(err, server.ErrKeyMissing) {
		t.Errorf("a third one with a key of its own: got %v, want ErrKeyMissing", err)
	}
	one.signedIn(t) // ends the enrolment
	for name, f := range map[string]*fixture{"one": one, "two": two} {
		doc := document(t, func(r *model.Report) { r.Meldung.MeldungID = model.Text("M-" + name) })
		to := target{portal.Config{URL: f.url, CAFile: one.CertificateFile(), Pins: [][]byte{one.Pin()}}, login, password,
			func() string { f.advance(totp.Period); return f.code(t) }, doc}
		c, err := portal.New(to.config)
		f.must(t, err)
		t.Cleanup(c.Close)
		contractLogin(t, ctx, c, to)
		contractReports(t, ctx, c, to)
		contractSession(t, ctx, c)
	}
	sharedSession(t, one, two)
	equalAtBoth(t, one, two)
	sharedStaff(t, one, two)
}

// sharedSession: a session of one counts at the other, and a code counts once at both.
func sharedSession(t *testing.T, one, two *fixture) {
	t.Helper()
	ctx := context.Background()
	one.advance(time.Minute)
	a, b, code := one.client(t), two.client(t), one.code(t)
	_, err := a.SignIn(ctx, login, password, code)
	one.must(t, err)
	_, err = b.SignIn(ctx, login, password, code)
	wantKind(t, "the same code at the other", err, portal.LoginFailed)
	b.Resume(a.Leave())
	if _, err := b.Extend(ctx); err != nil {
		t.Errorf("the session at the other: %v", err)
	}
	if open, err := b.Sessions(ctx); err != nil || len(open) == 0 || !open[0].Eigene {
		t.Errorf("sessions: got %+v, %v", open, err)
	}
	name := portal.KeyName("public half")
	one.must(t, b.NameOwnKey(ctx, name))
	if who, err := b.Colleague(ctx, login); err != nil || who.Schluessel != name {
		t.Errorf("colleague: got %+v, %v, want the key she named", who, err)
	}
}

// equalAtBoth: equal deliveries at once at both have one effect and one receipt.
func equalAtBoth(t *testing.T, one, two *fixture) {
	t.Helper()
	one.advance(time.Minute)
	clients := []*portal.Client{one.signedIn(t), two.signedIn(t)}
	doc := document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-both" })
	tnr, receipts := number(), make([]model.Receipt, 32)
	var wg sync.WaitGroup
	for i := range receipts {
		wg.Go(func() {
			r, err := clients[i%2].Deliver(context.Background(), tnr, doc)
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
	_, err := clients[1].Deliver(context.Background(), number(), doc)
	wantCode(t, "the same under another number", err, portal.CodeDuplicateReport)
	if created := strings.Count(one.log.String()+two.log.String(), `route="PUT /v1/reports/{tnr}" status=201`); created != 3 { // two of the contract's
		t.Errorf("%d reports were taken in, want 3", created)
	}
}

// sharedStaff: what staff do at one counts at the other.
func sharedStaff(t *testing.T, one, two *fixture) {
	t.Helper()
	ctx := server.By(context.Background(), "Eins")
	one.advance(time.Minute)
	c, tnr := two.signedIn(t), number()
	one.must(t, one.SetDokuCheck(ctx, melderID, 1))
	_, err := c.Deliver(ctx, tnr, document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-1" }))
	one.must(t, err)
	one.must(t, one.Tell(ctx, tnr, portal.Event{Kind: portal.EventQuestion, Text: "Liegt ein Befund vor?"}))
	request := number()
	_, err = c.RequestDeletion(ctx, request, deletion(t, request, nil))
	one.must(t, err)
	one.must(t, one.Decide(ctx, request, true, ""))
	feed, err := c.Events(ctx, 0)
	if err != nil || len(feed.Events) != 3 {
		t.Errorf("feed: got %+v, %v, want three", feed, err)
	}
	if _, _, _, err := two.Document(ctx, tnr); !errors.Is(err, refportal.ErrDeleted) {
		t.Errorf("document: got %v, want it gone", err)
	}
	if _, err := one.ResetByTwo(ctx, login); err != nil {
		t.Errorf("second factor: %v", err)
	}
	_, err = c.Extend(ctx)
	wantKind(t, "session at the other", err, portal.SessionExpired)
	if done, err := two.ResetByTwo(server.By(ctx, "Zwei"), login); !done || err != nil {
		t.Errorf("the second one at the other: %v, %v", done, err)
	}
	one.must(t, one.NewPasswordFor(ctx, login, password, one.now().Add(time.Hour)))
	one.must(t, two.DisableSite(ctx, melderID))
	one.must(t, two.EnableSite(ctx, melderID))
	if users, err := two.Accounts(ctx); err != nil || len(users) != 1 {
		t.Errorf("accounts: got %+v, %v", users, err)
	}
	one.must(t, one.Remove(ctx, login))
	if acts, err := two.StaffActs(ctx); err != nil || len(acts) < 9 {
		t.Errorf("acts: got %+v, %v", acts, err)
	}
}
