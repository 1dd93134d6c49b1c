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

// Version is that of the tables, 0 while there are none. ErrForeign: the tables
// are somebody else's.
func (db *DB) Version(ctx context.Context) (int, error) { return version(ctx, db.Writer, db.opt.Mark) }

// Migrate brings the tables up to date, each step in its own transaction, after a
// copy of a file that has any. Somebody else may be doing the same. ErrNewer: they
// are a newer program's.
func (db *DB) Migrate(ctx context.Context) error {
	version, err := db.Version(ctx)
	switch {
	case err != nil:
		return err
	case version > len(db.opt.Steps):
		return ErrNewer
	case version == len(db.opt.Steps):
		return nil
	}
	var kept string
	if version > 0 && db.opt.Day != nil {
		if kept, err = db.copy(ctx, version); err != nil {
			return fmt.Errorf("copy version %d: %w", version, err)
		}
	}
	for i := version; i < len(db.opt.Steps); i++ {
		if err := db.step(ctx, i, db.opt.Steps[i]); err != nil {
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
		version, err := versionIn(tx)
		if err != nil || version > i {
			return err
		}
		if _, err := tx.Exec(text); err != nil {
			return err
		}
		if db.opt.Also != nil {
			if err := db.opt.Also(tx, i+1); err != nil {
				return err
			}
		}
		return setVersion(tx, i+1, db.opt.Mark)
	})
}
