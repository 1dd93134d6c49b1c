package database

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// Several who want to write at once share a transaction: what it costs until the disk
// has it is paid once for all of them, and an answer is given when it has. Each is a
// savepoint of its own, so that what one refuses is nobody else's trouble.

// most is how many share a transaction; the last of them has to wait for the first.
const most = 64

// line is who waits to write, in the order they came.
type line struct {
	lead    chan struct{} // holds one token: who works for all
	mu      sync.Mutex
	waiting []*act
}

// act is what one of them writes.
type act struct {
	do       func(*sql.Tx) error
	done     chan struct{} // closed when err is the answer
	err      error
	panicked any // of do, for the one who asked
}

func newLine() *line { return &line{lead: make(chan struct{}, 1)} }

func (l *line) join(do func(*sql.Tx) error) *act {
	a := &act{do: do, done: make(chan struct{})}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, a)
	return a
}

// leave takes one out again; false when it is being worked for already.
func (l *line) leave(a *act) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, w := range l.waiting {
		if w == a {
			l.waiting = append(l.waiting[:i:i], l.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// next are those who share the next transaction.
func (l *line) next() []*act {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(most, len(l.waiting))
	some := l.waiting[:n:n]
	l.waiting = l.waiting[n:]
	return some
}

// result is the answer to the one who asked.
func (a *act) result() error {
	<-a.done
	if a.panicked != nil {
		panic(a.panicked)
	}
	return a.err
}

func (a *act) isDone() bool {
	select {
	case <-a.done:
		return true
	default:
		return false
	}
}

// run runs an act of somebody else, whose panic is not the trouble of who leads.
func (a *act) run(tx *sql.Tx) (err error) {
	defer func() {
		if a.panicked = recover(); a.panicked != nil {
			err = errPanicked
		}
	}()
	return a.do(tx)
}

var errPanicked = errors.New("panicked")

// leadUntil works for all who wait until an act is done.
func (db *DB) leadUntil(ctx context.Context, mine *act) error {
	if mine.isDone() {
		return nil
	}
	if db.turn != nil {
		leave, err := db.turn.take(ctx)
		if err != nil {
			return err
		}
		defer leave()
	}
	for !mine.isDone() {
		db.together(ctx, db.line.next())
	}
	return nil
}

// together answers some, in as many transactions as it takes.
func (db *DB) together(ctx context.Context, some []*act) {
	for len(some) > 0 {
		n, err := db.transaction(ctx, some)
		for _, a := range some[:n] {
			if a.err == nil {
				a.err = err
			}
			close(a.done)
		}
		some = some[n:]
	}
}

// transaction does what some want and says for how many of them its error is the
// answer: all that is in a transaction goes with it.
func (db *DB) transaction(ctx context.Context, some []*act) (n int, err error) {
	tx, err := db.begin(ctx)
	if err != nil {
		return len(some), err
	}
	if len(some) == 1 {
		if err := some[0].run(tx); err != nil {
			_ = tx.Rollback() // on a full disk SQLite has already done it
			return 1, err
		}
		return 1, db.commit(tx)
	}
	for i, a := range some {
		if err := apart(tx, a); err != nil {
			_ = tx.Rollback()
			return i + 1, err
		}
	}
	return len(some), db.commit(tx)
}

func (db *DB) commit(tx *sql.Tx) error {
	err := tx.Commit()
	if err == nil {
		db.written.Add(1)
	}
	return err
}

// begin begins a transaction on tables this program knows. ctx ends waiting for it, not the
// transaction.
func (db *DB) begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := db.Writer.BeginTx(context.Background(), nil)
	if err != nil {
		return nil, err
	}
	err = db.engine.begun(ctx, tx)
	var version int
	if err == nil {
		version, err = db.engine.versionIn(tx)
	}
	if err == nil && version > len(db.engine.steps(&db.opt)) {
		err = ErrNewer
	}
	if err != nil {
		_ = tx.Rollback()
		return nil, err
	}
	return tx, nil
}

// Within does something in a transaction that can be taken back alone: when it fails, the
// transaction is as it was before.
func Within(tx *sql.Tx, do func() error) error {
	if _, err := tx.Exec("SAVEPOINT within"); err != nil {
		return err
	}
	err := do()
	if err != nil {
		if _, back := tx.Exec("ROLLBACK TO within"); back != nil {
			return errors.Join(err, back)
		}
	}
	if _, out := tx.Exec("RELEASE within"); err == nil {
		err = out
	}
	return err
}

// apart does what one wants so that it can be taken back alone. An error of apart says
// that the transaction is gone, as on a full disk.
func apart(tx *sql.Tx, a *act) error {
	if _, err := tx.Exec("SAVEPOINT one"); err != nil {
		return err
	}
	if a.err = a.run(tx); a.err != nil {
		if _, err := tx.Exec("ROLLBACK TO one"); err != nil {
			return a.err
		}
	}
	_, err := tx.Exec("RELEASE one")
	return err
}
