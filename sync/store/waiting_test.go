package store

import (
	"slices"
	"testing"
	"time"
)

func TestADeliveryBehindAnotherIsNotDue(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "first")
	queue(t, v, c.ID, "second")
	claim(t, v, later(0), 1)
	if err := v.Defer(t.Context(), "first", later(time.Hour), "timeout"); err != nil {
		t.Fatalf("Defer: %v", err)
	}
	n, next, err := v.Waiting(t.Context())
	if err != nil || n != 2 || !next.Equal(later(time.Hour)) {
		t.Errorf("Waiting = %d, %v, %v, want 2 and the first one's hour: the second waits for it", n, next, err)
	}
}

func TestHurryMakesWaitingDeliveriesDue(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for _, tnr := range []string{"waits", "held", "done"} {
		queue(t, v, newCase(t, v, tnr).ID, tnr)
	}
	claim(t, v, later(0), 3)
	if err := v.Defer(t.Context(), "waits", later(time.Hour), "timeout"); err != nil {
		t.Fatalf("Defer: %v", err)
	}
	if err := v.Accept(t.Context(), "done", receipt("done")); err != nil {
		t.Fatalf("Accept: %v", err)
	}
	if err := v.Hurry(t.Context(), later(time.Second)); err != nil {
		t.Fatalf("Hurry: %v", err)
	}
	if got := tnrs(claim(t, v, later(time.Second), 3)); !slices.Equal(got, []string{"waits"}) {
		t.Errorf("claim after Hurry = %q, want the waiting one only", got)
	}
}
