package outbox_test

import (
	"bytes"
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/refportal/faults"
)

func TestACompletedReportIsDeliveredAndItsReceiptStored(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	h.wantState(d.Transaktionsnummer, model.StateQueued)
	r := h.start(newQueue(h.vault), h.client, nil)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	got := h.wantState(d.Transaktionsnummer, model.StateAccepted)
	document, receipt, found, err := h.portal.Document(t.Context(), d.Transaktionsnummer)
	h.must(err)
	if !found || got.Receipt == nil || *got.Receipt != receipt {
		t.Errorf("receipt: got %+v, want the portal's %+v (%v)", got.Receipt, receipt, found)
	}
	frozen, err := h.vault.Document(t.Context(), d.Transaktionsnummer)
	h.must(err)
	if len(frozen) == 0 || !bytes.Equal(document, frozen) {
		t.Errorf("portal has %d bytes, want the very %d bytes that were frozen", len(document), len(frozen))
	}
}

// Each fault may come at any attempt; whether the portal took the report in is
// more than this side can know.
func TestWhateverGoesWrongTheReportArrivesOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault  faults.Fault
		taken  bool          // by the first attempt
		code   string        // why it waits
		jitter time.Duration // the backoff's part
		wait   time.Duration
	}{
		"refused connection": {faults.RefusedConnection, false, "unreachable", 2 * time.Second, 2 * time.Second},
		"lost answer":        {faults.LostAnswer, true, "unreachable", 2 * time.Second, 2 * time.Second},
		"cut answer":         {faults.Cut, true, "unreachable", 2 * time.Second, 2 * time.Second},
		"late answer":        {faults.Late(time.Hour), true, "timeout", 2 * time.Second, 2 * time.Second},
		"nonsense":           {faults.Nonsense, false, "nonsense", 2 * time.Second, 2 * time.Second},
		"maintenance":        {faults.Unavailable, false, "maintenance", 0, time.Second}, // its Retry-After
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := build(t)
			var carrier outbox.Carrier = h.client
			if test.code == "timeout" {
				carrier = &impatient{Carrier: h.client, until: func() bool { return len(h.arrived()) == 1 }}
			}
			d := h.submit(h.newCase())
			h.faults.Inject(test.fault)
			first := h.now()
			q := newQueue(h.vault)
			r := h.start(q, carrier, func(time.Duration) time.Duration { return test.jitter })
			r.hears(d.Transaktionsnummer, model.StateSending, model.StateQueued)
			got := h.wantState(d.Transaktionsnummer, model.StateQueued)
			if got.Code != test.code || !got.NextAt.Equal(first.Add(test.wait)) || got.Attempts != 1 {
				t.Errorf("got %s, next after %v, %d attempts; want %s, %v, 1", got.Code, got.NextAt.Sub(first), got.Attempts, test.code, test.wait)
			}
			if taken := len(h.arrived()) == 1; taken != test.taken {
				t.Errorf("portal took it in: got %v, want %v", taken, test.taken)
			}
			h.advance(test.wait - time.Millisecond)
			looked := q.looks.Load()
			r.Kick() // too early: nothing is due
			h.until("an early look", func() (any, bool) { return nil, q.looks.Load() > looked })
			h.advance(time.Millisecond)
			second := h.now()
			r.Kick()
			r.hears(d.Transaktionsnummer, model.StateSending, model.StateQueued, model.StateSending, model.StateAccepted)
			h.wantArrived(d.Transaktionsnummer)
			arrivedAt := second
			if test.taken {
				arrivedAt = first
			}
			got = h.wantState(d.Transaktionsnummer, model.StateAccepted)
			if got.Receipt == nil || got.Receipt.LogIndex != 1 || !got.Receipt.ReceivedAt.Equal(arrivedAt) || got.Attempts != 2 {
				t.Errorf("got receipt %+v after %d attempts, want the first one, of %v, after 2", got.Receipt, got.Attempts, arrivedAt)
			}
		})
	}
}

// impatient waits for the answer to its first delivery until something has come
// about, however long a busy machine takes to get there, and not longer.
type impatient struct {
	outbox.Carrier
	until func() bool
	once  bool
}

