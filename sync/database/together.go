package database

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// Several who want to write at once share a transaction: what it costs until the disk
// has it is paid once for all of them, and an answer is given when it has. Each is a
// savepoint of its own, so that what one refuses is nobody else's trouble. Who writes the same
// kind of thing is done at once with the others (Shared).

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
	with     sharing       // who does it with others of its kind in do's place; nil = nobody
	one      any           // what is its own then
	alone    bool          // it is done by itself all the same: with the others it failed
	done     chan struct{} // closed when err is the answer
	err      error
	panicked any // of do, for the one who asked
}

// sharing does acts of its kind at once.
type sharing interface {
	run(tx *sql.Tx, some []*act) error
}

// Shared is a writing that those who ask at the same time have done at once: what it has to
// ask the database, and to tell it, is said once for all of them.
type Shared[T any] struct {
	db *DB
	do func(tx *sql.Tx, all []T) error
}

// Share is a writing that do does for all who ask at the same time. Where it fails for
// several, it is done for each by itself, so that no one's trouble is another's.
func Share[T any](db *DB, do func(tx *sql.Tx, all []T) error) *Shared[T] {
	return &Shared[T]{db, do}
}

// Write is DB.Write of this one.
func (s *Shared[T]) Write(ctx context.Context, one T) error {
	return s.db.write(ctx, &act{with: s, one: one})
}

func (s *Shared[T]) run(tx *sql.Tx, some []*act) error {
	all := make([]T, len(some))
	for i, a := range some {
		all[i] = a.one.(T)
	}
	return s.do(tx, all)
}

func newLine() *line { return &line{lead: make(chan struct{}, 1)} }

func (l *line) join(a *act) {
	a.done = make(chan struct{})
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, a)
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

// run runs what somebody else does, whose panic is not the trouble of who leads.
func run(tx *sql.Tx, some []*act) (err error) {
	defer func() {
		if some[0].panicked = recover(); some[0].panicked != nil {
			err = errPanicked
		}
	}()
	if first := some[0]; first.with == nil {
		return first.do(tx)
	}
	return some[0].with.run(tx, some)
}

// together has those come next who are done with the first one, and says how many they are.
func together(some []*act) int {
	n := 1
	if some[0].with == nil || some[0].alone {
		return n
	}
	for i := n; i < len(some); i++ {
		if a := some[i]; a.with == some[0].with && !a.alone {
			copy(some[n+1:i+1], some[n:i])
			some[n] = a
			n++
		}
	}
	return n
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
		db.answer(ctx, db.line.next())
	}
	return nil
}

// answer answers some, in as many transactions as it takes.
func (db *DB) answer(ctx context.Context, some []*act) {
	for len(some) > 0 {
		n, err := db.transaction(ctx, some)
		for _, a := range some[:n] {
			if a.err == nil {
				a.err = err
			}
			a.err = db.engine.refused(a.err)
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
	if together(some) == len(some) { // there is nobody whose trouble it could be
		if err := run(tx, some); err != nil {
			_ = tx.Rollback() // on a full disk SQLite has already done it
			if len(some) > 1 {
				setApart(some)
				return 0, nil
			}
			return 1, err
		}
		return len(some), db.commit(tx)
	}
	for i := 0; i < len(some); {
		these := some[i : i+together(some[i:])]
		if err := apart(tx, these); err != nil {
			_ = tx.Rollback()
			return i + len(these), err
		}
		if len(these) > 1 && these[0].err != nil {
			setApart(these)
			continue
		}
		i += len(these)
	}
	return len(some), db.commit(tx)
}

// setApart has each of those who shared something that failed be done by itself.
func setApart(some []*act) {
	for _, a := range some {
		a.alone, a.err, a.panicked = true, nil, nil
	}
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

// apart does what one wants, or several share, so that it can be taken back alone. An error
// of apart says that the transaction is gone, as on a full disk.
func apart(tx *sql.Tx, some []*act) error {
	if _, err := tx.Exec("SAVEPOINT one"); err != nil {
		return err
	}
	failed := run(tx, some)
	for _, a := range some {
		a.err = failed
	}
	if failed != nil {
		if _, err := tx.Exec("ROLLBACK TO one"); err != nil {
			return failed
		}
	}
	_, err := tx.Exec("RELEASE one")
	return err
}
