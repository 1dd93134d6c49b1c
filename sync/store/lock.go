package store

import (
	"context"
	"time"

	"github.com/gofrs/flock"
)

// writeLock lets one writer at a time touch the file. SQLite's own lock makes
// waiting processes sleep in growing steps, and the unlucky one for seconds; the
// system's file lock wakes them when it is their turn. (Asking again every
// millisecond was tried: with 32 busy processes some never had a turn.)
type writeLock struct {
	file *flock.Flock
	mine chan struct{} // holds one token: the lock among this process's goroutines
}

// lockPatience is how long a writer waits for the others.
const lockPatience = 5 * time.Second

// wlockSuffix names the file of the lock after the database.
const wlockSuffix = ".wlock"

func newWriteLock(path string) *writeLock {
	return &writeLock{file: flock.New(path, flock.SetPermissions(0o600)), mine: make(chan struct{}, 1)}
}

// take waits for the lock, five seconds at most, then it is ErrBusy: a process
// that was stopped while it wrote hangs nobody else.
func (l *writeLock) take(ctx context.Context) (release func(), err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, lockPatience, ErrBusy)
	defer cancel()
	select {
	case l.mine <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if err := l.takeFile(ctx); err != nil {
		return nil, err
	}
	return l.release, nil
}

// takeFile takes the lock among processes. The system's wait cannot be called
// off: when ctx ends first, a goroutine waits on and gives the lock back.
func (l *writeLock) takeFile(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		<-l.mine
		return err
	}
	locked := make(chan error, 1)
	go func() { locked <- l.file.Lock() }()
	select {
	case err := <-locked:
		if err != nil {
			<-l.mine
		}
		return err
	case <-ctx.Done():
		go func() {
			<-locked
			l.release()
		}()
		return context.Cause(ctx)
	}
}

func (l *writeLock) release() {
	_ = l.file.Unlock() // a lock that cannot be given back ends with the process
	<-l.mine
}
