package store

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"example.org/meldeportal/model/judges"
)

// testServer is where this binary finds the server its stores are in; without it they are
// files.
const testServer = "MELDEPORTAL_TEST_SERVER"

// besideFolder is where what lies beside stores in a server is kept.
const besideFolder = "MELDEPORTAL_TEST_BESIDE"

// besideServer is what a program on another machine would have: a folder of its own.
func besideServer() string {
	folder := os.Getenv(besideFolder)
	if folder == "" {
		return ""
	}
	folder = filepath.Join(folder, fmt.Sprint(rand.Uint64()))
	if err := os.Mkdir(folder, 0o700); err != nil {
		panic(err)
	}
	return filepath.Join(folder, "meldeportal.db")
}

// blank is the database with the tables of a store and nothing in them, made once: to copy
// it takes a fraction of what it takes to make the tables.
var blank sync.Once

// testDatabase is a copy of it in the server.
func testDatabase(t testing.TB, address string) string {
	t.Helper()
	called := func(name string) string { return strings.Replace(address, "/postgres?", "/"+name+"?", 1) }
	server := must(sql.Open("pgx", address))(t)
	defer server.Close()
	blank.Do(func() {
		must(server.Exec("CREATE DATABASE blank"))(t)
		if err := must(Open(t.Context(), called("blank"), testOptions("id")))(t).Close(); err != nil {
			t.Fatal(err)
		}
	})
	name := fmt.Sprintf("t%d", rand.Uint64())
	must(server.Exec("CREATE DATABASE " + name + " TEMPLATE blank STRATEGY file_copy"))(t)
	return called(name)
}

// onFile is said by tests of what a file alone has: its bytes, its log, its rights, its
// locks, programs of earlier versions, statements SQLite alone reads.
func onFile(t testing.TB) {
	t.Helper()
	if os.Getenv(testServer) != "" {
		t.Skip("about the file itself")
	}
}

// onServer fails a test of a file that did what servers alone do.
func onServer(t testing.TB) {
	t.Helper()
	if os.Getenv(testServer) == "" {
		t.Fatal("a file has to be as fast as that")
	}
}

// execEach runs statements. A server takes one at a time where there are arguments: each
// gets those it numbers, or the next ones.
func execEach(db *sql.DB, query string, args ...any) error {
	if os.Getenv(testServer) == "" || len(args) == 0 {
		_, err := db.Exec(query, args...)
		return err
	}
	for one := range strings.SplitSeq(query, "; ") {
		n := strings.Count(one, "?")
		if _, err := db.Exec(one, args[:n]...); err != nil {
			return err
		}
		if !strings.Contains(one, "?1") {
			args = args[n:]
		}
	}
	return nil
}

// withoutPowerCuts is said where a test needs many rows and no promise that they last.
func withoutPowerCuts(t *testing.T, s *Store) {
	t.Helper()
	if os.Getenv(testServer) == "" { // the server was told when it was started
		execRaw(t, s.db.Writer, "PRAGMA synchronous = OFF")
	}
}

// What holds for a store in a file holds for one in a server: the tests of this room run
// again there, each with a database of its own, but for those that say onFile; in the short
// form without those about who gets in, in which a database has little part.
func TestTheSameInAServer(t *testing.T) {
	judges.Alone(t)
	onFile(t)
	t.Parallel()
	p := judges.StartPostgres(t, judges.Fast...)
	address, _, _ := strings.Cut(p.Address(""), "&search_path")
	cmd := exec.Command(os.Args[0], "-test.timeout=15m", "-test.v", "-test.short", "-test.skip="+elsewhere)
	cmd.Env = append(os.Environ(), testServer+"="+address, besideFolder+"="+t.TempDir())
	out, err := cmd.CombinedOutput()
	passed, skipped := len(passedLine.FindAll(out, -1)), len(skippedLine.FindAll(out, -1))
	if err != nil || passed < 90 {
		t.Errorf("%v, %d passed:\n%s", err, passed, unpassed(string(out)))
	}
	t.Logf("%d tests passed in a server, %d are about the file itself", passed, skipped)
}

var (
	passedLine  = regexp.MustCompile(`(?m)^--- PASS`)
	skippedLine = regexp.MustCompile(`(?m)^--- SKIP`)
)

// unpassed is what tests said without those that passed.
func unpassed(out string) string {
	var b strings.Builder
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "=== ") && !strings.Contains(line, "--- PASS") && !strings.Contains(line, "--- SKIP") {
			b.WriteString(line)
		}
	}
	return b.String()
}
