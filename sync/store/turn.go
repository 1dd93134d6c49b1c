package store

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"example.org/meldeportal/sync/seal"
)

// Two derivations at a time are enough for a machine: ten people who sign in in the same
// minute must not take its memory. Who would be the third waits.

const (
	heavy        = 64 << 10 // KiB from which a derivation waits for its turn
	turns        = 2
	turnPatience = 30 * time.Second // it is a courtesy: nobody stays outside for it
	turnPause    = 20 * time.Millisecond
)

// UsualCost is what a guess on a person's password costs on this machine.
func UsualCost() seal.Cost { return seal.UsualFor(memoryOf()) }

// takeTurn waits for one of the turns of this account on this machine, for a derivation
// that costs so much.
func takeTurn(c seal.Cost) (release func()) {
	if c.Memory < heavy {
		return func() {}
	}
	return takeTurnIn(turnFolder(), turnPatience)
}

func turnFolder() string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("meldeportal-%d", os.Getuid()))
}

// takeTurnIn is takeTurn by the files of a folder. Where there can be no such files, or
// somebody else has made them, nobody waits.
func takeTurnIn(folder string, patience time.Duration) (release func()) {
	nothing := func() {}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nothing
	}
	if info, err := os.Lstat(folder); err != nil || !info.IsDir() || info.Mode().Perm() != 0o700 {
		return nothing
	}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(turnPause) {
		for n := range turns {
			f := flock.New(filepath.Join(folder, fmt.Sprintf("kdf.%d", n+1)), flock.SetPermissions(0o600))
			took, err := f.TryLock()
			if err != nil {
				return nothing
			}
			if took {
				return func() { _ = f.Unlock() }
			}
		}
	}
	return nothing
}
