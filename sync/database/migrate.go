package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
)

// Steps are the texts of the numbered SQL files of a program, in order.
func Steps(files fs.FS) (steps []string) {
	names, err := fs.Glob(files, "migrations/*.sql")
	for _, name := range names {
		var text []byte
		if text, err = fs.ReadFile(files, name); err != nil {
			break
		}
		steps = append(steps, string(text))
	}
	if err != nil || len(steps) == 0 {
		panic("migrations are not in the program")
	}
	return steps
}

// Served are the texts for a server, by the same numbers: 0020.sql leads to version 20. The
// versions before the first one were never in a server.
func Served(files fs.FS, folder string, versions int) []string {
	steps := make([]string, versions)
	for i := range steps {
		text, err := fs.ReadFile(files, fmt.Sprintf("%s/%04d.sql", folder, i+1))
		if err != nil && (!errors.Is(err, fs.ErrNotExist) || i+1 == versions) {
			panic(fmt.Sprintf("the step to version %d is not in the program for PostgreSQL", i+1))
		}
		steps[i] = string(text)
	}
	return steps
}

// Version is that of the tables, 0 while there are none. ErrForeign: the tables
// are somebody else's.
func (db *DB) Version(ctx context.Context) (int, error) {
	return db.engine.version(ctx, db.Writer, db.opt.Mark)
}

// Migrate brings the tables up to date, each step in its own transaction, after a
// copy of a file that has any. Somebody else may be doing the same. ErrNewer: they
// are a newer program's.
func (db *DB) Migrate(ctx context.Context) error {
	version, err := db.Version(ctx)
	steps := db.engine.steps(&db.opt)
	switch {
	case err != nil:
		return err
	case version > len(steps):
		return ErrNewer
	case version == len(steps):
		return nil
	}
	if version == 0 {
		if err := db.engine.make(ctx, db); err != nil {
			return err
		}
	}
	var kept string
	if version > 0 && db.opt.Day != nil {
		if kept, err = db.copy(ctx, version); err != nil {
			return fmt.Errorf("copy version %d: %w", version, err)
		}
	}
	for i := version; i < len(steps); i++ {
		if steps[i] == "" {
			continue
		}
		if err := db.step(ctx, i, steps[i]); err != nil {
			if i == version && kept != "" {
				err = errors.Join(err, remove(kept)) // nothing changed: each attempt would leave another copy
			}
			return fmt.Errorf("migrate to %d: %w", i+1, err)
		}
	}
	return nil
}

// step takes the file from version i to i+1, unless another process just did.
func (db *DB) step(ctx context.Context, i int, text string) error {
	return db.Write(ctx, func(tx *sql.Tx) error {
		version, err := db.engine.versionIn(tx)
		if err != nil || version > i {
			return err
		}
		if err := db.engine.run(tx, text); err != nil {
			return err
		}
		if db.opt.Also != nil {
			if err := db.opt.Also(tx, i+1); err != nil {
				return err
			}
		}
		return db.engine.setVersion(tx, i+1, db.opt.Mark)
	})
}
