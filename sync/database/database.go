// Package database opens the database of a room that keeps something, and brings
// its tables up to date.
//
// It promises: what Write confirmed is there after a crash or a power cut, all of
// it or nothing; the reader cannot write; each step of the tables is a transaction
// of its own, and a file that has tables is copied whole before them, where the
// room wants it; tables of a newer program are not written (ErrNewer), a file of
// somebody else is not touched (ErrForeign); what the driver and the system say
// has a name (Translate).
//
// Start with Open, then DB.Migrate, DB.Write and DB.Reader. How those who
// write at once share a transaction is in together.go; sqlite.go, copy.go and turn.go
// are what is SQLite's alone.
//
// Why no library does the steps: goose keeps the version in a table of its own,
// and programs of 0.1.0 and 0.2.0 read user_version to see that they are the older
// one; nor has it a place for the turns of other processes, for a copy that is
// taken back, or for what a program adds to a step in the step's transaction.
package database

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Options are what a room says of its database.
type Options struct {
	Steps []string         // the tables; step i leads from version i to i+1, see Steps
	Mark  int32            // tells its files from others'; 0 = they bear no mark
	Turns bool             // several processes write often: they wait in line at a file beside the database
	Day   func() time.Time // of the copy made before tables are changed; nil = none is made

	Copied func(percent int) // how far that copy is, now and then; nil = nobody hears

	// Also is what belongs to the step that leads to a version besides its text;
	// nil = nothing.
	Also func(tx *sql.Tx, version int) error
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	Reader *sql.DB // several connections that cannot write
	Writer *sql.DB // one connection; whoever changes rows goes through Write
	path   string
	opt    Options
	line   *line
	turn   *turn // nil = SQLite's own lock is enough
}

// Open opens the file at a path, or makes an empty one, its owner's only. Nothing
// of it is read before it is asked for.
func Open(path string, o Options) (*DB, error) {
	if err := prepareFile(path); err != nil {
		return nil, err
	}
	db := &DB{path: path, opt: o, line: newLine()}
	if o.Turns {
		db.turn = newTurn(path + TurnSuffix)
	}
	var err error
	if db.Writer, db.Reader, err = openPools(path); err != nil {
		return nil, err
	}
	return db, nil
}

// Close gives the file back.
func (db *DB) Close() error { return errors.Join(db.Reader.Close(), db.Writer.Close()) }

// Write runs one transaction of this process and of all others; those who ask at the
// same time share one. Once begun it is not cut short by ctx: whoever asked may be
// gone, the answer is the same. ErrNewer: a newer program has changed the tables, and
// what this one would write is no longer right; ErrBusy: others did not let it have
// its turn.
func (db *DB) Write(ctx context.Context, do func(*sql.Tx) error) error {
	if db.turn != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, turnPatience, ErrBusy)
		defer cancel()
	}
	a := db.line.join(do)
	select {
	case db.line.lead <- struct{}{}:
		defer func() { <-db.line.lead }()
		if err := db.leadUntil(ctx, a); err != nil {
			db.line.leave(a)
			return err
		}
	case <-a.done:
	case <-ctx.Done():
		if db.line.leave(a) {
			return context.Cause(ctx)
		}
	}
	return a.result()
}

// Millis is a time as it is kept: milliseconds since 1970, UTC.
func Millis(t time.Time) int64 { return t.UnixMilli() }

// FromMillis is a time that was kept.
func FromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