func (i *impatient) Deliver(ctx context.Context, tnr string, document []byte) (model.Receipt, error) {
	if !i.once {
		i.once = true
		over, whole := make(chan struct{}), ctx
		go func() {
			defer close(over)
			for !i.until() && whole.Err() == nil {
				time.Sleep(time.Millisecond)
			}
		}()
		ctx = expiring{ctx, over}
	}
	return i.Carrier.Deliver(ctx, tnr, document)
}

// expiring is a context whose time is over when a test says so.
type expiring struct {
	context.Context
	over <-chan struct{}
}

func (e expiring) Done() <-chan struct{} { return e.over }

func (e expiring) Err() error {
	select {
	case <-e.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

func TestALateAnswerInTimeIsNoFailure(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.faults.Inject(faults.Late(50 * time.Millisecond))
	d := h.submit(h.newCase())
	r := h.start(newQueue(h.vault), h.client, nil)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
}

func TestWhatThePortalRefusesIsRejectedWithItsReason(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault  faults.Fault
		melder model.Text
		code   string
	}{
		"by its rules":      {faults.Refused, melderID, "report-invalid"},
		"of another Melder": {nil, "HE-99999999", "site-mismatch"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := build(t)
			h.sender.Melder.ID = test.melder
			d := h.submit(h.newCase())
			if test.fault != nil {
				h.faults.Inject(test.fault)
			}
			q := newQueue(h.vault)
			r := h.start(q, h.client, none)
			r.hears(d.Transaktionsnummer, model.StateSending, model.StateRejected)
			got := h.wantState(d.Transaktionsnummer, model.StateRejected)
			if got.Code != test.code || len(strings.Fields(got.Reason)) < 3 || !strings.Contains(got.Reason, "Meldung") {
				t.Errorf("got code %q and reason %q, want %q and a German sentence", got.Code, got.Reason, test.code)
			}
			h.advance(24 * time.Hour)
			looked := q.looks.Load()
			r.Hurry()
			h.until("the outbox to look again", func() (any, bool) { return nil, q.looks.Load() > looked })
			r.stop()
			r.hears(d.Transaktionsnummer, model.StateSending, model.StateRejected)
			h.wantArrived()
			if link := r.Link(); !link.Online {
				t.Errorf("link: got %+v, want online: the portal has answered", link)
			}
		})
	}
}

func TestReportsOfAPatientArriveInTheirOrder(t *testing.T) {
	t.Parallel()
	h := build(t)
	a, b := h.newCase(), h.newCase()
	var want []string
	for range 3 {
		want = append(want, h.submit(a).Transaktionsnummer)
	}
	other := h.submit(b).Transaktionsnummer
	// The first round sends one report of each patient; which of the two calls
	// is hit does not matter, the attempts after it hit what is due again.
	h.faults.Inject(faults.RefusedConnection, faults.LostAnswer, faults.Unavailable, faults.RefusedConnection)
	r := h.start(newQueue(h.vault), h.client, none)
	all := append(want, other)
	h.until("all receipts", func() (any, bool) {
		h.advance(100 * time.Millisecond) // Retry-After asks for a second
		r.Kick()
		return h.arrived(), h.accepted(all) == len(all)
	})
	got := slices.DeleteFunc(h.arrived(), func(tnr string) bool { return tnr == other })
	if !slices.Equal(got, want) {
		t.Errorf("reports of one patient arrived as %q, want %q", got, want)
	}
}

func TestAStoppedOutboxIsFollowedByTheNext(t *testing.T) {
	t.Parallel()
	h := build(t)
	var all []string
	for range 6 {
		all = append(all, h.submit(h.newCase()).Transaktionsnummer)
	}
	h.faults.Inject(faults.Late(time.Hour)) // one of them is under way when the program ends
	first := h.start(newQueue(h.vault), h.client, none)
	h.until("the others", func() (any, bool) { return len(h.arrived()), h.accepted(all) == 5 })
	first.stop()
	if n := h.accepted(all); n != 5 {
		t.Errorf("stopped with %d accepted, want 5", n)
	}
	h.start(newQueue(h.secondVault()), h.client, none)
	h.until("the last", func() (any, bool) { return h.accepted(all), h.accepted(all) == 6 })
	h.wantOnce(all)
}

// accepted counts the deliveries with a receipt.
func (h *house) accepted(tnrs []string) (n int) {
	h.t.Helper()
	for _, tnr := range tnrs {
		if d := h.delivery(tnr); d.State == model.StateAccepted && d.Receipt != nil {
			n++
		}
	}
	return n
}

