package store

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"example.org/meldeportal/sync/database"
)

// beside is the small file next to the database. It does two things that the
// database cannot do itself: it holds the store's id, so that a database that was
// lost, emptied or exchanged is not taken for a new one; and whoever has the store
// open holds a shared lock on it, so that its tables are changed only when nobody
// works with them. (Programs before version 5 of the tables know nothing of it.)
type beside struct {
	path string // of the database
	file *flock.Flock
}

// besideSuffix names the file after the database.
const besideSuffix = ".id"

func newBeside(path string) *beside {
	return &beside{path, flock.New(path+besideSuffix, flock.SetPermissions(0o600))}
}

const (
	// sharePatience is how long one waits for a program that changes the tables.
	sharePatience = time.Minute
	// alonePatience is how long one waits for all others to leave.
	alonePatience = 5 * time.Second
	lockPause     = 20 * time.Millisecond
)

// share waits until nobody changes the tables, and keeps it so until release.
func (b *beside) share(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, sharePatience, ErrBusy)
	defer cancel()
	if _, err := b.file.TryRLockContext(ctx, lockPause); err != nil {
		return errors.Join(context.Cause(ctx), err)
	}
	return nil
}

// alone reports whether nobody else has the store open, and keeps it so until
// release.
func (b *beside) alone() (bool, error) { return b.file.TryLock() }

func (b *beside) release() error { return b.file.Unlock() }

// pause is a little different each time, so that two who wait do not meet again.
func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(lockPause + rand.N(lockPause)):
		return nil
	}
}

// id is the store's, "" while none was made here. A store of a program that knew
// no such file left the file of its write lock, and counts as "unknown".
func (b *beside) id() (string, error) {
	_, lockErr := os.Stat(b.path + database.TurnSuffix) // first: today's programs make the file beside before it
	text, err := os.ReadFile(b.path + besideSuffix)
	switch {
	case err == nil:
		return strings.TrimSpace(string(text)), nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", err
	case lockErr == nil:
		return unknownID, nil
	}
	return "", nil
}

const unknownID = "unknown"

// keep writes the id of a store that has a key now. The file is not replaced: its
// locks would go with it.
func (b *beside) keep(id string) error {
	was, err := b.id()
	if err != nil || was == id {
		return err
	}
	f, err := os.OpenFile(b.path+besideSuffix, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(id + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

// empty reports whether there is no database, or one without a byte.
func (b *beside) empty() (bool, error) {
	for _, suffix := range []string{"", "-wal"} {
		info, err := os.Stat(b.path + suffix)
		if err == nil && info.Size() > 0 {
			return false, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
	}
	return true, nil
}
