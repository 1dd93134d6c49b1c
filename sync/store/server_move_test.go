package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"testing"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/database"
)

// What a file has, a server has after a copy was put back there, and a file again after one
// of the server's; others can work in it at once, and the tables of both are the same.
func TestAStoreMovesIntoAServer(t *testing.T) {
	onFile(t)
	t.Parallel()
	p := judges.StartPostgres(t, judges.Fast...)
	here := testPath(t)
	v := must(openStore(t, here).Create(t.Context(), testSite, testLogin, testPassword))(t)
	fill(t, v)
	was := v.seen(t)
	to := Backups{Folder: t.TempDir(), Keep: 3}
	path, _, err := v.store.Backup(t.Context(), to, Login{})
	if err != nil {
		t.Fatal(err)
	}
	place, o := p.Address("moved"), serverOptions(t)
	o.NewID = func() string { return fmt.Sprintf("hier%d", rand.Uint64()) }
	done, err := Restore(t.Context(), place, path, o, testAs)
	if err != nil || done.Kept != "" || !done.Proved || len(done.Damaged) > 0 {
		t.Fatalf("Restore = %+v, %v", done, err)
	}
	for range 2 { // the second one has a machine of its own
		s := must(OpenExisting(t.Context(), place, o))(t)
		t.Cleanup(func() { _ = s.Close() })
		moved := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
		if now := moved.seen(t); !reflect.DeepEqual(was, now) {
			t.Error("somebody sees something else in the server")
		}
		newCase(t, moved, fmt.Sprintf("Neu %p", s))
		if _, err := Restore(t.Context(), place, path, o, testAs); !errors.Is(err, ErrOpen) {
			t.Errorf("Restore beside somebody = %v, want ErrOpen", err)
		}
		sameTables(t, v.store.db, s.db)
		was, o = moved.seen(t), serverOptions(t)
		o.NewID = func() string { return fmt.Sprintf("neu%d", rand.Uint64()) }
	}
	if empty, err := database.Empty(t.Context(), place); empty || err != nil {
		t.Errorf("Empty = %v, %v", empty, err)
	}
	served := must(OpenExisting(t.Context(), place, o))(t)
	path, c, err := served.Backup(t.Context(), to, testAs)
	if err != nil || !c.Proved || len(c.Damaged) > 0 {
		t.Fatalf("Backup of a server = %+v, %v", c, err)
	}
	if err := served.Close(); err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(t.TempDir(), "meldeportal.db")
	if _, err := Restore(t.Context(), back, path, testOptions("id"), testAs); err != nil {
		t.Fatal(err)
	}
	again := must(openStore(t, back).Unlock(t.Context(), testLogin, testPassword))(t)
	if now := again.seen(t); !reflect.DeepEqual(was, now) {
		t.Error("somebody sees something else in the file")
	}
}

// sameTables compares tables and columns; a server has the number of a row among them.
func sameTables(t *testing.T, file, server *database.DB) {
	t.Helper()
	in := must(queryAll(t.Context(), file.Reader, scanText, `SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1`))(t)
	there := must(queryAll(t.Context(), server.Reader, scanText, `SELECT (table_name || '.' || column_name) COLLATE "C" FROM information_schema.columns
WHERE table_schema = current_schema() AND column_name != 'rowid' AND table_name != 'tables_version' ORDER BY 1`))(t)
	if !reflect.DeepEqual(in, there) {
		t.Errorf("a file has\n%q\na server\n%q", in, there)
	}
}
