package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"time"

	"example.org/meldeportal/sync/database"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks the file as ours ("MPst").
const applicationID = 0x4d507374

// migrations are the steps in order; step i leads to user_version i+1.
var migrations = database.Steps(migrationFiles)

//go:embed postgres/*.sql
var servedFiles embed.FS

// served are the same steps for a server.
var served = database.Served(servedFiles, "postgres", len(migrations))

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
		alone, err := s.beside.alone(ctx)
		switch {
		case err != nil:
			return err
		case alone:
			if err := errors.Join(s.db.Migrate(ctx), s.beside.release()); err != nil {
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

// adopt has an older copy that was put back go on as the store of this place.
func (s *Store) adopt(tx *sql.Tx, version int) error {
	if version != identityVersion || !s.madeHere() {
		return nil
	}
	_, err := tx.Exec("UPDATE identity SET id = ?", s.made)
	return err
}

// version is the file's; one that has lost its tables is ErrLost.
func (s *Store) version(ctx context.Context) (int, error) {
	version, err := s.db.Version(ctx)
	if err == nil && version == 0 && s.made != "" {
		err = ErrLost
	}
	return version, err
}
