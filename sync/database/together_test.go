package database

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"
)

// crowded has somebody write while so many others come to write; what each of them
// does is do's, which gets its number. The answers are in their order.
func crowded(t *testing.T, db *DB, n int, do func(tx *sql.Tx, i int) error) []error {
	t.Helper()
	return crowdedAt(t, db, n, func(i int) error {
		return db.Write(t.Context(), func(tx *sql.Tx) error { return do(tx, i) })
	})
}

// crowdedAt has each of them write by itself.
func crowdedAt(t *testing.T, db *DB, n int, write func(i int) error) []error {
	t.Helper()
	begun, goOn := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		if err := db.Write(t.Context(), func(*sql.Tx) error { close(begun); <-goOn; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-begun
	answers := make([]error, n)
	for i := range n {
		all.Go(func() { answers[i] = write(i) })
		waitFor(t, func() bool { return db.line.length() == i+1 })
	}
	close(goOn)
	all.Wait()
	return answers
}

func (l *line) length() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.waiting)
}

func waitFor(t *testing.T, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("what was waited for did not come")
		}
	}
}

func (db *DB) parents(q interface {
	QueryRow(string, ...any) *sql.Row
}) (n int) {
	_ = q.QueryRow("SELECT count(*) FROM parent").Scan(&n)
	return n
}

func add(tx *sql.Tx, i int) error {
	_, err := tx.Exec("INSERT INTO parent VALUES (?)", fmt.Sprint(i))
	return err
}

func TestThoseWhoWaitShareATransaction(t *testing.T) {
	t.Parallel()
	const n = 2*most + 3
	db := opened(t, newPath(t), Options{Steps: steps, Turns: true})
	seen := make([][2]int, n) // rows in the transaction, and those of it anybody else sees
	answers := crowded(t, db, n, func(tx *sql.Tx, i int) error {
		seen[i] = [2]int{db.parents(tx), db.parents(db.Reader)}
		return add(tx, i)
	})
	for i := range n {
		inside, outside := 1+i, 1+i/most*most
		if answers[i] != nil || seen[i] != [2]int{inside, outside} {
			t.Errorf("act %d: %v, saw %v, want %d rows in its transaction and %d of them committed", i, answers[i], seen[i], inside, outside)
		}
	}
	if got := db.parents(db.Reader); got != n+1 {
		t.Errorf("rows = %d, want %d", got, n+1)
	}
}

func TestWhatOneRefusesIsNobodyElsesTrouble(t *testing.T) {
	t.Parallel()
	refusal := errors.New("no")
	db := opened(t, newPath(t), Options{Steps: steps})
	for i, err := range crowded(t, db, 6, func(tx *sql.Tx, i int) error {
		if err := add(tx, i); err != nil || i != 3 {
			return err
		}
		return refusal
	}) {
		if wanted := i == 3; errors.Is(err, refusal) != wanted || !wanted && err != nil {
			t.Errorf("act %d: %v", i, err)
		}
	}
	if got := db.parents(db.Reader); got != 6 {
		t.Errorf("rows = %d, want those of five and the first", got)
	}
}

// Those who write the same kind of thing are done at once, also with others between them;
// where one of them brings trouble, each is done by itself, and the others have theirs.
func TestWhatIsSharedIsDoneAtOnce(t *testing.T) {
	t.Parallel()
	refusal := errors.New("no")
	for name, bad := range map[string]int{"all well": -1, "one is refused": 4, "one panics": 6} {
		t.Run(name, func(t *testing.T) {
			db := opened(t, newPath(t), Options{Steps: steps})
			var done [][]int // by each call
			shared := Share(db, func(tx *sql.Tx, all []int) error {
				done = append(done, all)
				for _, i := range all {
					if err := add(tx, i); err != nil {
						return err
					}
					switch {
					case i == bad && i == 4:
						return refusal
					case i == bad:
						panic("trouble")
					}
				}
				return nil
			})
			for i, err := range crowdedAt(t, db, 9, func(i int) (err error) {
				defer func() {
					if recover() != nil {
						err = refusal
					}
				}()
				if i%3 == 2 {
					return db.Write(t.Context(), func(tx *sql.Tx) error { return add(tx, i) })
				}
				return shared.Write(t.Context(), i)
			}) {
				if (err != nil) != (i == bad) || err != nil && !errors.Is(err, refusal) {
					t.Errorf("act %d: %v", i, err)
				}
			}
			want := [][]int{{0, 1, 3, 4, 6, 7}}
			rows := 10 // with the first
			if bad >= 0 {
				want, rows = append(want, []int{0}, []int{1}, []int{3}, []int{4}, []int{6}, []int{7}), 9
			}
			if !reflect.DeepEqual(done, want) {
				t.Errorf("done %v, want %v", done, want)
			}
			if got := db.parents(db.Reader); got != rows {
				t.Errorf("rows = %d, want %d", got, rows)
			}
		})
	}
}

