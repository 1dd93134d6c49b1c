package database

import (
	"context"
	"time"

	"github.com/gofrs/flock"
	"github.com/jackc/pgx/v5"
)

// Lock is held by all who share something, or by one alone, whatever becomes of the
// database meanwhile. It ends with the process. One at a time uses it.
type Lock interface {
	// Share and Alone report whether they got it; they do not wait.
	Share(ctx context.Context) (bool, error)
	Alone(ctx context.Context) (bool, error)
	Release() error
}

// LockOf is a lock of the database at a place: a file's is the system's on a file beside
// it, a server's is one of its own, so that programs on several machines meet there.
func LockOf(place, path, purpose string) (Lock, error) {
	if !IsServer(place) {
		return fileLock{flock.New(path, flock.SetPermissions(0o600))}, nil
	}
	s, err := newServer(place)
	return &serverLock{server: s, purpose: purpose}, err
}

type fileLock struct{ file *flock.Flock }

func (l fileLock) Share(context.Context) (bool, error) { return l.file.TryRLock() }
func (l fileLock) Alone(context.Context) (bool, error) { return l.file.TryLock() }
func (l fileLock) Release() error                      { return l.file.Unlock() }

// serverLock is held by a connection of its own.
type serverLock struct {
	server  *server
	purpose string
	conn    *pgx.Conn // nil = it is not held
}

func (l *serverLock) Share(ctx context.Context) (bool, error) {
	return l.try(ctx, "pg_try_advisory_lock_shared")
}

func (l *serverLock) Alone(ctx context.Context) (bool, error) {
	return l.try(ctx, "pg_try_advisory_lock")
}

func (l *serverLock) try(ctx context.Context, how string) (got bool, err error) {
	config := l.server.with()
	conn, err := pgx.ConnectConfig(ctx, &config)
	if err != nil {
		return false, err
	}
	err = conn.QueryRow(ctx, "SELECT "+how+"("+lockKey+", hashtext($2))", l.server.schema, l.purpose).Scan(&got)
	if err != nil || !got {
		closeQuietly(conn)
		return false, err
	}
	l.conn = conn
	return true, nil
}

// Release gives it back before the connection is closed: the server notices the end of that
// some time later, and whoever asks next must not be refused until then.
func (l *serverLock) Release() error {
	if l.conn != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_, _ = l.conn.Exec(ctx, "SELECT pg_advisory_unlock_all()") // it goes with the connection in any case
		closeQuietly(l.conn)
		l.conn = nil
	}
	return nil
}
