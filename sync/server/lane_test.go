package server

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
)

// told is who of those who wait was told something since it was asked last.
func told(waiting []*place) string {
	for _, p := range waiting {
		select {
		case in := <-p.turn:
			if !in {
				return p.source + " sent away"
			}
			return p.source
		default:
		}
	}
	return "nobody"
}

// A stranger who fills the lane keeps nobody else waiting: who comes after him is let in
// after the one check that runs, and where there is no room, he makes it.
func TestEachSourceHasItsTurn(t *testing.T) {
	t.Parallel()
	l := newLane(1, laneWaiting, false, func() int64 { return 0 })
	var waiting []*place
	join := func(source string) {
		p, err := l.join(source)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		waiting = append(waiting, p)
	}
	leave, err := l.enter(context.Background(), "stranger")
	if err != nil {
		t.Fatal(err)
	}
	for range laneWaiting {
		join("stranger")
	}
	if _, err := l.join("stranger"); !errors.Is(err, ErrBusy) {
		t.Errorf("one more of his: got %v, want ErrBusy", err)
	}
	for _, source := range []string{"anna", "bert"} {
		join(source)
		if got := told(waiting); got != "stranger sent away" {
			t.Fatalf("when %s comes: got %q, want the last of the stranger's sent away", source, got)
		}
	}
	leave()
	for i, want := range []string{"stranger", "anna", "bert", "stranger"} {
		if got := told(waiting); got != want {
			t.Errorf("turn %d: got %s, want %s", i+1, got, want)
		}
		l.next()
	}
	if l.waiting != laneWaiting-5 { // two sent away, two had theirs, one has it now
		t.Errorf("%d wait, want %d", l.waiting, laneWaiting-5)
	}
}

func TestWhoGoesAwayLeavesNoGap(t *testing.T) {
	t.Parallel()
	l := newLane(1, laneWaiting, false, func() int64 { return 0 })
	leave, err := l.enter(context.Background(), "anna")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	gone := make(chan error)
	for range 3 {
		go func() {
			_, err := l.enter(ctx, "bert")
			gone <- err
		}()
	}
	cancel()
	for range 3 {
		if err := <-gone; !errors.Is(err, ErrBusy) {
			t.Errorf("got %v, want ErrBusy", err)
		}
	}
	leave()
	if leave, err = l.enter(context.Background(), "carl"); err != nil {
		t.Fatal(err)
	}
	leave()
	if l.free != 1 || l.waiting != 0 || len(l.queues) != 0 || len(l.order) != 0 {
		t.Errorf("left over: %+v", l)
	}
}

// Whoever is not known takes a part of a core while others work, and all of it while nobody does.
func TestChecksOfStrangersRestWhileOthersWork(t *testing.T) {
	t.Parallel()
	var calls int64
	l := newLane(1, unknownWaiting, true, func() int64 { return calls })
	l.free = 0
	l.leave(time.Hour, 0)
	if l.free != 1 {
		t.Error("nobody else called: the next one has to wait all the same")
	}
	l.free, calls = 0, 1
	l.leave(time.Hour, 0)
	if l.free != 0 {
		t.Error("others called: the next one does not wait")
	}
}

// Whoever may wait among strangers has his turn before his program gives up: a place that is
// left for want of patience is nobody's.
func TestAPlaceAmongStrangersIsWorthWaitingFor(t *testing.T) {
	t.Parallel()
	const check, patience = 150 * time.Millisecond, 20 * time.Second // of a core that others use; a program's usual one
	if longest := unknownWaiting * (1 + laneRest) * check; longest > patience {
		t.Errorf("the last one waits %v, longer than %v", longest, patience)
	}
	l := newLane(1, unknownWaiting, true, func() int64 { return 0 })
	for i := range 1 + unknownWaiting {
		if _, err := l.join(strconv.Itoa(i)); err != nil {
			t.Errorf("place %d: %v", i, err)
		}
	}
	if _, err := l.join("one more"); !errors.Is(err, ErrBusy) {
		t.Errorf("one more: got %v, want ErrBusy", err)
	}
}

func TestASourceHasSoManyTriesAMinute(t *testing.T) {
	t.Parallel()
	var s sources
	now := time.Unix(1_800_000_000, 0)
	for i := range minuteTries {
		if wait := s.enter("a", now); wait != 0 {
			t.Fatalf("try %d has to wait %v", i+1, wait)
		}
	}
	if wait := s.enter("a", now.Add(20*time.Second)); wait != 40*time.Second {
		t.Errorf("one more: got a wait of %v, want 40s", wait)
	}
	if wait := s.enter("b", now); wait != 0 {
		t.Errorf("another source has to wait %v", wait)
	}
	s.giveBack("a")
	if wait := s.enter("a", now); wait != 0 {
		t.Errorf("after a success: got a wait of %v", wait)
	}
	for m := range 9 {
		for range minuteTries {
			s.enter("a", now.Add(time.Duration(m+1)*time.Minute))
		}
	}
	if wait := s.enter("a", now.Add(20*time.Minute)); wait != 40*time.Minute {
		t.Errorf("after %d in an hour: got a wait of %v, want 40m", hourTries, wait)
	}
	if wait := s.enter("a", now.Add(-24*time.Hour)); wait != 0 {
		t.Errorf("after the clock was put back: got a wait of %v", wait)
	}
}

// A hundred tries in a row from workstations nobody has signed in at close an account for them,
// until a day has passed without one; ten thousand keep nobody out who is known.
func TestAHundredTriesCloseAnAccountForStrangersAlone(t *testing.T) {
	t.Parallel()
	ctx, now := context.Background(), time.Unix(1_800_000_000, 0)
	s, err := Open(ctx, t.TempDir(), Options{Database: "test.db", Steps: []string{""}, Cost: seal.Floor, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	stranger := bucket{trySignIn, throttleKey("anna"), []byte{}}
	known := bucket{trySignIn, throttleKey("anna"), []byte("her workstation")}
	counted := 0
	for range 200 { // by the hour, as often as it is let
		if s.count(ctx, stranger) == nil {
			counted++
		}
		now = now.Add(time.Hour)
		if counted == closingTries {
			break
		}
	}
	if err := s.count(ctx, stranger); !errors.Is(err, asThrottled(err)) || counted != closingTries {
		t.Errorf("after %d tries: got %v, want it closed after %d", counted, err, closingTries)
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		for range 10_000 {
			if _, err := s.countIn(tx, stranger); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.count(ctx, known); err != nil {
		t.Errorf("where she is known: %v", err)
	}
	now = now.Add(forgetTries)
	if err := s.count(ctx, stranger); err != nil {
		t.Errorf("after a day of quiet: %v", err)
	}
}

// asThrottled is an error if it says to wait, and one that is none otherwise.
func asThrottled(err error) error {
	var r *Refusal
	if errors.As(err, &r) && r.Code == portal.CodeThrottled {
		return err
	}
	return errors.New("not throttled")
}