// Where all who wait share, and one of them brings trouble, it is the same.
func TestWhereAllShareATroubleIsOnes(t *testing.T) {
	t.Parallel()
	refusal := errors.New("no")
	db := opened(t, newPath(t), Options{Steps: steps})
	shared := Share(db, func(tx *sql.Tx, all []int) error {
		for _, i := range all {
			if err := add(tx, i); err != nil || i == 2 {
				return cmp.Or(err, refusal)
			}
		}
		return nil
	})
	for i, err := range crowdedAt(t, db, 5, func(i int) error { return shared.Write(t.Context(), i) }) {
		if wanted := i == 2; errors.Is(err, refusal) != wanted || !wanted && err != nil {
			t.Errorf("act %d: %v", i, err)
		}
	}
	if got := db.parents(db.Reader); got != 5 {
		t.Errorf("rows = %d, want those of four and the first", got)
	}
}

// On a full disk SQLite takes back more than one statement: nobody may be told that
// something is stored that is not.
func TestOnAFullDiskEachAnswerIsTrue(t *testing.T) {
	t.Parallel()
	db := opened(t, newPath(t), Options{Steps: steps})
	if err := db.exec(t.Context(), "PRAGMA max_page_count = 20"); err != nil {
		t.Fatal(err)
	}
	answers := crowded(t, db, 8, func(tx *sql.Tx, i int) error {
		if i == 4 {
			_, err := tx.Exec("INSERT INTO parent VALUES (hex(zeroblob(1000000)))")
			return err
		}
		return add(tx, i)
	})
	if !errors.Is(Translate(answers[4]), ErrFull) {
		t.Errorf("who filled the disk was told %v", answers[4])
	}
	for i, err := range answers {
		var n int
		if err := db.Reader.QueryRow("SELECT count(*) FROM parent WHERE id = ?", fmt.Sprint(i)).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if (n == 1) != (err == nil) {
			t.Errorf("act %d was told %v, and %d rows are there", i, err, n)
		}
	}
}

func TestWhoeverPanicsIsTheOneWhoDidIt(t *testing.T) {
	t.Parallel()
	db := opened(t, newPath(t), Options{Steps: steps})
	var panicked [4]any
	answers := make([]error, 4)
	begun, goOn := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { _ = db.Write(t.Context(), func(*sql.Tx) error { close(begun); <-goOn; return nil }) })
	<-begun
	for i := range 4 {
		all.Go(func() {
			defer func() { panicked[i] = recover() }()
			answers[i] = db.Write(t.Context(), func(tx *sql.Tx) error {
				if i == 2 {
					panic("mine")
				}
				return add(tx, i)
			})
		})
		waitFor(t, func() bool { return db.line.length() == i+1 })
	}
	close(goOn)
	all.Wait()
	for i := range 4 {
		if i == 2 && panicked[i] != "mine" || i != 2 && (panicked[i] != nil || answers[i] != nil) {
			t.Errorf("act %d: %v, panicked with %v", i, answers[i], panicked[i])
		}
	}
	if got := db.parents(db.Reader); got != 4 {
		t.Errorf("rows = %d, want those of three and the first", got)
	}
}

func TestWhoIsGoneBeforeItsTurnWritesNothing(t *testing.T) {
	t.Parallel()
	db := opened(t, newPath(t), Options{Steps: steps})
	begun, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- db.Write(t.Context(), func(*sql.Tx) error { close(begun); <-goOn; return nil })
	}()
	<-begun
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.exec(ctx, "DELETE FROM parent"); !errors.Is(err, context.Canceled) {
		t.Errorf("Write = %v, want the end of its context", err)
	}
	close(goOn)
	if err := <-ended; err != nil || db.parents(db.Reader) != 1 {
		t.Errorf("Write = %v, rows = %d, want 1", err, db.parents(db.Reader))
	}
}

// Whoever panics alone leaves the database to those who come after.
func TestAPanicAloneHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	db := opened(t, newPath(t), Options{Steps: steps})
	func() {
		defer func() {
			if said := recover(); said != "mine" {
				t.Errorf("panicked with %v", said)
			}
		}()
		_ = db.Write(t.Context(), func(tx *sql.Tx) error {
			if err := add(tx, 1); err != nil {
				t.Error(err)
			}
			panic("mine")
		})
	}()
	if err := db.Write(t.Context(), func(tx *sql.Tx) error { return add(tx, 2) }); err != nil {
		t.Fatal(err)
	}
	if n := db.parents(db.Reader); n != 2 {
		t.Errorf("%d rows, want that of the second beside the one there was", n)
	}
}
