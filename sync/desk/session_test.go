package desk

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.org/meldeportal/model/answer"
)

// The portal ends a session after 15 idle minutes; whoever only types for an hour is still
// signed in, and nobody's session is kept alive at a desk that was left. The hours pass on
// a clock of the test's own.
func TestTheSessionIsKeptAliveWhileSomebodyWorks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := offline(t)
		var kept atomic.Int32
		d := &Desk{vault: w.vault, news: newBulletin(), now: time.Now, outbox: w.outbox, portal: portalSide{extend: func(context.Context) error { kept.Add(1); return nil }}}
		ctx, stop := context.WithCancel(t.Context())
		d.ended.Go(func() { d.follow(ctx) })
		for range 61 {
			d.Typed()
			time.Sleep(time.Minute)
		}
		worked := int(kept.Load())
		time.Sleep(2 * time.Hour)
		stop()
		d.ended.Wait()
		if want := int(time.Hour / extendEvery); worked != want {
			t.Errorf("the session was kept alive %d times in an hour of typing, want %d", worked, want)
		}
		if idle := int(kept.Load()) - worked; idle > 1 {
			t.Errorf("the session was kept alive %d times more at a desk that was left", idle)
		}
	})
}

// Keeping alive is a call to the portal.
func TestKeepingTheSessionAliveAsksThePortal(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	calls := func() int { return strings.Count(w.log.String(), "GET /v1/auth/sessions/current") }
	before := calls()
	w.must(w.portal.extend(t.Context()))
	if calls() != before+1 {
		t.Errorf("the portal was asked %d times, want once", calls()-before)
	}
}

// A session that the portal has ended is opened again in place: what was completed
// meanwhile waits, and leaves as soon as the code is right.
func TestWhoseSessionEndedSignsInAgainInPlace(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.must(w.registry.ResetOTP(t.Context(), anna))
	w.outbox.Session(w.portal.extend(t.Context()))
	d := w.submit(w.begunCompletely())
	if !w.Link().Ended {
		t.Fatalf("link: got %+v, want an ended session", w.Link())
	}
	code := w.code(anna)
	_, err := w.SignInAgain(t.Context(), "falsch falsch falsch", code)
	wantFailure(t, err, answer.FailCredentials)
	if !w.Link().Ended {
		t.Error("a wrong password opened a session")
	}
	next, err := w.SignInAgain(t.Context(), password, code)
	if w.must(err); next != w.Edition() {
		t.Errorf("the portal names what it named before, but the next edition is %v after %v", next, w.Edition())
	}
	w.arrives(d)
	if l := w.Link(); l.Ended || !l.Online || l.Reason != nil {
		t.Errorf("link: got %+v, want a session", l)
	}
}
