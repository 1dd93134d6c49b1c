package refportal

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// database is the SQLite file: one connection that writes, some that read.
type database struct {
	writer *sql.DB
	reader *sql.DB
}

// The pragmas stand in the data source name, so that every connection has them.
// FULL: a confirmed commit survives a power cut. secure_delete: old pages hold
// no old secret.
var (
	commonPragmas = []string{"busy_timeout(5000)", "foreign_keys(1)", "temp_store(MEMORY)", "trusted_schema(0)"}
	writerPragmas = append([]string{"journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)"}, commonPragmas...)
	readerPragmas = append([]string{"query_only(1)"}, commonPragmas...)
)

func openDatabase(ctx context.Context, path string) (*database, error) {
	if err := makeFile(path); err != nil {
		return nil, err
	}
	writer, err := sql.Open("sqlite", dsn(path, writerPragmas, "immediate"))
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", dsn(path, readerPragmas, "deferred"))
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	db := &database{writer, reader}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(err, db.close())
	}
	return db, nil
}

func (db *database) close() error { return errors.Join(db.reader.Close(), db.writer.Close()) }

func dsn(path string, pragmas []string, txlock string) string {
	q := url.Values{"_pragma": pragmas, "_txlock": {txlock}}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// makeFile makes the file before the driver does, which would let everybody read
// it; SQLite gives its side files the mode of the main file.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// write runs one transaction. Once begun it is not cut short by ctx: whoever
// asked may be gone, the answer is the same.
func (db *database) write(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := db.writer.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback() // on a full disk SQLite has already done it
		return err
	}
	return tx.Commit()
}

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the tables up to date, each step in its own transaction; step i
// leads to user_version i+1.
func (db *database) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return err
	}
	for i, name := range names {
		if err := db.write(ctx, func(tx *sql.Tx) error { return migrateStep(tx, i, len(names), name) }); err != nil {
			return fmt.Errorf("migrate to %d: %w", i+1, err)
		}
	}
	return nil
}

func migrateStep(tx *sql.Tx, i, newest int, name string) error {
	var version int
	if err := tx.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > newest {
		return ErrNewer
	}
	if version > i {
		return nil
	}
	text, err := migrationFiles.ReadFile(name)
	if err != nil {
		return err
	}
	_, err = tx.Exec(string(text) + fmt.Sprintf("; PRAGMA user_version = %d", i+1))
	return err
}

func millis(t time.Time) int64      { return t.UnixMilli() }
func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
