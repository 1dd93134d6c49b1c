// Package outbox sees each completed report delivered once. Sender freezes,
// numbers and writes what leaves; Run carries what is queued to the portal until a
// receipt is stored or the portal refuses.
//
// What the registry says afterwards it reads and has kept.
//
// It promises: the bytes that leave are the bytes that were frozen, on every
// attempt, under the same number; a receipt counts only if its number and digest
// fit; what cannot be delivered stays visible with reason and next time. Whether a
// report may leave is judged before, by sync/desk. Store and Carrier say what
// it needs of the store and of the portal. Start with Sender and Run.
package outbox

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

// Store is the store as the outbox needs it.
type Store interface {
	Queue
	Feed
	Ledger
}

// Feed is what came back about what was sent, and what is answered to it.
type Feed interface {
	// FeedAt is how far the portal's feed was read; Receive keeps what came after, and
	// names what it is about where that is known.
	FeedAt(ctx context.Context) (int64, error)
	Receive(ctx context.Context, came []model.Rueckmeldung, at int64) ([]model.Delivery, error)
	// Replies are the questions whose answer still has to leave; Replied keeps when the
	// portal had it, or why it refused it.
	Replies(ctx context.Context) ([]model.Rueckmeldung, error)
	Replied(ctx context.Context, question int64, at time.Time, refused string) error
}

// Ledger is what store and portal know of each other's numbers.
type Ledger interface {
	// LogIndex is how far the portal's log was read; ReadLog takes over what comes next and
	// names what has its receipt by that.
	LogIndex(ctx context.Context) (int64, error)
	ReadLog(ctx context.Context, known []model.Bekannt) ([]model.Delivery, error)
	// ComparedAt is when all numbers were compared last, Compared keeps that they were.
	ComparedAt(ctx context.Context) (time.Time, error)
	Compared(ctx context.Context, at time.Time) error
	// ToCompare are numbers the portal may know, behind one, in their order; Compare takes
	// over what it knows of them, as ReadLog does.
	ToCompare(ctx context.Context, after string, since time.Time, n int) ([]string, error)
	Compare(ctx context.Context, asked []string, known []model.Bekannt) ([]model.Delivery, error)
}

// Queue is what waits.
type Queue interface {
	// Claim takes up to n deliveries that are due, in order per patient, and
	// holds them for the length of the lease. Each counts the attempt that follows.
	Claim(ctx context.Context, owner string, now time.Time, lease time.Duration, n int) ([]model.Delivery, error)
	// Document is the frozen oBDS document, or the request to delete a report.
	Document(ctx context.Context, transaktionsnummer string) ([]byte, error)
	Accept(ctx context.Context, transaktionsnummer string, r model.Receipt) error
	Reject(ctx context.Context, transaktionsnummer, code, reason string) error
	Defer(ctx context.Context, transaktionsnummer string, next time.Time, code string) error
	// Release puts back what was claimed as if it had not been.
	Release(ctx context.Context, transaktionsnummer, owner string) error
	// Hurry makes every delivery that waits for its next attempt due now.
	Hurry(ctx context.Context, now time.Time) error
	// Waiting counts deliveries without an answer and tells when the next can be
	// claimed, zero when none can. It writes nothing.
	Waiting(ctx context.Context) (n int, next time.Time, err error)
}

// Carrier is the portal as the outbox needs it: portal.Client. A receipt whose
// number or digest does not fit is an error of it. Its errors tell by Verdict
// whether trying again makes sense.
type Carrier interface {
	Deliver(ctx context.Context, transaktionsnummer string, document []byte) (model.Receipt, error)
	// RequestDeletion delivers a request to delete a report, by the same rules.
	RequestDeletion(ctx context.Context, transaktionsnummer string, document []byte) (model.Receipt, error)
	// Ready asks whether the portal is there and takes reports.
	Ready(ctx context.Context) error
	// Events are what came back about what was sent, after a cursor.
	Events(ctx context.Context, after int64) (portal.Events, error)
	// Reply delivers an answer to a question, by the rules of Deliver.
	Reply(ctx context.Context, transaktionsnummer string, document []byte) (time.Time, error)
	// Known says which of these numbers the portal knows, KnownAfter what came after a place
	// in its log.
	Known(ctx context.Context, numbers []string) ([]model.Bekannt, error)
	KnownAfter(ctx context.Context, index int64) ([]model.Bekannt, error)
}

