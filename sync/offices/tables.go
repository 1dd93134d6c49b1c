package offices

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"example.org/meldeportal/sync/database"
)

//go:embed migrations/*.sql postgres/*.sql
var tables embed.FS

// Steps are the tables of an office in a file and in a server: those of the desk, then its own,
// of which own has the numbered files; nil = it has none.
func Steps(own fs.FS) (steps, served []string) {
	steps = database.Steps(tables)
	served = database.Served(tables, "postgres", len(steps))
	if own != nil {
		more := database.Steps(own)
		steps, served = append(steps, more...), append(served, database.Served(own, "postgres", len(more))...)
	}
	return steps, served
}

// mark tells an office's file from others' ("MPof").
const mark = 0x4d506f66

// OpenDatabase opens the database of an office: a file's path, or the address of a server, and
// then a path that what belongs to it lies beside.
func OpenDatabase(ctx context.Context, place, beside string, own fs.FS) (*database.DB, error) {
	steps, served := Steps(own)
	db, err := database.Open(place, database.Options{Steps: steps, Served: served, Beside: beside, Mark: mark})
	if err != nil {
		return nil, fmt.Errorf("open database of an office: %w", err)
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database of an office: %w", err), db.Close())
	}
	return db, nil
}
