package outbox_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal/faults"
	"example.org/meldeportal/sync/store"
)

func TestAPortalThatComesBackTakesTheReportWithoutAKey(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	ln := listen(t, "127.0.0.1:0")
	url, leave := h.serve(ln)
	h.client = h.signIn(url)
	leave() // the portal goes away after signing in
	d := h.submit(h.newCase())
	r := h.start(newQueue(h.vault), h.client, func(time.Duration) time.Duration { return 300 * time.Millisecond })
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateQueued)
	var e *portal.Error
	if l := r.Link(); l.Online || l.Waiting != 1 || !errors.As(l.Reason, &e) || e.Kind != portal.Unreachable {
		t.Errorf("link: got %+v, want offline because the portal is unreachable, 1 waiting", l)
	}
	_, leave = h.serve(listen(t, ln.Addr().String()))
	t.Cleanup(leave)
	h.until("the receipt", func() (any, bool) {
		h.advance(5 * time.Millisecond) // time goes by; nobody presses a key
		d := h.delivery(d.Transaktionsnummer)
		return d, d.State == model.StateAccepted
	})
	h.until("online", func() (any, bool) { l := r.Link(); return l, l.Online && l.Waiting == 0 && l.Reason == nil })
}

func TestTheLinkTellsOfTheLastAttempt(t *testing.T) {
	t.Parallel()
	h := build(t)
	q := newQueue(h.vault)
	r := h.start(q, h.client, full)
	start := h.now()
	if l := r.Link(); !l.Online || l.Waiting != 0 {
		t.Errorf("before any attempt: got %+v, want online", l)
	}
	h.advance(time.Minute)
	h.faults.Inject(faults.RefusedConnection, faults.RefusedConnection)
	lost := h.now()
	d := h.submit(h.newCase()).Transaktionsnummer
	r.Kick()
	r.hears(d, model.StateSending, model.StateQueued)
	if l := r.Link(); l.Online || l.Since.Before(lost) || l.Waiting != 1 {
		t.Errorf("after a lost attempt: got %+v, want offline since %v, 1 waiting", l, lost)
	}
	since := r.Link().Since
	h.advance(2 * time.Second)
	r.Kick()
	r.hears(d, model.StateSending, model.StateQueued, model.StateSending, model.StateQueued)
	if l := r.Link(); !l.Since.Equal(since) {
		t.Errorf("after the second lost attempt: got offline since %v, want still %v", l.Since, since)
	}
	h.advance(4 * time.Second)
	r.Kick()
	h.until("accepted", func() (any, bool) { return r.heard(d), len(r.heard(d)) == 6 })
	if l := r.Link(); !l.Online || l.Waiting != 0 || l.Reason != nil || !l.Since.After(start) {
		t.Errorf("after the receipt: got %+v, want online, nothing waiting, when the news is told", l)
	}
}

func TestAnEndedSessionKeepsTheReportUntilTheNextSignIn(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.must(h.portal.ResetOTP(t.Context(), login)) // staff end the session
	d := h.submit(h.newCase()).Transaktionsnummer
	q := newQueue(h.vault)
	r := h.start(q, h.client, none)
	r.hears(d, model.StateSending, model.StateQueued)
	var e *portal.Error
	if l := r.Link(); !l.Ended || !l.Online || l.Waiting != 1 || !errors.As(l.Reason, &e) || e.Kind != portal.SessionExpired {
		t.Errorf("link: got %+v, want an ended session and no lost connection", l)
	}
	if got := h.wantState(d, model.StateQueued); got.Attempts != 0 || got.NextAt.After(h.now()) {
		t.Errorf("given back with %d attempts, next at %v, want it as it was", got.Attempts, got.NextAt)
	}
	for range 3 { // whatever is asked, nothing is taken
		h.advance(5 * time.Minute)
		looked := q.looks.Load()
		r.Hurry()
		h.until("a look", func() (any, bool) { return nil, q.looks.Load() > looked })
	}
	if n := q.claims.Load(); n != 1 {
		t.Errorf("claimed %d times, want only once, before the end of the session was known", n)
	}
	h.wantArrived()
	h.must(h.enter(h.client))
	_, err := h.client.Extend(t.Context())
	r.Session(err)
	h.until("accepted", func() (any, bool) { return r.heard(d), h.delivery(d).State == model.StateAccepted })
	h.wantArrived(d)
}

// What one without a session has taken goes to a colleague's process on the same
// store at once, also what it learns the end of by keeping the session alive.
func TestAColleagueDeliversWhatAnEndedSessionCannot(t *testing.T) {
	t.Parallel()
	h := build(t)
	q := newQueue(h.vault)
	ended := h.start(q, h.client, none)
	h.must(h.portal.ResetOTP(t.Context(), login))
	_, err := h.client.Extend(t.Context())
	ended.Session(err)
	if l := ended.Link(); !l.Ended {
		t.Fatalf("link: got %+v, want an ended session", l)
	}
	colleague := h.signIn(h.url)
	var all []string
	for range 12 {
		all = append(all, h.submit(h.newCase()).Transaktionsnummer)
		ended.Kick()
	}
	looked := q.looks.Load()
	ended.Kick()
	h.until("a look", func() (any, bool) { return nil, q.looks.Load() > looked })
	if n := q.claims.Load(); n != 0 {
		t.Errorf("claimed %d times without a session, want never", n)
	}
	h.start(newQueue(h.secondVault()), colleague, none)
	h.until("all receipts", func() (any, bool) { return h.accepted(all), h.accepted(all) == len(all) })
	h.wantOnce(all)
	for _, tnr := range all {
		if d := h.delivery(tnr); d.Attempts != 1 {
			t.Errorf("%s: %d attempts, want 1", tnr, d.Attempts)
		}
	}
}

