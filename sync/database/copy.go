package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// copy makes a copy of the file as it is before its tables are changed, named
// by version and day: "meldeportal.db.v4-2026-11-29".
func (db *DB) copy(ctx context.Context, version int) (path string, err error) {
	if path, err = db.copyName(version); err != nil {
		return "", err
	}
	if err := db.removeParts(); err != nil {
		return "", err
	}
	if db.opt.Copied != nil {
		defer db.follow(path + PartSuffix)()
	}
	return path, db.Copy(ctx, path, func(string) error { return nil })
}

// copyTold is how often it is told how far a copy is.
const copyTold = 50 * time.Millisecond

// follow tells how far a copy is, by its size, until it is stopped.
func (db *DB) follow(part string) (stop func()) {
	done, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for {
			db.opt.Copied(percentOf(part, db.path))
			select {
			case <-done:
				return
			case <-time.After(copyTold):
			}
		}
	}()
	return func() { close(done); <-over }
}

// percentOf is how large a file is beside the one it becomes a copy of. What is free in
// that one is not copied: the rest goes quickly.
func percentOf(part, whole string) int {
	made, err := os.Stat(part)
	if err != nil {
		return 0
	}
	all, err := os.Stat(whole)
	if err != nil || all.Size() == 0 {
		return 0
	}
	return int(min(99, made.Size()*100/all.Size()))
}

// Copy writes the file as one reading sees it to a path where nothing is yet, while
// others go on writing. It is sealed as the file is. Under its name there is a whole
// copy that proof has let pass, or none: until then it has the name proof is given.
func (db *DB) Copy(ctx context.Context, path string, proof func(part string) error) (err error) {
	part := path + PartSuffix
	if err := touch(part); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, remove(part))
		}
	}()
	if err := db.engine.copyTo(ctx, db, part); err != nil {
		return err
	}
	if err := proof(part); err != nil {
		return err
	}
	if err := flush(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return flush(filepath.Dir(path))
}

// PartSuffix names a copy that is not whole yet.
const PartSuffix = ".teil"

// removeParts takes away what copies of any day left that were cut off, with
// SQLite's journal: nobody else makes one now.
func (db *DB) removeParts() error {
	folder, name := filepath.Split(db.path)
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), name+".v") && strings.Contains(e.Name(), PartSuffix) {
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

// Drop takes a database away, with what SQLite keeps beside it.
func Drop(path string) (err error) {
	for _, suffix := range driverSuffixes {
		err = errors.Join(err, remove(path+suffix))
	}
	return err
}

// Rename gives a database that nobody has open another name. The file itself goes
// first: its log under another database's name would be taken for that one's.
func Rename(from, to string) error {
	for _, suffix := range driverSuffixes {
		if err := os.Rename(from+suffix, to+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return flush(filepath.Dir(to))
}

// driverSuffixes are the files of a database: itself, its log and the log's index.
var driverSuffixes = []string{"", "-wal", "-shm"}

// flush has a file or a folder on the disk before it returns.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
