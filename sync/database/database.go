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
// write at once share a transaction is in together.go. A database is a file of SQLite's
// (sqlite.go, statements.go, turn.go) or lives in a PostgreSQL server (postgres.go); what
// differs between the two is engine's. Statements are written once, as SQLite reads them:
// render.go says what PostgreSQL is told instead. A copy is a file of SQLite's in any
// case (copy.go, transfer.go).
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
	"sync/atomic"
	"time"
)

// Options are what a room says of its database.
type Options struct {
	Steps  []string         // the tables in a file; step i leads from version i to i+1, see Steps
	Served []string         // the same in a server; "" = the next one does it, too
	Beside string           // the file that what belongs to a database elsewhere lies beside; a file's own path where there is one
	Mark   int32            // tells its files from others'; 0 = they bear no mark
	Turns  bool             // several processes write often: they wait in line at a file beside the database
	Day    func() time.Time // of the copy made before tables are changed; nil = none is made

	Copied func(percent int) // how far that copy is, now and then; nil = nobody hears

	// Also is what belongs to the step that leads to a version besides its text;
	// nil = nothing.
	Also func(tx *sql.Tx, version int) error
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	Reader *sql.DB // several connections that cannot write
	Writer *sql.DB // one connection; whoever changes rows goes through Write
	engine engine
	path   string // of the file, or of what lies beside a database elsewhere
	opt    Options
	line   *line
	turn   *turn // nil = the database's own lock is enough

	written atomic.Int64 // transactions that were committed
}

// engine is what differs between the databases.
type engine interface {
	pools() (writer, reader *sql.DB, err error)
	steps(o *Options) []string
	make(ctx context.Context, db *DB) error // what has to be there before the first table
	// run runs a text of several statements.
	run(tx *sql.Tx, text string) error
	// begun is said first in each transaction that writes: from then on nobody else does.
	begun(ctx context.Context, tx *sql.Tx) error
	version(ctx context.Context, db *sql.DB, mark int32) (int, error)
	versionIn(tx *sql.Tx) (int, error)
	readVersion() string
	setVersion(tx *sql.Tx, version int, mark int32) error
	// copyTo writes what one reading sees of a database to an empty file.
	copyTo(ctx context.Context, db *DB, file string) error
	// untriggered does something while tables do nothing by themselves.
	untriggered(tx *sql.Tx, tables []table, do func() error) error
	// attach has another database, a file, seen by the connection that writes; again: also
	// what came since.
	attach(ctx context.Context, db, other *DB, name string, again bool) error
	detach(db, other *DB, name string) error
	// unreferred does something while rows may refer to such that are not there yet.
	unreferred(ctx context.Context, db *DB, do func() error) error
	// refused is an error of writing, asked about where it says too little.
	refused(err error) error
	sound(ctx context.Context, db *DB) error
	cutLog(ctx context.Context, db *DB) error
	watch(db *DB) Watch
}

// Open opens the file at a path, or makes an empty one, its owner's only; or the tables
// that an address of a server (postgres://) leads to. Nothing of it is read before it is
// asked for. ErrAddress: the address cannot be used.
func Open(place string, o Options) (*DB, error) {
	db := &DB{path: place, opt: o, line: newLine()}
	var err error
	if IsServer(place) {
		db.path = o.Beside
		db.engine, err = newServer(place)
	} else {
		db.engine, err = file{place}, prepareFile(place)
		if o.Turns {
			db.turn = newTurn(place + TurnSuffix)
		}
	}
	if err != nil {
		return nil, err
	}
	if db.Writer, db.Reader, err = db.engine.pools(); err != nil {
		return nil, err
	}
	return db, nil
}

// ReadVersion is the question for the version of the tables, for whoever asks more with it.
func (db *DB) ReadVersion() string { return db.engine.readVersion() }

// Sound compares everything the database keeps of a row with one another, as far as the
// database can. ErrDamaged: it does not fit.
func (db *DB) Sound(ctx context.Context) error { return db.engine.sound(ctx, db) }

// CutLog has what was overwritten be gone from the log beside a file. While somebody
// reads what is in it, it stays, and goes with the next one that finds nobody reading.
func (db *DB) CutLog(ctx context.Context) error { return db.engine.cutLog(ctx, db) }

// Attach has the tables of another database, a file, be seen by Write under a name until
// Detach, unless they are. What was written there since is seen for certain when it is
// attached again.
func (db *DB) Attach(ctx context.Context, other *DB, name string, again bool) error {
	return db.engine.attach(ctx, db, other, name, again)
}

// Detach ends Attach; there may have been none.
func (db *DB) Detach(other *DB, name string) error { return db.engine.detach(db, other, name) }

// Unreferred does something while bodies may come before the rows they belong to.
func (db *DB) Unreferred(ctx context.Context, do func() error) error {
	return db.engine.unreferred(ctx, db, do)
}

// Untriggered does something within a transaction while the triggers of a file do nothing,
// which may be called for each of very many rows. Those of a server work on: whoever does
// their part by hand does it so that it is right either way.
func (db *DB) Untriggered(tx *sql.Tx, do func() error) error {
	return db.engine.untriggered(tx, nil, do)
}

// Watch tells whether anybody may have changed the database. Whoever asks for it closes it.
func (db *DB) Watch() Watch { return db.engine.watch(db) }

// Watch is asked again and again, by one at a time.
type Watch interface {
	// Changed reports whether something was committed since it was asked last.
	Changed(ctx context.Context) (bool, error)
	Close() error
}

// Close gives the database back.
func (db *DB) Close() error { return errors.Join(db.Reader.Close(), db.Writer.Close()) }

// Write runs one transaction of this process and of all others; those who ask at the
// same time share one. Once begun it is not cut short by ctx: whoever asked may be
// gone, the answer is the same. ErrNewer: a newer program has changed the tables, and
// what this one would write is no longer right; ErrBusy: others did not let it have
// its turn.
func (db *DB) Write(ctx context.Context, do func(*sql.Tx) error) error {
	return db.write(ctx, &act{do: do})
}

func (db *DB) write(ctx context.Context, a *act) error {
	if db.turn != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, turnPatience, ErrBusy)
		defer cancel()
	}
	db.line.join(a)
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

// Empty reports whether there is nothing at a place: no file, or one without a byte, or no
// tables in a server.
func Empty(ctx context.Context, place string) (bool, error) {
	if !IsServer(place) {
		return emptyFile(place)
	}
	s, err := newServer(place)
	if err != nil {
		return false, err
	}
	return s.empty(ctx)
}
