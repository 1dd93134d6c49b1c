package outbox_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal/faults"
)

// sealer is who seals what waits; its envelopes are such to the outbox alone.
type sealer struct {
	h     *house
	calls atomic.Int64
	fails atomic.Bool
}

var errNoKeys = errors.New("no keys")

func (s *sealer) anew(ctx context.Context, tnr string) (bool, error) {
	s.calls.Add(1)
	if s.fails.Load() {
		return false, errNoKeys
	}
	sealed := []byte(`{"v":1,"tnr":"` + tnr + `"}`)
	return true, s.h.vault.SealedAnew(ctx, tnr, sealed, portal.DocumentDigest(sealed))
}

// carried is a carrier that notes what leaves, and takes envelopes.
type carried struct {
	outbox.Carrier
	plain, sealed atomic.Int64
}

func (c *carried) Deliver(ctx context.Context, tnr string, document []byte) (model.Receipt, error) {
	if !portal.IsEnvelope(document) {
		c.plain.Add(1)
		return c.Carrier.Deliver(ctx, tnr, document)
	}
	c.sealed.Add(1)
	return model.Receipt{Transaktionsnummer: tnr, MelderID: melderID, Digest: portal.DocumentDigest(document), ReceivedAt: time.Now(), LogIndex: 77}, nil
}

// What waits as it is since before there were keys is sealed before it leaves; as long as it
// cannot be, it waits.
func TestWhatWaitsAsItIsIsSealedBeforeItLeaves(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	s, c := &sealer{h: h}, &carried{Carrier: h.client}
	s.fails.Store(true)
	r := h.startWith(newQueue(h.vault), c, outbox.Options{Jitter: none, Anew: s.anew, Sealed: true})
	h.until("to wait for keys", func() (any, bool) {
		got := h.delivery(d.Transaktionsnummer)
		return got, got.State == model.StateQueued && got.Code == "unsealed" && got.NextAt.After(h.now())
	})
	s.fails.Store(false)
	h.until("accepted", func() (any, bool) {
		got := h.delivery(d.Transaktionsnummer)
		if got.State == model.StateQueued && got.Code == "unsealed" {
			h.advance(10 * time.Second)
			r.Kick()
		}
		return got, got.State == model.StateAccepted
	})
	if got := h.delivery(d.Transaktionsnummer); c.plain.Load() != 0 || c.sealed.Load() != 1 || got.Receipt.LogIndex != 77 || got.Damaged {
		t.Errorf("left as it is %d times, sealed %d times: %+v", c.plain.Load(), c.sealed.Load(), got)
	}
}

// What left as it is before, and whose answer was lost, has the receipt of that; it does not
// leave a second time.
func TestWhatThePortalHasAsItIsIsNotSealed(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	h.faults.Inject(faults.LostAnswer)
	first := h.start(newQueue(h.vault), h.client, full)
	h.until("its answer to be lost", func() (any, bool) {
		got := h.delivery(d.Transaktionsnummer)
		return got, got.State == model.StateQueued && got.Attempts == 1
	})
	first.stop()
	s, c := &sealer{h: h}, &carried{Carrier: h.client}
	h.advance(time.Minute)
	r := h.startWith(newQueue(h.vault), c, outbox.Options{Jitter: none, Anew: s.anew, Sealed: true})
	r.hears(d.Transaktionsnummer, model.StateAccepted)
	if got := h.delivery(d.Transaktionsnummer); s.calls.Load() != 0 || c.plain.Load() != 0 || got.Receipt == nil || got.Receipt.LogIndex != 1 {
		t.Errorf("sealed %d times: %+v, want the receipt of before", s.calls.Load(), got)
	}
	h.wantArrived(d.Transaktionsnummer)
}

// What may be under way as it is still is sealed only when the portal does not know it later, too.
func TestWhatMayBeUnderWayIsSealedLater(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	h.faults.Inject(faults.RefusedConnection)
	first := h.start(newQueue(h.vault), h.client, full)
	h.until("its try to fail", func() (any, bool) {
		got := h.delivery(d.Transaktionsnummer)
		return got, got.State == model.StateQueued && got.Attempts == 1
	})
	first.stop()
	s, c := &sealer{h: h}, &carried{Carrier: h.client}
	h.advance(10 * time.Second)
	began := h.now()
	r := h.startWith(newQueue(h.vault), c, outbox.Options{Jitter: none, Anew: s.anew, Sealed: true})
	h.until("accepted", func() (any, bool) {
		if got := h.delivery(d.Transaktionsnummer); s.calls.Load() > 0 || got.Attempts > 1 {
			h.advance(10 * time.Second)
			r.Hurry()
		}
		got := h.delivery(d.Transaktionsnummer)
		return got, got.State == model.StateAccepted
	})
	if waited := h.now().Sub(began); waited < 2*time.Minute || s.calls.Load() != 1 || c.plain.Load() != 0 {
		t.Errorf("sealed %d times after %s, want once and two minutes later", s.calls.Load(), waited)
	}
}

// A program that cannot seal leaves it to somebody who can, and goes on with the others.
func TestWhatIsToBeSealedAnewIsLeftToWhoCan(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	_, x, _, c := h.alone()
	leave := func(ctx context.Context, tnr string) (bool, error) {
		return true, x.Leave(ctx, tnr, "recipient-key-retired")
	}
	h.must(outbox.NewSending(x, c, outbox.Options{Now: h.now, Jitter: none, Log: h.logger(), Anew: leave, Sealed: true}).Drain(t.Context()))
	if n, _, err := x.Waiting(t.Context()); n != 0 || err != nil {
		t.Errorf("it has still %d to send, %v", n, err)
	}
	if got := h.delivery(d.Transaktionsnummer); got.State != model.StateQueued || got.Code != "recipient-key-retired" || got.NextAt.After(h.now()) {
		t.Errorf("got %+v, want it due for somebody else", got)
	}
	h.wantArrived()
	s := &sealer{h: h}
	done, err := s.anew(t.Context(), d.Transaktionsnummer)
	h.must(err)
	if n, _, err := x.Waiting(t.Context()); !done || n != 1 || err != nil {
		t.Errorf("sealed anew it has %d to send, %v, want it", n, err)
	}
	if document, err := x.Document(t.Context(), d.Transaktionsnummer); err != nil || !portal.IsEnvelope(document) {
		t.Errorf("it would send %.10s, %v", document, err)
	}
}
