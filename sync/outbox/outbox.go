// Package outbox sees each completed report delivered once. Submit judges a
// draft again, freezes, numbers and queues it; Run carries what is queued to the
// portal until a receipt is stored or the portal refuses.
//
// It promises: a report leaves only when no Fehler stands against it, judged by
// everything that is known of the person at the moment it is queued; the bytes
// that leave are the bytes that were frozen, on every attempt, under the same
// number; a receipt counts only if its number and digest fit; what cannot be
// delivered stays visible with reason and next time. Queue and Carrier say what
// it needs of the store and of the portal. Start with Submit and Run.
package outbox

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model"
)

// Queue is the store as the outbox needs it.
type Queue interface {
	// Claim takes up to n deliveries that are due, in order per patient, and
	// holds them for the length of the lease.
	Claim(ctx context.Context, now time.Time, lease time.Duration, n int) ([]Item, error)
	Accept(ctx context.Context, transaktionsnummer string, r model.Receipt) error
	Reject(ctx context.Context, transaktionsnummer, code, reason string) error
	Defer(ctx context.Context, transaktionsnummer string, next time.Time, code string) error
	// Hurry makes every delivery that waits for its next attempt due now.
	Hurry(ctx context.Context, now time.Time) error
	// Waiting counts deliveries without an answer and tells when the next can be claimed.
	Waiting(ctx context.Context) (n int, next time.Time, err error)
}

// Item is one delivery that is due.
type Item struct {
	Transaktionsnummer string
	CaseID             string
	Art                model.Sendung
	Document           []byte // the frozen oBDS document, or the request to delete a report
	Attempts           int    // attempts before this one
}

// Carrier is the portal as the outbox needs it: portal.Client. A receipt whose
// number or digest does not fit is an error of it. Its errors tell by Verdict
// whether trying again makes sense.
type Carrier interface {
	Deliver(ctx context.Context, transaktionsnummer string, document []byte) (model.Receipt, error)
	// RequestDeletion delivers a request to delete a report, by the same rules.
	RequestDeletion(ctx context.Context, transaktionsnummer string, document []byte) (model.Receipt, error)
}

// Verdict is what an error of the Carrier knows about trying again.
type Verdict interface {
	error
	Retryable() bool
	Wait() time.Duration // at least so long, 0 = not said
	Reason() string      // German sentence for staff, free of patient data
	Mark() string        // short code for the log
}

// News says that a delivery moved.
type News struct {
	Transaktionsnummer string
	CaseID             string
	State              model.State
}

// Link is the state of the connection, as the last attempts showed it.
type Link struct {
	Online  bool
	Since   time.Time
	Waiting int
	Reason  error // why offline
}

// Options are the outbox's surroundings.
type Options struct {
	Now    func() time.Time
	Log    *slog.Logger
	News   func(News) // called from several goroutines of Run, must not block
	Jitter func(max time.Duration) time.Duration
}

// Outbox carries completed reports to the portal.
type Outbox struct {
	queue   Queue
	carrier Carrier
	Options

	kick  chan struct{}
	hurry atomic.Bool

	mu      sync.Mutex
	link    Link
	lost    int       // failed attempts in a row
	probeAt time.Time // while the portal is away: not before then
}

// New makes an outbox; Run starts it.
func New(queue Queue, carrier Carrier, o Options) *Outbox {
	if o.Jitter == nil {
		o.Jitter = jitter
	}
	return &Outbox{queue: queue, carrier: carrier, Options: o, kick: make(chan struct{}, 1), link: Link{Online: true, Since: o.Now()}}
}

// Kick makes Run look at the queue now.
func (o *Outbox) Kick() {
	select {
	case o.kick <- struct{}{}:
	default:
	}
}

// Hurry makes Run try now what waits for a later attempt: somebody asked for it.
func (o *Outbox) Hurry() {
	o.hurry.Store(true)
	o.Kick()
}

// Link is the state of the connection.
func (o *Outbox) Link() Link {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.link
}

const (
	batch    = 8                // deliveries claimed at once
	lease    = 2 * time.Minute  // longer than one delivery may take
	longest  = 15 * time.Minute // longest wait between attempts
	shortest = 2 * time.Second  // wait after the first failure, doubled by each
	offline  = 5                // failed attempts in a row that mean the portal is away
	probe    = time.Minute      // wait between attempts while it is away
	trouble  = 10 * time.Second // wait after the queue itself failed
	instant  = 100 * time.Millisecond
)

// Run delivers until ctx ends. It never gives up a delivery by itself.
func (o *Outbox) Run(ctx context.Context) {
	for ctx.Err() == nil {
		wait := o.round(ctx)
		if wait == 0 {
			continue
		}
		select {
		case <-ctx.Done():
		case <-o.kick:
		case <-time.After(wait):
		}
	}
}

