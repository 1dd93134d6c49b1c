package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks the file as ours ("MPst").
const applicationID = 0x4d507374

// migrations are the steps in order; step i leads to user_version i+1.
func migrations() ([]string, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]string, len(names))
	for i, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps[i] = string(text)
	}
	return steps, nil
}

// migrate brings the tables up to date, each step in its own transaction.
func (s *Store) migrate(ctx context.Context) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	version, err := s.version(ctx)
	if err != nil || version == len(steps) {
		return err
	}
	if version > len(steps) {
		return ErrNewer
	}
	for i := version; i < len(steps); i++ {
		if err := s.step(ctx, i, steps[i]); err != nil {
			return fmt.Errorf("migrate to %d: %w", i+1, err)
		}
	}
	return nil
}

// step takes the file from version i to i+1, unless another process just did.
func (s *Store) step(ctx context.Context, i int, text string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		var version int
		if err := tx.QueryRow("PRAGMA user_version").Scan(&version); err != nil || version > i {
			return err
		}
		if _, err := tx.Exec(text); err != nil {
			return err
		}
		_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", i+1, applicationID))
		return err
	})
}

// version is the file's; a file with tables that are not ours is ErrForeign.
func (s *Store) version(ctx context.Context) (int, error) {
	var version, id, tables int
	err := s.writer.QueryRowContext(ctx, "SELECT (SELECT user_version FROM pragma_user_version), "+
		"(SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&version, &id, &tables)
	if err == nil && id != applicationID && (id != 0 || tables > 0 || version > 0) {
		return 0, ErrForeign
	}
	return version, err
}
