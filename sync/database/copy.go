package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// copy makes a copy of the file as it is before its tables are changed, named
// by version and day: "meldeportal.db.v4-2026-11-29". It is sealed as the file is.
// Under its name there is a whole copy or none.
func (db *DB) copy(ctx context.Context, version int) (path string, err error) {
	if path, err = db.copyName(version); err != nil {
		return "", err
	}
	part := path + partSuffix
	if err := errors.Join(db.removeParts(), touch(part)); err != nil {
		return "", err
	}
	if _, err := db.Writer.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return "", errors.Join(err, remove(part))
	}
	if err := flush(part); err != nil {
		return "", err
	}
	if err := os.Rename(part, path); err != nil {
		return "", err
	}
	return path, flush(filepath.Dir(path))
}

// partSuffix names a copy that is not whole yet.
const partSuffix = ".teil"

// removeParts takes away what copies of any day left that were cut off, with
// SQLite's journal: nobody else makes one now.
func (db *DB) removeParts() error {
	folder, name := filepath.Split(db.path)
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), name+".v") && strings.Contains(e.Name(), partSuffix) {
			err = errors.Join(err, remove(filepath.Join(folder, e.Name())))
		}
	}
	return err
}

// copyName is a name that no earlier copy has.
func (db *DB) copyName(version int) (string, error) {
	name := fmt.Sprintf("%s.v%d-%s", db.path, version, db.opt.Day().Format("2006-01-02"))
	path := name
	for n := 2; ; n++ {
		_, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		path = fmt.Sprintf("%s-%d", name, n)
	}
}

// touch makes an empty file for its owner alone; SQLite writes into it.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// remove takes a file away that may not be there.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// flush has a file or a folder on the disk before it returns.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
