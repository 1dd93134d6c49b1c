package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks the file as ours ("MPst").
const applicationID = 0x4d507374

// migrations are the steps in order; step i leads to user_version i+1.
var migrations = func() (steps []string) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	for _, name := range names {
		var text []byte
		if text, err = migrationFiles.ReadFile(name); err == nil {
			steps = append(steps, string(text))
		}
	}
	if err != nil || len(steps) == 0 {
		panic("migrations are not in the program")
	}
	return steps
}()

// identityVersion is the first with the table identity.
const identityVersion = 5

// schemaVersion is the user_version of the tables this program writes.
var schemaVersion = len(migrations)

// enter takes part in the use of the store, once its tables are up to date. They
// are brought up to date by somebody who is alone with the file: programs of
// today's and later versions that have it open, hold it shared. ErrOthersIn: they
// did not leave within some seconds.
func (s *Store) enter(ctx context.Context) error {
	for begun := time.Now(); ; {
		if err := s.beside.share(ctx); err != nil {
			return err
		}
		version, err := s.version(ctx)
		switch {
		case err == nil && version == schemaVersion:
			return nil
		case err == nil && version > schemaVersion:
			err = ErrNewer
		}
		if err = errors.Join(err, s.beside.release()); err != nil {
			return err
		}
		alone, err := s.beside.alone()
		switch {
		case err != nil:
			return err
		case alone:
			if err := errors.Join(s.migrate(ctx), s.beside.release()); err != nil {
				return err
			}
		case time.Since(begun) > alonePatience:
			return ErrOthersIn
		default:
			if err := pause(ctx); err != nil {
				return err
			}
		}
	}
}

// migrate brings the tables up to date, each step in its own transaction, after a
// copy of a file that has any.
func (s *Store) migrate(ctx context.Context) error {
	version, err := s.version(ctx)
	if err != nil || version >= schemaVersion {
		return err
	}
	var kept string
	if version > 0 {
		if kept, err = s.copyOf(ctx, version); err != nil {
			return fmt.Errorf("copy version %d: %w", version, err)
		}
	}
	for i := version; i < schemaVersion; i++ {
		if err := s.step(ctx, i, migrations[i]); err != nil {
			if i == version && kept != "" {
				err = errors.Join(err, remove(kept)) // nothing changed: each attempt would leave another copy
			}
			return fmt.Errorf("migrate to %d: %w", i+1, err)
		}
	}
	return nil
}

// step takes the file from version i to i+1, unless another process just did.
func (s *Store) step(ctx context.Context, i int, text string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		version, err := versionIn(tx)
		if err != nil || version > i {
			return err
		}
		if _, err := tx.Exec(text); err != nil {
			return err
		}
		if i+1 == identityVersion && s.madeHere() { // an older copy was put back: it is the store of this place
			if _, err := tx.Exec("UPDATE identity SET id = ?", s.made); err != nil {
				return err
			}
		}
		_, err = tx.Exec(fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", i+1, applicationID))
		return err
	})
}

func versionIn(tx *sql.Tx) (version int, err error) {
	return version, tx.QueryRow("PRAGMA user_version").Scan(&version)
}

// version is the file's; a file with tables that are not ours is ErrForeign, one
// that has lost its tables ErrLost.
func (s *Store) version(ctx context.Context) (int, error) {
	var version, id, tables int
	err := s.writer.QueryRowContext(ctx, "SELECT (SELECT user_version FROM pragma_user_version), "+
		"(SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&version, &id, &tables)
	switch {
	case err != nil:
		return 0, err
	case id != applicationID && (id != 0 || tables > 0 || version > 0):
		return 0, ErrForeign
	case version == 0 && tables == 0 && s.made != "":
		return 0, ErrLost
	}
	return version, nil
}