// Verdict is what an error of the Carrier knows about trying again.
type Verdict interface {
	error
	Retryable() bool
	SessionOver() bool   // only a new sign-in helps
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

// Options are the outbox's surroundings.
type Options struct {
	Now   func() time.Time
	Log   *slog.Logger
	Alone bool       // there is no session yet: nothing is claimed before Session says that there is
	News  func(News) // called from several goroutines of Run, must not block
	Moved func()     // called likewise when the Link has changed

	// Anew seals a delivery under its number for the keys of now: one that waits as it is, or whose
	// recipient's key is retired; nil = it cannot be done here. done is false where the keys of
	// now are no others: a refusal is final then. After an error it is tried again.
	Anew func(ctx context.Context, transaktionsnummer string) (done bool, err error)
	// Sealed has nothing leave as it is: what waits since before there were keys is sealed first.
	Sealed bool
	Jitter func(max time.Duration) time.Duration
}

// Outbox carries completed reports to the portal.
type Outbox struct {
	queue   Queue
	store   Store // nil = nobody is signed in: it is sent and nothing else
	carrier Carrier
	owner   string // of what it has claimed
	Options

	kick  chan struct{}
	hurry atomic.Bool
	under sync.WaitGroup // deliveries under way
	ends  chan struct{}  // one of them has ended

	mu      sync.Mutex
	way     int       // how many are under way
	typed   time.Time // when somebody pressed a key last
	link    Link
	heard   bool                 // the last call to the portal had an answer
	lost    int                  // failed attempts in a row
	plain   map[string]time.Time // when the portal did not know what waits as it is, and may have been sent
	probeAt time.Time            // while the portal is away: no delivery before then
	askAt   time.Time            // when to ask the portal, if nothing is delivered before
	readAt  time.Time            // when to read what came back
	logAt   time.Time            // when to read the portal's log
}

// New makes an outbox; Run starts it.
func New(queue Store, carrier Carrier, o Options) *Outbox {
	out := NewSending(queue, carrier, o)
	out.store = queue
	return out
}

// NewSending makes one that sends and does nothing else: for Drain, while nobody is signed in.
func NewSending(queue Queue, carrier Carrier, o Options) *Outbox {
	if o.Jitter == nil {
		o.Jitter = jitter
	}
	out := &Outbox{queue: queue, carrier: carrier, owner: rand.Text(), Options: o, kick: make(chan struct{}, 1), ends: make(chan struct{}, 1), link: Link{Online: !o.Alone, Ended: o.Alone, Since: o.Now()}}
	out.askLater()
	return out
}

// Kick makes Run look at the queue now.
func (o *Outbox) Kick() {
	select {
	case o.kick <- struct{}{}:
	default:
	}
}

// Hurry makes Run try now what waits for a later attempt, and ask the portal where
// nothing waits: somebody asked for it.
func (o *Outbox) Hurry() {
	o.hurry.Store(true)
	o.Kick()
}

const (
	abreast  = 32               // deliveries under way at once, each of another case
	beside   = 16               // as many, beside somebody who types
	few      = 8                // as many, while nobody knows whether the portal is there
	typing   = time.Second      // so long after a key somebody types
	lease    = 2 * time.Minute  // longer than one delivery may take
	longest  = 15 * time.Minute // longest wait between attempts
	shortest = 2 * time.Second  // wait after the first failure, doubled by each
	offline  = 5                // failed attempts in a row that mean the portal is away
	probe    = time.Minute      // wait between attempts while it is away
	ask      = 20 * time.Second // an answer this old is asked for again, give or take a fifth: what the header says is never half a minute old
	trouble  = 10 * time.Second // wait after the queue itself failed
	instant  = 100 * time.Millisecond
)

// Run delivers until ctx ends. It never gives up a delivery by itself.
func (o *Outbox) Run(ctx context.Context) {
	defer o.under.Wait()
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

// round does what is to be done now and says how long to wait for the next round,
// 0 when there may be more at once. It looks before it writes: where nothing is
// due the store is only read, however often a round comes.
func (o *Outbox) round(ctx context.Context) time.Duration {
	asked := o.hurry.Swap(false)
	if asked {
		o.readNow()
	}
	n, next, err := o.look(ctx)
	switch {
	case err != nil:
		o.note("look", err)
		return trouble
	case o.Link().Ended: // somebody with a session delivers it
		return o.standBy(ctx, asked)
	case asked && n > 0:
		return o.hurryUp(ctx)
	case o.due(next):
		if o.roomy(); !o.due(next) {
			return 0
		}
		return o.carry(ctx)
	case asked, !o.Now().Before(o.askTime()):
		o.askPortal(ctx)
		return 0
	case o.readDue():
		return o.talk(ctx)
	case o.compareDue():
		return o.compare(ctx)
	}
	return o.pause(next)
}

// standBy finds out whether the portal is there, and delivers nothing.
func (o *Outbox) standBy(ctx context.Context, asked bool) time.Duration {
	if !asked && o.Now().Before(o.askTime()) {
		return o.pause(time.Time{})
	}
	o.askPortal(ctx)
	return 0
}

// look asks the store what waits; it counts all of it.
func (o *Outbox) look(ctx context.Context) (n int, next time.Time, err error) {
	n, next, err = o.queue.Waiting(ctx)
	if err == nil {
		o.change(func(l *Link) { l.Waiting = n })
	}
	return n, next, err
}

// due reports whether something can be delivered now.
func (o *Outbox) due(next time.Time) bool {
	return !next.IsZero() && !next.After(o.Now()) && o.probeWait() == 0
}

func (o *Outbox) hurryUp(ctx context.Context) time.Duration {
	if err := o.queue.Hurry(ctx, o.Now()); err != nil {
		o.note("hurry", err)
		return trouble
	}
	o.roomy()
	return o.carry(ctx)
}

// carry has what is due delivered and comes back at once: the next round waits until
// there is room for half of all, so that few transactions claim many.
func (o *Outbox) carry(ctx context.Context) time.Duration {
	due, err := o.claim(ctx)
	if err != nil {
		o.note("claim", err)
		return trouble
	}
	if len(due) == 0 { // another process was faster
		return instant
	}
	o.send(ctx, due)
	return 0
}

// send has what was claimed delivered.
func (o *Outbox) send(ctx context.Context, due []model.Delivery) {
	o.depart(len(due))
	for i := range due {
		o.under.Go(func() {
			defer o.arrive()
			o.deliver(ctx, &due[i])
		})
	}
}

// claim takes what is due, one delivery only while the portal is away: it finds
// out whether the portal is back, and the others wait for it.
func (o *Outbox) claim(ctx context.Context) ([]model.Delivery, error) {
	if o.away() {
		return o.queue.Claim(ctx, o.owner, o.Now(), lease, 1)
	}
	return o.queue.Claim(ctx, o.owner, o.Now(), lease, o.most()-o.underWay())
}

func (o *Outbox) deliver(ctx context.Context, d *model.Delivery) {
	settled := context.WithoutCancel(ctx) // an answer that arrived is kept even while the program ends
	if o.Link().Ended {
		o.release(settled, d)
		return
	}
	document, err := o.queue.Document(settled, d.Transaktionsnummer)
	if err != nil {
		o.unreadable(settled, d)
		return
	}
	if o.Sealed && !portal.IsEnvelope(document) {
		o.shut(ctx, d, document)
		return
	}
	o.tell(d, model.StateSending)
	send := o.carrier.Deliver
	if d.Art == model.SendungLoeschantrag {
		send = o.carrier.RequestDeletion
	}
	receipt, err := send(ctx, d.Transaktionsnummer, document)
	if err == nil {
		o.arrived(settled, d, receipt)
		return
	}
	o.failed(settled, d, err)
}

// unreadable puts back a delivery whose document cannot be read: a damaged one must
// not hold up the others.
func (o *Outbox) unreadable(ctx context.Context, d *model.Delivery) {
	o.note("defer unreadable document", o.queue.Defer(ctx, d.Transaktionsnummer, o.Now().Add(longest), "unreadable"))
}

func (o *Outbox) arrived(ctx context.Context, d *model.Delivery, receipt model.Receipt) {
	o.connected(nil)
	if err := o.queue.Accept(ctx, d.Transaktionsnummer, receipt); err != nil {
		o.note("store receipt", err)
		return
	}
	o.less()
	o.tell(d, model.StateAccepted)
}

func (o *Outbox) failed(ctx context.Context, d *model.Delivery, err error) {
	retry, wait, mark, reason := judge(err)
	if mark == string(portal.CodeKeyRetired) {
		o.connected(nil)
		if o.anew(ctx, d, mark) {
			return
		}
	}
	if !retry {
		o.connected(nil)
		if err := o.queue.Reject(ctx, d.Transaktionsnummer, mark, reason); err != nil {
			o.note("store refusal", err)
			return
		}
		o.less()
		o.tell(d, model.StateRejected)
		return
	}
	o.connected(err)
	if over(err) {
		o.release(ctx, d)
		return
	}
	if err := o.queue.Defer(ctx, d.Transaktionsnummer, o.next(d, wait), mark); err != nil {
		o.note("defer delivery", err)
		return
	}
	o.tell(d, model.StateQueued)
}

// release gives a delivery back at once, for whoever has a session: nothing is
// the matter with it.
func (o *Outbox) release(ctx context.Context, d *model.Delivery) {
	if err := o.queue.Release(ctx, d.Transaktionsnummer, o.owner); err != nil {
		o.note("release delivery", err)
		return
	}
	o.tell(d, model.StateQueued)
}

// next is when to try again, not before the portal asked for.
func (o *Outbox) next(d *model.Delivery, atLeast time.Duration) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	next := o.Now().Add(max(atLeast, o.backoff(d.Attempts-1)))
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

// pause is how long there is nothing to do.
func (o *Outbox) pause(next time.Time) time.Duration {
	now := o.Now()
	wait := o.askTime().Sub(now)
	if o.store != nil && o.Link().Online && !o.Link().Ended {
		wait = min(wait, o.readTime().Sub(now), o.logTime().Sub(now))
	}
	if !next.IsZero() {
		wait = min(wait, max(o.probeWait(), next.Sub(now)))
	}
	return max(instant, wait)
}

func (o *Outbox) tell(d *model.Delivery, s model.State) {
	o.Log.Info("delivery", "tnr", d.Transaktionsnummer, "state", string(s), "attempt", d.Attempts)
	if o.Options.News != nil {
		o.Options.News(News{d.Transaktionsnummer, d.CaseID, s})
	}
}

// note logs what failed, never what the error says: it might quote a value.
func (o *Outbox) note(what string, err error) {
	if err != nil {
		o.Log.Error("outbox", "step", what)
	}
}
