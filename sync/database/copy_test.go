package database

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The copy before an update says how far it is, and whoever breaks it off leaves the file
// as it was and nothing beside it: the next one begins anew.
func TestTheCopyBeforeAnUpdateTellsAndCanBeBrokenOff(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "alt.db")
	first := []string{"CREATE TABLE a (text BLOB)"}
	db, err := Open(path, Options{Steps: first})
	if err == nil {
		err = db.Migrate(t.Context())
	}
	for range 100 {
		if err == nil {
			_, err = db.Writer.Exec("INSERT INTO a VALUES (zeroblob(1000000))")
		}
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var heard []int
	open := func() *DB {
		db, err := Open(path, Options{Steps: append(first, "CREATE TABLE b (n INTEGER)"), Day: time.Now, Copied: func(percent int) {
			heard = append(heard, percent)
			if percent > 0 {
				stop()
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	db = open()
	if err := db.Migrate(ctx); err == nil {
		t.Fatal("nothing was broken off; the copy was faster than it is told about")
	}
	if version, err := db.Version(t.Context()); version != 1 || err != nil {
		t.Errorf("version = %d, %v, want the old one", version, err)
	}
	for _, name := range copies(t, path) {
		t.Errorf("%s is left of what was broken off", name)
	}
	if most := slices.Max(heard); most < 1 || most > 99 {
		t.Errorf("heard %v, want how far the copy is", heard)
	}
	if err := errors.Join(db.Migrate(t.Context()), db.Close()); err != nil {
		t.Fatal(err)
	}
	if names := copies(t, path); len(names) != 1 || strings.Contains(names[0], PartSuffix) {
		t.Errorf("copies = %v, want a whole one", names)
	}
}

func copies(t *testing.T, path string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(path)+".v") {
			names = append(names, e.Name())
		}
	}
	return names
}
