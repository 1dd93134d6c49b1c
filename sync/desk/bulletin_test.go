package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

// While deliveries move by the hundred the screens hear of it four times a second
// at most, each time of all that moved since.
func TestNewsComeFourTimesASecondAtMost(t *testing.T) {
	t.Parallel()
	const lasts = 1500 * time.Millisecond
	b, done := newBulletin(), make(chan int)
	ctx, stop := context.WithTimeout(t.Context(), lasts)
	defer stop()
	go func() {
		moved := 0
		for ; ctx.Err() == nil; moved++ {
			b.move(fmt.Sprintf("case %d", moved%20), "t")
			time.Sleep(time.Millisecond)
		}
		done <- moved
	}()
	heard, named := 0, map[string]bool{}
	for {
		n, err := b.next(ctx)
		if err != nil {
			break
		}
		heard++
		for _, id := range n.Cases {
			named[id] = true
		}
	}
	moved, most := <-done, int(lasts/newsEvery)+1
	t.Logf("%d moves in %v, %d news about %d cases", moved, lasts, heard, len(named))
	if heard == 0 || heard > most {
		t.Errorf("news = %d, want between 1 and %d", heard, most)
	}
	if len(named) != 20 {
		t.Errorf("cases named = %d, want all 20 that moved", len(named))
	}
}

// News name the deliveries that moved where nothing else has happened: whoever shows
// them reads no more than their rows.
func TestNewsNameTheDeliveriesThatMoved(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		happens func(*bulletin)
		want    []string
	}{
		"moved":          {func(b *bulletin) { b.move("c1", "t2"); b.move("c1", "t1"); b.move("c1", "t2") }, []string{"t1", "t2"}},
		"and anything":   {func(b *bulletin) { b.move("c1", "t1"); b.addAny() }, nil},
		"and the portal": {func(b *bulletin) { b.move("c1", "t1"); b.addLink() }, []string{"t1"}},
		"too many": {func(b *bulletin) {
			for i := range newsCases + 1 {
				b.move("c1", fmt.Sprint(i))
			}
		}, nil},
	} {
		b := newBulletin()
		test.happens(b)
		n, err := b.next(t.Context())
		if err != nil || !slices.Equal(n.Moved, test.want) || !n.About("c1") {
			t.Errorf("%s: news = %+v, %v, want %q moved", name, n, err, test.want)
		}
	}
}

// The connection alone is told as that, and once: with anything else the screens read anew.
func TestNewsOfTheConnectionAreThoseOfNothingElse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		happens func(*bulletin)
		want    bool
	}{
		"the connection":    {func(b *bulletin) { b.addLink() }, true},
		"twice":             {func(b *bulletin) { b.addLink(); b.addLink() }, true},
		"a delivery":        {func(b *bulletin) { b.move("c1", "t1") }, false},
		"and a delivery":    {func(b *bulletin) { b.addLink(); b.move("c1", "t1") }, false},
		"and anything else": {func(b *bulletin) { b.addLink(); b.addAny() }, false},
	} {
		b := newBulletin()
		test.happens(b)
		if n := b.take(); n.Link != test.want {
			t.Errorf("%s: news = %+v, want the connection alone: %v", name, n, test.want)
		}
		if n := b.take(); n.Link {
			t.Errorf("%s: the connection is told again", name)
		}
	}
}

func TestNewsAreKeptWhileNobodyListens(t *testing.T) {
	t.Parallel()
	b := newBulletin()
	for i := range newsCases + 1 {
		b.move(fmt.Sprint(i), "t")
	}
	if n, err := b.next(t.Context()); err != nil || !n.About("somebody else") {
		t.Errorf("after more cases than are named: %+v, %v, want news about any", n, err)
	}
	b.move("c1", "t")
	ctx, stop2 := context.WithTimeout(t.Context(), newsEvery/5) // ends while it is too early for the next
	defer stop2()
	if _, err := b.next(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("next = %v, want the end of the context", err)
	}
	if n, err := b.next(t.Context()); err != nil || !n.About("c1") || n.About("c2") {
		t.Errorf("news = %+v, %v, want those nobody took", n, err)
	}
}
