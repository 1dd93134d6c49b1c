package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
)

// The portal ends a session after 15 idle minutes; whoever only types for an hour
// is still signed in. The hour passes on a clock of the test's own.
func TestTheSessionIsKeptAliveWhileSomebodyWorks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, err := openStore(filepath.Join(t.TempDir(), "meldeportal.db"), demoCost)(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		vault, err := s.Create(t.Context(), store.Site{MelderID: site, Name: "Klinikum Musterstadt"}, demoUsers[0].login, demoUsers[0].password)
		if err != nil {
			t.Fatal(err)
		}
		var kept atomic.Int32
		d := &desk{vault: vault, news: newBulletin(), now: time.Now, extend: func(context.Context) error { kept.Add(1); return nil }}
		d.outbox = outbox.New(queue{vault: vault}, nil, outbox.Options{Now: d.now}) // it only hears of the session
		ctx, stop := context.WithCancel(t.Context())
		d.ended.Go(func() { d.follow(ctx) })
		const hour = time.Hour + time.Minute
		time.Sleep(hour)
		stop()
		d.ended.Wait()
		if got, want := int(kept.Load()), int(hour/extendEvery); got != want {
			t.Errorf("the session was kept alive %d times in %s, want %d", got, hour, want)
		}
	})
}

// Keeping alive is a call to the portal.
func TestKeepingTheSessionAliveAsksThePortal(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	calls := func() int {
		text, err := os.ReadFile(filepath.Join(w.demo.data, "meldeportal.log"))
		w.must(err)
		return strings.Count(string(text), "GET /v1/auth/sessions/current")
	}
	before := calls()
	w.must(w.extend(t.Context()))
	if calls() != before+1 {
		t.Errorf("the portal was asked %d times, want once", calls()-before)
	}
}
