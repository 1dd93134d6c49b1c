package desk

import (
	"testing"
	"time"
)

// Taking somebody's access away has the store sealed anew in the background, with
// nobody waiting for it.
func TestTheStoreIsSealedAnewInTheBackground(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	w.colleague()
	for range 40 {
		w.newCase()
	}
	w.must(w.revoke(berta))
	for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		left, err := w.Unsealed(t.Context())
		w.must(err)
		if left == 0 {
			break
		}
		if time.Since(start) > 30*time.Second {
			t.Fatal("it is not")
		}
	}
}
