package refportal_test

import (
	"context"
	"errors"
	"net/url"
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
	return at(t, p.Address("portal"), keys, clock, judge)
}

// at is one whose database is at an address.
func at(t *testing.T, address, keys string, clock *clock, judge refportal.Judge) *fixture {
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
		Log: server.NewLogger(f.log), Store: address})
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

// The primary is killed under those who deliver, and its synchronous standby takes its place:
// every report that has a receipt is there, once and as it was received, and deliveries go on.
func TestAKilledPrimaryLosesNoReport(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	p, ctx := judges.StartPostgres(t), context.Background()
	place := filepath.Join(t.TempDir(), "primary") // where the portal looks for it, as by a name in the net
	leads := func(to *judges.Postgres) string {
		address, err := url.Parse(to.Address("portal"))
		if err != nil {
			t.Fatal(err)
		}
		q := address.Query()
		_ = os.Remove(place) // there may be none
		if err := os.Symlink(q.Get("host"), place); err != nil {
			t.Fatal(err)
		}
		q.Set("host", place)
		address.RawQuery = q.Encode()
		return address.String()
	}
	f := at(t, leads(p), "", newClock(), lenient{})
	f.must(t, f.AddSite(ctx, server.Site{MelderID: melderID, AbsenderID: "A-1", Name: "Klinikum Musterstadt"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: login, Name: "Anna Beispiel", MelderID: melderID}, password))
	s := &senders{c: f.signedIn(t), receipts: map[string]model.Receipt{}}
	var longest time.Duration
	for kill := range primaryKills {
		standby := p.Standby()
		stop := s.send(t)
		s.waitForMore(t, 1)
		time.Sleep(time.Duration(200+37*kill%400) * time.Millisecond)
		p.Kill()
		p = standby
		p.Promote()
		leads(p)
		longest = max(longest, s.waitForMore(t, 1))
		stop()
	}
	kept, err := f.Receipts(ctx)
	f.must(t, err)
	there := map[string]model.Receipt{}
	for _, r := range kept {
		if _, twice := there[r.Transaktionsnummer]; twice {
			t.Errorf("number %s is there twice", r.Transaktionsnummer)
		}
		there[r.Transaktionsnummer] = r
	}
	for number, r := range s.receipts {
		if there[number] != r {
			t.Errorf("receipt %+v: the portal has %+v", r, there[number])
		}
		if doc, _, _, err := f.Document(ctx, number); err != nil || string(doc) != documentOf(number) {
			t.Errorf("document of %s: %q, %v", number, doc, err)
		}
	}
	if longest > 10*time.Second {
		t.Errorf("deliveries went on %v after the promotion", longest)
	}
	t.Logf("PostgreSQL: %d primaries killed under %d senders, %d receipts, 0 lost, 0 doubled; deliveries went on at most %v after the promotion",
		primaryKills, sendersAtOnce, len(s.receipts), longest.Round(time.Millisecond))
}

// senders deliver one report after the other, each until it has its receipt.
type senders struct {
	c        *portal.Client
	mu       sync.Mutex
	receipts map[string]model.Receipt
}

const sendersAtOnce = 8

func documentOf(number string) string { return "<oBDS>" + number + "</oBDS>" }

// send has them deliver until stop.
func (s *senders) send(t *testing.T) (stop func()) {
	ctx, over := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for range sendersAtOnce {
		all.Go(func() {
			for ctx.Err() == nil {
				tnr := number()
				for {
					r, err := s.c.Deliver(context.Background(), tnr, []byte(documentOf(tnr)))
					if err == nil {
						s.mu.Lock()
						s.receipts[tnr] = r
						s.mu.Unlock()
						break
					}
					if e := problem(t, err); e.Kind != portal.Busy {
						t.Errorf("delivery: got %v, want %s", err, portal.Busy)
						return
					}
					time.Sleep(10 * time.Millisecond)
				}
			}
		})
	}
	return func() { over(); all.Wait() }
}

// waitForMore waits until there are so many receipts more, and says how long that took.
func (s *senders) waitForMore(t *testing.T, more int) time.Duration {
	t.Helper()
	count := func() int {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.receipts)
	}
	from, want := time.Now(), count()+more
	for count() < want {
		if time.Since(from) > time.Minute {
			t.Fatal("no report is taken in any more")
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(from)
}
