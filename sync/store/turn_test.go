package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/sync/seal"
)

// The third waits until one of two is done; nobody waits for ever, or for files that are
// not to be had.
func TestTwoDeriveAtATime(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "turns")
	first, second := takeTurnIn(folder, time.Second), takeTurnIn(folder, time.Second)
	start := time.Now()
	time.AfterFunc(100*time.Millisecond, first)
	third := takeTurnIn(folder, 10*time.Second)
	if waited := time.Since(start); waited < 80*time.Millisecond || waited > 8*time.Second {
		t.Errorf("the third waited %v, want until the first was done", waited)
	}
	start = time.Now()
	takeTurnIn(folder, 50*time.Millisecond)()
	if waited := time.Since(start); waited > 8*time.Second {
		t.Errorf("waited %v for a turn that never comes", waited)
	}
	second()
	third()
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	takeTurnIn(folder, time.Hour)()
}

// A machine with little memory asks for less, never below what others ask for.
func TestTheUsualCostFitsTheMachine(t *testing.T) {
	t.Parallel()
	for memory, want := range map[uint64]uint32{0: 256 << 10, 2 << 30: 128 << 10, 16 << 30: 256 << 10} {
		if c := seal.UsualFor(memory); c.Memory != want || c.Time != 3 || !(seal.Cost{Time: 3, Memory: 64 << 10, Threads: 4}).Below(c) {
			t.Errorf("%d bytes: %+v", memory, c)
		}
	}
	if c := UsualCost(); c.Below(seal.UsualFor(1 << 30)) {
		t.Errorf("here: %+v", c)
	}
}
