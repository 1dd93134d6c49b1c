package judges

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A record is a file in a testdata folder with a line for each thing that was
// compared with a judge who may be absent: its key, a tab, and what was said then.

var recordLock sync.Mutex

// Recorded holds what is said now to the record. With write the judge is there
// and agrees, and the line is written anew.
func Recorded(t testing.TB, file, key, now string, write bool) {
	t.Helper()
	recordLock.Lock()
	defer recordLock.Unlock()
	lines := readRecord(t, file)
	if write {
		lines[key] = now
		writeRecord(t, file, lines)
	}
	if lines[key] != now {
		t.Errorf("%s: got %q, the record of what was compared says %q (%s)", key, now, lines[key], file)
	}
}

func readRecord(t testing.TB, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for line := range strings.Lines(string(text)) {
		key, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		lines[key] = said
	}
	return lines
}

func writeRecord(t testing.TB, file string, lines map[string]string) {
	t.Helper()
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&out, "%s\t%s\n", key, lines[key])
	}
	if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
