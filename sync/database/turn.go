package database

import (
	"context"
	"time"

	"github.com/gofrs/flock"
)

// turn lets one writer at a time touch the file. SQLite's own lock makes
// waiting processes sleep in growing steps, and the unlucky one for seconds; the
// system's file lock wakes them when it is their turn. (Asking again every
// millisecond was tried: with 32 busy processes some never had a turn.)
type turn struct {
	file *flock.Flock
	mine chan struct{} // holds one token: the lock among this process's goroutines
}

// turnPatience is how long a writer waits for the others: a process that was stopped
// while it wrote hangs nobody else.
const turnPatience = 5 * time.Second

// TurnSuffix names the file beside the database where writers wait in line.
const TurnSuffix = ".wlock"

func newTurn(path string) *turn {
	return &turn{file: flock.New(path, flock.SetPermissions(0o600)), mine: make(chan struct{}, 1)}
}

// take waits for the lock until ctx ends.
func (t *turn) take(ctx context.Context) (release func(), err error) {
	select {
	case t.mine <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if err := t.takeFile(ctx); err != nil {
		return nil, err
	}
	return t.release, nil
}

// takeFile takes the lock among processes. The system's wait cannot be called
// off: when ctx ends first, a goroutine waits on and gives the lock back.
func (t *turn) takeFile(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		<-t.mine
		return err
	}
	locked := make(chan error, 1)
	go func() { locked <- t.file.Lock() }()
	select {
	case err := <-locked:
		if err != nil {
			<-t.mine
		}
		return err
	case <-ctx.Done():
		go func() {
			<-locked
			t.release()
		}()
		return context.Cause(ctx)
	}
}

func (t *turn) release() {
	_ = t.file.Unlock() // a lock that cannot be given back ends with the process
	<-t.mine
}
