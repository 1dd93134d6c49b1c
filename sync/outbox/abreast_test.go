package outbox_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
)

// slow is a portal that takes its time, and knows how many calls it had at once.
type slow struct {
	outbox.Carrier
	now, most atomic.Int64
}

func (s *slow) Deliver(ctx context.Context, tnr string, document []byte) (model.Receipt, error) {
	for now := s.now.Add(1); ; {
		most := s.most.Load()
		if now <= most || s.most.CompareAndSwap(most, now) {
			break
		}
	}
	defer s.now.Add(-1)
	time.Sleep(50 * time.Millisecond)
	return s.Carrier.Deliver(ctx, tnr, document)
}

// Beside somebody who types half as much is under way: a key must not wait behind all
// that ends together.
func TestLessIsUnderWayBesideSomebodyWhoTypes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		types       bool
		least, most int64
	}{
		"types": {true, 9, 16}, "away": {false, 17, 32},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := build(t)
			var all []string
			for range 48 {
				all = append(all, h.submit(h.newCase()).Transaktionsnummer)
			}
			portal := &slow{Carrier: h.client}
			r := h.start(newQueue(h.vault), portal, none)
			if test.types {
				r.Typed() // the clock stands: it goes on
			}
			h.until("all receipts", func() (any, bool) { return h.accepted(all), h.accepted(all) == len(all) })
			if got := portal.most.Load(); got < test.least || got > test.most {
				t.Errorf("%d were under way at once, want %d to %d", got, test.least, test.most)
			}
		})
	}
}
