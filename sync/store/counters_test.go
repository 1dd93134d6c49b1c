package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"pgregory.net/rapid"
)

// world is what a store should hold, said as simply as can be.
type world struct {
	*rapid.T
	v          *Vault
	now        time.Time
	cases      []string
	drafts     map[string]string // id → case
	revs       map[string]int
	deliveries []*wanted // in the order they were completed
}

type wanted struct {
	tnr, caseID string
	state       model.State
	nextAt      time.Time
	until       time.Time
	held        time.Time
}

func TestCountersAreRightAfterEveryVerb(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		s, err := Open(t.Context(), filepath.Join(dir, fmt.Sprintf("%d.db", n)), testOptions("id"))
		if err != nil {
			r.Fatalf("Open: %v", err)
		}
		defer s.Close()
		if _, err := s.db.Writer.Exec("PRAGMA synchronous = OFF"); err != nil { // no power cuts here
			r.Fatal(err)
		}
		w := &world{T: r, v: &Vault{s, testKey, testLogin}, now: later(0), drafts: map[string]string{}, revs: map[string]int{}}
		r.Repeat(map[string]func(*rapid.T){
			"":       w.check,
			"case":   w.newCase,
			"draft":  w.newDraft,
			"save":   w.save,
			"delete": w.delete,
			"queue":  w.queue,
			"claim":  w.claim,
			"accept": w.accept,
			"reject": w.reject,
			"defer":  w.deferIt,
			"hold":   w.hold,
			"wait":   func(*rapid.T) { w.now = w.now.Add(30 * time.Second) },
		})
	})
}

func (w *world) pickDraft(t *rapid.T) string {
	if len(w.drafts) == 0 {
		t.Skip("no drafts")
	}
	var ids []string
	for i := 1; len(ids) < len(w.drafts); i++ {
		if id := fmt.Sprintf("id%d", i); w.drafts[id] != "" {
			ids = append(ids, id)
		}
	}
	return rapid.SampledFrom(ids).Draw(t, "draft")
}

func (w *world) pickDelivery(t *rapid.T) *wanted {
	if len(w.deliveries) == 0 {
		t.Skip("no deliveries")
	}
	return rapid.SampledFrom(w.deliveries).Draw(t, "delivery")
}

func (w *world) newCase(t *rapid.T) {
	c := model.Case{}
	if err := w.v.SaveCase(t.Context(), &c, nil); err != nil {
		t.Fatalf("SaveCase: %v", err)
	}
	w.cases = append(w.cases, c.ID)
}

func (w *world) newDraft(t *rapid.T) {
	if len(w.cases) == 0 {
		t.Skip("no cases")
	}
	d, err := w.v.NewDraft(t.Context(), rapid.SampledFrom(w.cases).Draw(t, "case"), testReport("x"))
	if err != nil {
		t.Fatalf("NewDraft: %v", err)
	}
	w.drafts[d.ID], w.revs[d.ID] = d.PatientID, d.Rev
}

func (w *world) save(t *rapid.T) {
	id := w.pickDraft(t)
	d := model.Draft{ID: id, Rev: w.revs[id] - rapid.IntRange(0, 1).Draw(t, "behind"), Report: testReport("y")}
	current := d.Rev == w.revs[id]
	err := w.v.SaveDraft(t.Context(), &d)
	if current != (err == nil) || !current && !errors.Is(err, ErrStale) {
		t.Fatalf("SaveDraft of current=%v = %v", current, err)
	}
	if current {
		w.revs[id] = d.Rev
	}
}

func (w *world) delete(t *rapid.T) {
	id := w.pickDraft(t)
	if err := w.v.DeleteDraft(t.Context(), id, w.revs[id]); err != nil {
		t.Fatalf("DeleteDraft: %v", err)
	}
	delete(w.drafts, id)
}

func (w *world) queue(t *rapid.T) {
	id := w.pickDraft(t)
	tnr := fmt.Sprintf("t%d", len(w.deliveries))
	d, err := w.v.Queue(t.Context(), complete(w.v, model.Draft{ID: id, Rev: w.revs[id], Report: testReport("x")}, tnr))
	if err != nil {
		t.Fatalf("Queue: %v", err)
	}
	w.deliveries = append(w.deliveries, &wanted{tnr: tnr, caseID: w.drafts[id], state: model.StateQueued, nextAt: d.NextAt})
	delete(w.drafts, id)
}

func (w *world) claim(t *rapid.T) {
	n := rapid.IntRange(1, 3).Draw(t, "n")
	got, err := w.v.Claim(t.Context(), "sender", w.now, time.Minute, n)
	if err != nil {
		t.Fatalf("Claim: %v", err)
	}
	for _, d := range w.deliveries {
		if d.state == model.StateSending && !d.until.After(w.now) {
			d.state = model.StateQueued
		}
	}
	due := map[string]*wanted{}
	for _, d := range w.deliveries {
		if d.state == model.StateQueued && !d.nextAt.After(w.now) && !d.held.After(w.now) && !w.behind(d) {
			due[d.tnr] = d
		}
	}
	if len(got) != min(n, len(due)) {
		t.Fatalf("Claim gave %q of %d due, want %d", tnrs(got), len(due), min(n, len(due)))
	}
	for _, g := range got {
		d := due[g.Transaktionsnummer]
		if d == nil {
			t.Fatalf("Claim gave %s, which is not due", g.Transaktionsnummer)
		}
		d.state, d.until, d.held = model.StateSending, w.now.Add(time.Minute), time.Time{}
	}
}

