package desk

import (
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
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
	wantFailure(t, w.Revoke(t.Context(), " "+anna), answer.FailOwnGrant)
	wantFailure(t, w.Revoke(t.Context(), "niemand"), answer.FailNoGrant)
	hers.news = newBulletin()
	hers.portal = w.portal
	hers.ended.Go(func() { hers.follow(t.Context()) })
	t.Cleanup(hers.ended.Wait)
	start := time.Now()
	w.must(w.Revoke(t.Context(), "BERTA.beispiel"))
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
