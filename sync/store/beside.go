package store

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"example.org/meldeportal/sync/database"
)

// beside is the small file next to the database. It does two things that the
// database cannot do itself: it holds the store's id, so that a database that was
// lost, emptied or exchanged is not taken for a new one; and whoever has the store
// open holds a shared lock on it, so that its tables are changed only when nobody
// works with them. (Programs before version 5 of the tables know nothing of it.)
type beside struct {
	path string // of the database, or what it would be where the database lives in a server
	lock database.Lock
}

// besideSuffix names the file after the database.
const besideSuffix = ".id"

func newBeside(place, path string) (*beside, error) {
	lock, err := database.LockOf(place, path+besideSuffix, "in use")
	return &beside{path, lock}, err
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
	for {
		if got, err := b.lock.Share(ctx); got || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(lockPause):
		}
	}
}

// alone reports whether nobody else has the store open, and keeps it so until
// release.
func (b *beside) alone(ctx context.Context) (bool, error) { return b.lock.Alone(ctx) }

func (b *beside) release() error { return b.lock.Release() }

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
