package outbox

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/meldeportal/model"
)

func TestTheWaitStaysWithinItsLimits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		attempts := rapid.IntRange(0, 1<<30).Draw(t, "attempts")
		lost := rapid.IntRange(0, 12).Draw(t, "lost")
		share := rapid.Float64Range(0, 1).Draw(t, "share of the jitter")
		asked := time.Duration(rapid.Int64Range(0, int64(24*time.Hour)).Draw(t, "Retry-After"))
		now := time.Unix(rapid.Int64Range(0, 1<<33).Draw(t, "now"), 0)
		o := New(nil, nil, Options{Now: func() time.Time { return now },
			Jitter: func(limit time.Duration) time.Duration { return time.Duration(share * float64(limit)) }})
		o.lost = lost
		low, high := time.Duration(0), 15*time.Minute
		switch {
		case lost >= 5:
			low, high = 48*time.Second, 72*time.Second
		case attempts < 8:
			high = 2 * time.Second << attempts
		}
		got := o.next(&model.Delivery{Attempts: attempts + 1}, asked).Sub(now)
		if got < max(low, asked) || got > max(high, asked) {
			t.Fatalf("wait %v, want between %v and %v", got, max(low, asked), max(high, asked))
		}
	})
}

func TestJitterIsBelowItsLimitAndNotAlwaysTheSame(t *testing.T) {
	t.Parallel()
	seen := map[time.Duration]bool{}
	for range 100 {
		d := jitter(time.Minute)
		if d < 0 || d >= time.Minute {
			t.Fatalf("got %v, want it from 0 up to a minute", d)
		}
		seen[d] = true
	}
	if len(seen) < 50 || jitter(0) != 0 {
		t.Errorf("got %d different waits of 100 and %v for no limit, want many and 0", len(seen), jitter(0))
	}
}