// behind reports whether another delivery of its case goes first.
func (w *world) behind(d *wanted) bool {
	for _, earlier := range w.deliveries {
		if earlier == d {
			return false
		}
		if earlier.caseID == d.caseID && !settled(earlier.state) && !earlier.held.After(w.now) {
			return true
		}
	}
	return false
}

// checkQueue compares what is kept of the queue with what the deliveries say.
func (w *world) checkQueue(t *rapid.T) {
	n, next := 0, time.Time{}
	counts := map[model.State]int{}
	for _, d := range w.deliveries {
		counts[d.state]++
		if settled(d.state) {
			continue
		}
		if !d.held.After(w.now) {
			n++
		}
		at := d.nextAt
		if d.state == model.StateSending {
			at = d.until
		}
		if d.held.After(at) {
			at = d.held
		}
		if !w.behind(d) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	gotN, gotNext, err := w.v.waitingAt(t.Context(), w.now)
	if err != nil || gotN != n || !gotNext.Equal(next) {
		t.Fatalf("Waiting = %d, %v, %v, want %d, %v", gotN, gotNext, err, n, next)
	}
	page, err := w.v.DeliveryPage(t.Context(), model.DeliverySpan{N: 1})
	if err != nil || page.Total() != len(w.deliveries) {
		t.Fatalf("DeliveryPage counts %v of %d deliveries, %v", page.Counts, len(w.deliveries), err)
	}
	for state, want := range counts {
		if page.Counts[state] != want {
			t.Fatalf("%d are %s, want %d", page.Counts[state], state, want)
		}
	}
}

func (w *world) accept(t *rapid.T) {
	d := w.pickDelivery(t)
	if err := w.v.Accept(t.Context(), d.tnr, receipt(d.tnr)); err != nil {
		t.Fatalf("Accept: %v", err)
	}
	d.state = model.StateAccepted
}

func (w *world) reject(t *rapid.T) {
	d := w.pickDelivery(t)
	w.settle(t, d, w.v.Reject(t.Context(), d.tnr, "code", "Grund"), model.StateRejected)
}

func (w *world) deferIt(t *rapid.T) {
	d := w.pickDelivery(t)
	next := w.now.Add(45 * time.Second)
	if !settled(d.state) {
		d.nextAt = next
	}
	w.settle(t, d, w.v.Defer(t.Context(), d.tnr, next, "code"), model.StateQueued)
}

// hold holds a delivery back until some minutes from now, or lets it go again: the
// others of its case go on without it until then.
func (w *world) hold(t *rapid.T) {
	d := w.pickDelivery(t)
	if d.state != model.StateQueued {
		t.Skip("not in the queue")
	}
	d.held = time.Time{}
	if rapid.Bool().Draw(t, "back") {
		d.held = w.now.Add(time.Duration(rapid.IntRange(-1, 2).Draw(t, "minutes")) * time.Minute)
	}
	if _, err := w.v.store.db.Writer.Exec("UPDATE delivery SET held = ? WHERE tnr = ?", heldMillis(d.held), d.tnr); err != nil {
		t.Fatal(err)
	}
}

func heldMillis(until time.Time) int64 {
	if until.IsZero() {
		return 0
	}
	return until.UnixMilli()
}

func (w *world) settle(t *rapid.T, d *wanted, err error, state model.State) {
	if settled(d.state) != errors.Is(err, ErrSettled) || !settled(d.state) && err != nil {
		t.Fatalf("settling a delivery that is %s = %v", d.state, err)
	}
	if !settled(d.state) {
		d.state = state
	}
}

func (w *world) check(t *rapid.T) {
	w.checkQueue(t)
	type counters struct{ drafts, waiting, accepted, rejected int }
	want := map[string]counters{}
	for _, id := range w.cases {
		want[id] = counters{}
	}
	for _, caseID := range w.drafts {
		c := want[caseID]
		c.drafts++
		want[caseID] = c
	}
	for _, d := range w.deliveries {
		c := want[d.caseID]
		switch d.state {
		case model.StateAccepted:
			c.accepted++
		case model.StateRejected:
			c.rejected++
		default:
			c.waiting++
		}
		want[d.caseID] = c
	}
	err := w.v.Cases(t.Context(), func(chunk []model.Case) error {
		for _, c := range chunk {
			if got := (counters{c.Drafts, c.Waiting, c.Accepted, c.Rejected}); got != want[c.ID] {
				t.Fatalf("case %s counts %+v, want %+v", c.ID, got, want[c.ID])
			}
			delete(want, c.ID)
		}
		return nil
	})
	if err != nil || len(want) != 0 {
		t.Fatalf("Cases: %v, missing %v", err, want)
	}
}
