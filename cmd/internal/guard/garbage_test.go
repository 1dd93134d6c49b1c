package guard

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestGarbageIsAShareOfWhatIsInUseButNotLessThanABound(t *testing.T) {
	const mib = 1 << 20
	c := &collector{percent: 30, atLeast: 32 * mib}
	for live, want := range map[uint64]int{0: mostPercent, 16 * mib: 200, 64 * mib: 50, 400 * mib: 30} {
		if got := c.percentOf(live); got != want {
			t.Errorf("with %d MiB in use: %d percent, want %d", live/mib, got, want)
		}
	}
}

func TestGarbageFollowsWhatIsInUse(t *testing.T) {
	defer debug.SetGCPercent(100)
	Garbage(30, 32<<20)
	use := make([]byte, 256<<20)
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		runtime.GC() // the first one has no say in what it finds itself
		got := debug.SetGCPercent(30)
		debug.SetGCPercent(got)
		if got == 30 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("with %d MiB in use garbage may be %d percent, want 30", len(use)>>20, got)
		}
	}
	runtime.KeepAlive(use)
}
