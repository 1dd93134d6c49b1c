package desk

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/store"
)

// Whose access was taken away cannot open the store, and her program knows it within
// seconds; nobody shuts herself out.
func TestWhoseAccessIsTakenAwayIsOut(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	hers := w.colleague()
	if all, err := w.Grants(t.Context()); err != nil || len(all) != 2 || all[0].Login != anna || all[1].Login != berta || all[1].Since.IsZero() {
		t.Fatalf("granted: %+v, %v; want the two", all, err)
	}
	wantFailure(t, w.revoke(" "+anna), answer.FailOwnGrant)
	wantFailure(t, w.revoke("niemand"), answer.FailNoGrant)
	hers.news = newBulletin()
	hers.portal = w.portal
	hers.ended.Go(func() { hers.follow(t.Context()) })
	t.Cleanup(hers.ended.Wait)
	start := time.Now()
	w.must(w.revoke("BERTA.beispiel"))
	for !hers.Link().Out {
		if time.Since(start) > 30*time.Second {
			t.Fatal("her program works on")
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Logf("out after %v", time.Since(start).Round(100*time.Millisecond))
	if n, err := hers.News(t.Context()); err != nil || !n.Link {
		t.Errorf("news: %+v, %v; want her screen to hear of it", n, err)
	}
	if w.Link().Out {
		t.Error("the other one is out, too")
	}
	_, err := w.door.Unlock(t.Context(), berta, password)
	var f *answer.Failure
	if !errors.As(err, &f) || f.Kind != answer.FailNotAdmitted {
		t.Errorf("unlocking: %v, want not admitted", err)
	}
	if all, err := w.Grants(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("granted: %+v, %v; want one", all, err)
	}
}

// revoke takes somebody's access away.
func (w *workplace) revoke(login string) error {
	_, err := w.Revoke(w.t.Context(), login)
	return err
}

// With somebody's access the tokens end by which she let reports leave while nobody is signed in,
// that of this store with what it could open; where the portal cannot be asked that is said.
func TestWithAnAccessItsTokensEnd(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	w.must(w.admit(berta))
	w.must(w.SetRoles(t.Context(), berta, rights.All))
	door := w.shell()
	_, file, err := door.SetUpSending(t.Context(), berta, password, w.fresh(berta), "Server 1")
	w.must(err)
	hers := w.client()
	_, err = hers.SignIn(t.Context(), berta, password, w.fresh(berta))
	w.must(err)
	gone, err := w.Revoke(t.Context(), berta)
	w.must(err)
	if !gone.Asked || gone.Ended != 1 {
		t.Errorf("got %+v, want one ended", gone)
	}
	if left, err := w.door.Portal.SiteTokens(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("left are %+v, %v", left, err)
	}
	if _, _, err := w.vault.SenderID(t.Context()); !errors.Is(err, store.ErrNoSender) {
		t.Errorf("the store still has who sends: %v", err)
	}
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its file: %v", err)
	}
	if _, err := hers.Extend(t.Context()); err == nil {
		t.Error("her session at the portal goes on")
	}
	w.must(w.admit(berta))
	_, err = hers.SignIn(t.Context(), berta, password, w.fresh(berta))
	w.must(err)
	gone, done, err := w.shell().Revoke(t.Context(), anna, password, w.fresh(anna), berta, func(int) {})
	if err != nil || !gone.Asked || !done {
		t.Errorf("by the command: %+v, %v, %v", gone, done, err)
	}
	if _, err := hers.Extend(t.Context()); err == nil {
		t.Error("her session at the portal goes on after the command")
	}
	w.must(w.admit(berta))
	w.portal.endAll = func(context.Context, string) ([]string, error) { return nil, errors.New("away") }
	if gone, err := w.Revoke(t.Context(), berta); err != nil || gone.Asked {
		t.Errorf("without the portal: %+v, %v", gone, err)
	}
}