// wantOnce compares what the portal took in without its order.
func (h *house) wantOnce(want []string) {
	h.t.Helper()
	got := h.arrived()
	slices.Sort(got)
	if want := slices.Sorted(slices.Values(want)); !slices.Equal(got, want) {
		h.t.Errorf("portal took in %d reports %q, want these %d: %q", len(got), got, len(want), want)
	}
}

func TestWhatACrashedOutboxHeldIsSentWhenItsLeaseIsOver(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	held, err := h.secondVault().Claim(t.Context(), "crashed", h.now(), 2*time.Minute, 8)
	if err != nil || len(held) != 1 {
		t.Fatalf("claim: got %d items, %v, want 1", len(held), err)
	}
	q := newQueue(h.vault)
	r := h.start(q, h.client, none)
	h.advance(2*time.Minute - time.Second)
	looked := q.looks.Load()
	r.Kick()
	h.until("a look within the lease", func() (any, bool) { return nil, q.looks.Load() > looked })
	h.wantArrived()
	h.advance(time.Second)
	r.Kick()
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.wantArrived(d.Transaktionsnummer)
}

// counting counts what is carried, by number.
type counting struct {
	outbox.Carrier
	mu   sync.Mutex
	sent map[string]int
}

func newCounting(c outbox.Carrier) *counting {
	return &counting{Carrier: c, sent: map[string]int{}}
}

func (c *counting) Deliver(ctx context.Context, tnr string, document []byte) (model.Receipt, error) {
	c.note(tnr)
	return c.Carrier.Deliver(ctx, tnr, document)
}

func (c *counting) note(tnr string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent[tnr]++
}

func TestTwoOutboxesOnOneStoreDoNotSendTwice(t *testing.T) {
	t.Parallel()
	h := build(t)
	var all []string
	for range 24 {
		all = append(all, h.submit(h.newCase()).Transaktionsnummer)
	}
	carried := newCounting(h.client)
	one := h.start(newQueue(h.vault), carried, none)
	two := h.start(newQueue(h.secondVault()), carried, none)
	h.until("all receipts", func() (any, bool) { return h.accepted(all), h.accepted(all) == len(all) })
	one.stop()
	two.stop()
	h.wantOnce(all)
	for tnr, n := range carried.sent {
		if n != 1 {
			t.Errorf("%s was sent %d times, want once", tnr, n)
		}
	}
	if len(one.news)+len(two.news) != 2*len(all) {
		t.Errorf("news: got %d and %d, want %d together", len(one.news), len(two.news), 2*len(all))
	}
}

func TestNothingIsLookedForWhileAReportBehindAnotherWaits(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.newCase()
	first, second := h.submit(c), h.submit(c)
	h.faults.Inject(faults.RefusedConnection)
	q := newQueue(h.vault)
	r := h.start(q, h.client, full)
	r.hears(first.Transaktionsnummer, model.StateSending, model.StateQueued)
	before := q.looks.Load()
	time.Sleep(500 * time.Millisecond)
	if looked := q.looks.Load() - before; looked > 2 {
		t.Errorf("looked %d times within half a second while nothing could be sent, want at most 2", looked)
	}
	if got := r.heard(second.Transaktionsnummer); got != nil {
		t.Errorf("the second report was %v, want it to wait for the first", got)
	}
	h.advance(2 * time.Second)
	r.Kick()
	r.hears(second.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.wantArrived(first.Transaktionsnummer, second.Transaktionsnummer)
}

func TestADamagedDocumentDoesNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	h := build(t)
	damaged, other := h.submit(h.newCase()).Transaktionsnummer, h.submit(h.newCase()).Transaktionsnummer
	db, err := sql.Open("sqlite", h.path)
	h.must(err)
	defer db.Close()
	_, err = db.Exec("UPDATE delivery_body SET document = zeroblob(64) WHERE tnr = ?", damaged)
	h.must(err)
	r := h.start(newQueue(h.vault), h.client, none)
	r.hears(other, model.StateSending, model.StateAccepted)
	h.until("the damaged one to wait", func() (any, bool) {
		got := h.delivery(damaged)
		return got, got.State == model.StateQueued && got.Code == "unreadable" && got.NextAt.After(h.now())
	})
	h.wantArrived(other)
}