// round delivers what is due and says how long to wait for the next round, 0
// when there may be more at once.
func (o *Outbox) round(ctx context.Context) time.Duration {
	items, err := o.claim(ctx)
	if err != nil {
		o.note("claim", err)
		return trouble
	}
	o.count(ctx)
	var wg sync.WaitGroup
	for _, item := range items {
		wg.Go(func() { o.deliver(ctx, item) })
	}
	wg.Wait()
	if len(items) > 0 && o.probeWait() == 0 {
		return 0
	}
	return o.pause(ctx)
}

// claim takes what is due, one delivery only while the portal is away: it finds
// out whether the portal is back, and the others wait for it.
func (o *Outbox) claim(ctx context.Context) ([]Item, error) {
	if o.hurry.Swap(false) {
		if err := o.queue.Hurry(ctx, o.Now()); err != nil {
			return nil, err
		}
	}
	if o.away() {
		return o.queue.Claim(ctx, o.Now(), lease, 1)
	}
	return o.queue.Claim(ctx, o.Now(), lease, batch)
}

func (o *Outbox) deliver(ctx context.Context, item Item) {
	o.tell(item, model.StateSending)
	send := o.carrier.Deliver
	if item.Art == model.SendungLoeschantrag {
		send = o.carrier.RequestDeletion
	}
	receipt, err := send(ctx, item.Transaktionsnummer, item.Document)
	settled := context.WithoutCancel(ctx) // an answer that arrived is kept even while the program ends
	if err == nil {
		o.arrived(settled, item, receipt)
		return
	}
	o.failed(settled, item, err)
}

func (o *Outbox) arrived(ctx context.Context, item Item, receipt model.Receipt) {
	o.connected(nil)
	if err := o.queue.Accept(ctx, item.Transaktionsnummer, receipt); err != nil {
		o.note("store receipt", err)
		return
	}
	o.less()
	o.tell(item, model.StateAccepted)
}

func (o *Outbox) failed(ctx context.Context, item Item, err error) {
	retry, wait, mark, reason := judge(err)
	if !retry {
		o.connected(nil)
		if err := o.queue.Reject(ctx, item.Transaktionsnummer, mark, reason); err != nil {
			o.note("store refusal", err)
			return
		}
		o.less()
		o.tell(item, model.StateRejected)
		return
	}
	o.connected(err)
	if err := o.queue.Defer(ctx, item.Transaktionsnummer, o.next(item, wait), mark); err != nil {
		o.note("defer delivery", err)
		return
	}
	o.tell(item, model.StateQueued)
}

// next is when to try again, not before the portal asked for.
func (o *Outbox) next(item Item, atLeast time.Duration) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	next := o.Now().Add(max(atLeast, o.backoff(item.Attempts)))
	if o.lost >= offline {
		o.probeAt = next
	}
	return next
}

// backoff is random up to a doubling limit, so that many clients do not come at
// once; while the portal is away it is one probe a minute.
func (o *Outbox) backoff(attempts int) time.Duration {
	if o.lost >= offline {
		return probe - probe/5 + o.Jitter(2*probe/5)
	}
	return o.Jitter(min(longest, shortest<<min(attempts, 20)))
}

// connected notes the outcome of an attempt.
func (o *Outbox) connected(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	online := err == nil
	if online {
		o.lost, o.probeAt = 0, time.Time{}
	} else {
		o.lost++
	}
	if o.link.Online != online {
		o.link.Since = o.Now()
	}
	o.link.Online, o.link.Reason = online, err
}

// count asks the store how many wait, once a round: it looks at all of them.
func (o *Outbox) count(ctx context.Context) {
	n, _, err := o.queue.Waiting(ctx)
	if err != nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.link.Waiting = n
}

// less counts one delivery that has its answer, until the next round counts all.
func (o *Outbox) less() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.link.Waiting = max(0, o.link.Waiting-1)
}

// pause is how long there is nothing to do.
func (o *Outbox) pause(ctx context.Context) time.Duration {
	n, next, err := o.queue.Waiting(ctx)
	switch away := o.probeWait(); {
	case err != nil:
		return trouble
	case n == 0:
		return probe
	case away > 0:
		return away
	default:
		return min(probe, max(instant, next.Sub(o.Now())))
	}
}

// away reports that the portal has not answered for so many attempts that one at
// a time is enough.
func (o *Outbox) away() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.lost >= offline
}

// probeWait is how long to leave a portal alone that is away, 0 when it is not.
func (o *Outbox) probeWait() time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	return max(0, o.probeAt.Sub(o.Now()))
}

func (o *Outbox) tell(item Item, s model.State) {
	o.Log.Info("delivery", "tnr", item.Transaktionsnummer, "state", string(s), "attempt", item.Attempts+1)
	if o.Options.News != nil {
		o.Options.News(News{item.Transaktionsnummer, item.CaseID, s})
	}
}

// note logs what failed, never what the error says: it might quote a value.
func (o *Outbox) note(what string, err error) {
	if err != nil {
		o.Log.Error("outbox", "step", what)
	}
}
