package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// roomLines is how many lines a room of the faces has at most without its tests: as much
// as one can have in mind. A larger one is two rooms.
const roomLines = 4000

func TestTheHouseCheckHoldsTheRoomsOfTheFacesSmall(t *testing.T) {
	t.Parallel()
	lines := countRooms(t, filepath.Join("..", "..", "tui"))
	if len(lines) < 20 {
		t.Fatalf("counted %d rooms, want those of the faces", len(lines))
	}
	for _, complaint := range tooLarge(lines) {
		t.Error(complaint)
	}
}

func TestTheHouseCheckSeesARoomThatIsTooLarge(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, lines := range map[string]int{"full/a.go": roomLines - 1, "full/b.go": 1, "full/b_test.go": 9, "full/words.txt": 9, "over/a.go": roomLines, "over/b.go": 1} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.Repeat([]byte("//\n"), lines), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := tooLarge(countRooms(t, root)); len(got) != 1 || !strings.Contains(got[0], "over") {
		t.Errorf("complaints are %q, want one about the room with a line too many", got)
	}
}

// countRooms counts the lines of every folder's product code.
func countRooms(t *testing.T, root string) map[string]int {
	t.Helper()
	lines := map[string]int{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		lines[filepath.Base(filepath.Dir(path))] += bytes.Count(text, []byte("\n"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func tooLarge(lines map[string]int) (complaints []string) {
	for room, n := range lines {
		if n > roomLines {
			complaints = append(complaints, fmt.Sprintf("room %s has %d lines without its tests, more than %d: it wants to be two", room, n, roomLines))
		}
	}
	return complaints
}