// gone is a portal that nobody reaches while it is told to be gone.
type gone struct {
	outbox.Carrier
	is    atomic.Bool
	asked atomic.Int64
}

func (g *gone) Ready(ctx context.Context) error {
	g.asked.Add(1)
	if g.is.Load() {
		return &portal.Error{Kind: portal.Unreachable}
	}
	return g.Carrier.Ready(ctx)
}

// With nothing to deliver the link is as old as the last asking: twenty seconds and
// a fifth. For that nothing is written to the store.
func TestTheLinkIsAskedForWhileNothingIsDelivered(t *testing.T) {
	t.Parallel()
	h := build(t)
	q, portal := newQueue(h.vault), &gone{Carrier: h.client}
	r := h.start(q, portal, full)
	longest := 24 * time.Second
	round := func() { // without a real half minute
		looked := q.looks.Load()
		r.Kick()
		h.until("a look", func() (any, bool) { return nil, q.looks.Load() > looked })
	}
	h.until("the first look", func() (any, bool) { return nil, q.looks.Load() > 0 })
	h.advance(longest - time.Second)
	round()
	if n := portal.asked.Load(); n != 0 {
		t.Errorf("asked %d times within %v, want not yet", n, longest)
	}
	portal.is.Store(true)
	h.advance(time.Second)
	r.Kick()
	h.until("offline", func() (any, bool) { l := r.Link(); return l, !l.Online && l.Reason != nil })
	if n := portal.asked.Load(); n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
	portal.is.Store(false)
	back := h.now().Add(longest)
	h.advance(longest)
	r.Kick()
	h.until("online", func() (any, bool) { l := r.Link(); return l, l.Online && l.Reason == nil && !l.Since.Before(back) })
	r.Hurry()
	h.until("the asking that somebody wants", func() (any, bool) { return portal.asked.Load(), portal.asked.Load() == 3 })
	if n := q.claims.Load(); n != 0 {
		t.Errorf("claimed %d times with nothing waiting, want never", n)
	}
	if n := r.moved.Load(); n != 2 {
		t.Errorf("told of the link %d times, want 2: gone and back", n)
	}
}

// An idle program learns by the same asking that its session is over.
func TestAnIdleProgramLearnsThatItsSessionIsOver(t *testing.T) {
	t.Parallel()
	h := build(t)
	q := newQueue(h.vault)
	r := h.start(q, h.client, full)
	h.until("the first look", func() (any, bool) { return nil, q.looks.Load() > 0 })
	h.must(h.portal.ResetOTP(t.Context(), login)) // staff end the session
	h.advance(24 * time.Second)
	r.Kick()
	h.until("the end", func() (any, bool) { l := r.Link(); return l, l.Ended && l.Online })
}

func TestSomebodyWhoAsksDoesNotWaitForTheNextTime(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.faults.Inject(faults.RefusedConnection)
	d := h.submit(h.newCase()).Transaktionsnummer
	r := h.start(newQueue(h.vault), h.client, full)
	r.hears(d, model.StateSending, model.StateQueued)
	if got := h.delivery(d); !got.NextAt.After(h.now()) {
		t.Fatalf("next attempt at %v, want it later than %v", got.NextAt, h.now())
	}
	r.Hurry()
	r.hears(d, model.StateSending, model.StateQueued, model.StateSending, model.StateAccepted)
}

// away is a portal nobody reaches.
type away struct{ *counting }

func newAway() away { return away{newCounting(nil)} }

func (a away) Deliver(_ context.Context, tnr string, _ []byte) (model.Receipt, error) {
	a.note(tnr)
	return model.Receipt{}, &portal.Error{Kind: portal.Unreachable}
}

func (a away) calls() (n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, sent := range a.sent {
		n += sent
	}
	return n
}

func TestAPortalThatIsAwayIsAskedOnceAMinute(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	for range 20 {
		h.submit(h.newCase())
	}
	portal := newAway()
	r := h.start(newQueue(h.vault), portal, none)
	r.quiet(portal)
	before := portal.calls()
	if before > 8 {
		t.Errorf("asked %d times at once, want at most one batch of 8", before)
	}
	for minute := range 3 {
		h.advance(48 * time.Second) // the shortest probe interval, with this jitter
		r.Kick()
		h.until("the probe", func() (any, bool) { return portal.calls(), portal.calls() > before+minute })
		r.quiet(portal)
	}
	if got := portal.calls() - before; got != 3 {
		t.Errorf("asked %d times in three intervals, want 3", got)
	}
}

// quiet waits until every call was settled and no other follows.
func (r *running) quiet(a away) {
	r.h.t.Helper()
	settled := func() (calls int, all bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		calls = a.calls()
		return calls, calls > 0 && len(r.news) == 2*calls
	}
	for last := -1; ; time.Sleep(100 * time.Millisecond) {
		r.h.until("every call to be settled", func() (any, bool) { n, all := settled(); return n, all })
		n, _ := settled()
		if n == last {
			return
		}
		last = n
	}
}

// failing is a queue whose store is full.
type failing struct{ queue }

func (f failing) Claim(context.Context, string, time.Time, time.Duration, int) ([]model.Delivery, error) {
	f.claims.Add(1)
	return nil, store.ErrFull
}

func TestAFullDiskIsNotAskedAllTheTime(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	h.submit(h.newCase())
	q := failing{newQueue(h.vault)}
	h.start(q, newAway(), none)
	time.Sleep(500 * time.Millisecond)
	if n := q.claims.Load(); n != 1 {
		t.Errorf("claimed %d times within half a second, want 1", n)
	}
	if lines := strings.Count(h.log.String(), "\n"); lines != 1 {
		t.Errorf("logged %d lines, want 1:\n%s", lines, h.log.String())
	}
}
