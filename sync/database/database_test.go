package database

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// steps are the tables of a small room; the first one shows how often it was done.
var steps = []string{
	"CREATE TABLE parent (id TEXT PRIMARY KEY) STRICT; INSERT INTO parent VALUES ('once')",
	"CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT REFERENCES parent (id)) STRICT",
}

func day() time.Time { return time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC) }

// opened is a database whose tables are up to date.
func opened(t *testing.T, path string, o Options) *DB {
	t.Helper()
	db, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

func newPath(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "mit Leerzeichen?#%.db")
}

func (db *DB) exec(ctx context.Context, query string) error {
	return db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(query)
		return err
	})
}

func TestEveryConnectionHasThePragmas(t *testing.T) {
	t.Parallel()
	db := opened(t, newPath(t), Options{Steps: steps})
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "secure_delete": "1",
		"foreign_keys": "1", "busy_timeout": "5000", "temp_store": "2"} {
		var got string
		if err := db.Writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("writer's %s = %q, %v, want %q", pragma, got, err, want)
		}
	}
	if _, err := db.Reader.Exec("DELETE FROM parent"); err == nil {
		t.Error("the reader could write")
	}
}

func TestStepsAreTheFilesInOrder(t *testing.T) {
	t.Parallel()
	got := Steps(fstest.MapFS{"migrations/0002.sql": {Data: []byte("b")}, "migrations/0001.sql": {Data: []byte("a")}, "other.sql": {Data: []byte("c")}})
	if len(got) != 2 || got[0] != "a" || got[1] != "b" {
		t.Errorf("steps = %q, want a and b", got)
	}
}

func TestOpeningAtOnceDoesEachStepOnce(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { opened(t, path, Options{Steps: steps, Turns: true}) })
	}
	wait.Wait()
	if got, err := opened(t, path, Options{Steps: steps}).Version(t.Context()); err != nil || got != len(steps) {
		t.Errorf("version = %d, %v, want %d", got, err, len(steps))
	}
}

func TestAStepIsDoneWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	refusal := errors.New("no")
	for name, o := range map[string]Options{
		"its text fails":           {Steps: append(steps[:2:2], "CREATE TABLE half (n); CREATE TABLE half (n)")},
		"what belongs to it fails": {Steps: append(steps[:2:2], "CREATE TABLE half (n)"), Also: func(*sql.Tx, int) error { return refusal }},
	} {
		path := newPath(t)
		opened(t, path, Options{Steps: steps})
		o.Day = day
		db, err := Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(t.Context()); err == nil || o.Also != nil && !errors.Is(err, refusal) {
			t.Errorf("%s: Migrate = %v, want its error", name, err)
		}
		var tables int
		if err := db.Reader.QueryRow("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Scan(&tables); err != nil || tables != 0 {
			t.Errorf("%s: tables of the step = %d, %v, want 0", name, tables, err)
		}
		if got, err := db.Version(t.Context()); err != nil || got != 2 {
			t.Errorf("%s: version = %d, %v, want 2", name, got, err)
		}
		if _, err := os.Stat(path + ".v2-2026-11-29"); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the copy is still there (%v)", name, err)
		}
		_ = db.Close()
	}
}

func TestACopyIsMadeOfAFileThatHasTables(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	opened(t, path, Options{Steps: steps[:1], Day: day})
	if files := list(t, path); len(files) != 0 {
		t.Errorf("a new file left the copies %v", files)
	}
	opened(t, path, Options{Steps: steps, Day: day})
	files := list(t, path)
	if len(files) != 1 || filepath.Base(files[0]) != filepath.Base(path)+".v1-2026-11-29" {
		t.Fatalf("copies = %v, want one, of version 1 and the day", files)
	}
	if got, err := opened(t, files[0], Options{Steps: steps[:1]}).Version(t.Context()); err != nil || got != 1 {
		t.Errorf("version of the copy = %d, %v, want 1", got, err)
	}
}

// list are the copies of a database.
func list(t *testing.T, path string) (copies []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if bytes.HasPrefix([]byte(e.Name()), []byte(filepath.Base(path)+".v")) {
			copies = append(copies, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return copies
}

func TestTablesOfANewerProgramAreNotWritten(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	older := opened(t, path, Options{Steps: steps[:1]})
	opened(t, path, Options{Steps: steps})
	if err := older.exec(t.Context(), "DELETE FROM parent"); !errors.Is(err, ErrNewer) {
		t.Errorf("Write = %v, want ErrNewer", err)
	}
	if err := older.Migrate(t.Context()); !errors.Is(err, ErrNewer) {
		t.Errorf("Migrate = %v, want ErrNewer", err)
	}
}

func TestAFileOfSomebodyElseIsNotTouched(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	if err := opened(t, path, Options{Steps: steps, Mark: 7}).Close(); err != nil {
		t.Fatal(err)
	}
	for _, mark := range []int32{0, 8} {
		db, err := Open(path, Options{Steps: append(steps[:2:2], "DROP TABLE child"), Mark: mark})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Migrate(t.Context()), db.Close()); !errors.Is(err, ErrForeign) {
			t.Errorf("Migrate with mark %d = %v, want ErrForeign", mark, err)
		}
	}
}

func TestWhatTheDriverAndTheSystemSayHasAName(t *testing.T) {
	t.Parallel()
	db := opened(t, newPath(t), Options{Steps: steps})
	text := newPath(t)
	if err := os.WriteFile(text, bytes.Repeat([]byte("kein SQLite "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	foreign, err := Open(text, Options{Steps: steps})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = foreign.Close() })
	_, missing := Open(filepath.Join(text+".d", "x.db"), Options{})
	for want, got := range map[error]error{
		ErrDuplicate:  db.exec(t.Context(), "INSERT INTO parent VALUES ('once')"),
		ErrOrphan:     db.exec(t.Context(), "INSERT INTO child VALUES ('c', 'nobody')"),
		ErrFull:       errors.Join(db.exec(t.Context(), "PRAGMA max_page_count = 1"), db.exec(t.Context(), "INSERT INTO child VALUES (hex(zeroblob(1000000)), NULL)")),
		ErrForeign:    foreign.Migrate(t.Context()),
		ErrUnreadable: missing,
	} {
		if got = Translate(got); !errors.Is(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	if own := errors.New("own"); Translate(own) != own || Translate(nil) != nil {
		t.Error("an error of others did not stay as it is")
	}
}

// A process that was stopped while it had its turn hangs nobody else.
func TestAWriterWhoseTurnDoesNotComeIsTold(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	db := opened(t, path, Options{Steps: steps, Turns: true})
	leave, err := newTurn(path + TurnSuffix).take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := db.exec(ctx, "DELETE FROM parent"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Write while somebody else has the turn = %v, want the end of its context", err)
	}
	leave()
	if err := db.exec(t.Context(), "DELETE FROM parent"); err != nil {
		t.Errorf("Write afterwards = %v, want nil", err)
	}
}
