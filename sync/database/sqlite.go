package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// readers is how many readings run at once.
const readers = 4

// The pragmas stand in the data source name, so that every connection has them.
// FULL: a confirmed commit survives a power cut. secure_delete: old pages hold
// no old rows. The log beside the database gives back what a large transaction took.
var (
	commonPragmas = []string{"busy_timeout(5000)", "foreign_keys(1)", "temp_store(MEMORY)", "trusted_schema(0)"}
	writerPragmas = append([]string{"journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)", "journal_size_limit(16777216)"}, commonPragmas...)
	readerPragmas = append([]string{"query_only(1)"}, commonPragmas...)
)

func openPools(path string) (writer, reader *sql.DB, err error) {
	if writer, err = sql.Open(driverName, dsn(path, writerPragmas, "immediate")); err != nil {
		return nil, nil, err
	}
	if reader, err = sql.Open(driverName, dsn(path, readerPragmas, "deferred")); err != nil {
		return nil, nil, errors.Join(err, writer.Close())
	}
	writer.SetMaxOpenConns(1)
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return writer, reader, nil
}

func dsn(path string, pragmas []string, txlock string) string {
	q := url.Values{"_pragma": pragmas, "_txlock": {txlock}}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// prepareFile makes the file before the driver does, which would let everybody
// read it; SQLite gives its side files the mode of the main file. The file is
// never opened while it exists: closing it would drop SQLite's locks.
func prepareFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()&^0o077)
}

func versionIn(tx *sql.Tx) (version int, err error) {
	return version, tx.QueryRow("PRAGMA user_version").Scan(&version)
}

func setVersion(tx *sql.Tx, version int, mark int32) error {
	_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, mark))
	return err
}

// version asks before the first transaction: a file that is no database, or not
// one of ours, is left as it is.
func version(ctx context.Context, db *sql.DB, mark int32) (version int, err error) {
	var id int32
	var tables int
	err = db.QueryRowContext(ctx, "SELECT (SELECT user_version FROM pragma_user_version), "+
		"(SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&version, &id, &tables)
	if err == nil && id != mark && (id != 0 || tables > 0 || version > 0) {
		return 0, ErrForeign
	}
	return version, err
}

// resultCode is what the driver says, false when it was not the driver.
func resultCode(err error) (int, bool) {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code(), true
	}
	return 0, false
}

// codeKinds are SQLite's result codes; an extended one that is not here goes by
// its primary one.
var codeKinds = map[int]error{
	sqlite3.SQLITE_FULL:                  ErrFull,
	sqlite3.SQLITE_READONLY:              ErrReadOnly,
	sqlite3.SQLITE_PERM:                  ErrReadOnly,
	sqlite3.SQLITE_CANTOPEN:              ErrUnreadable,
	sqlite3.SQLITE_BUSY:                  ErrBusy,
	sqlite3.SQLITE_LOCKED:                ErrBusy,
	sqlite3.SQLITE_CORRUPT:               ErrDamaged,
	sqlite3.SQLITE_IOERR:                 ErrUnreadable,
	sqlite3.SQLITE_IOERR_DATA:            ErrDamaged,
	sqlite3.SQLITE_IOERR_CORRUPTFS:       ErrDamaged,
	sqlite3.SQLITE_IOERR_SHORT_READ:      ErrDamaged,
	sqlite3.SQLITE_IOERR_WRITE:           ErrFull, // a quota answers so
	sqlite3.SQLITE_IOERR_SHMSIZE:         ErrFull, // no room for the shared index
	sqlite3.SQLITE_NOTADB:                ErrForeign,
	sqlite3.SQLITE_CONSTRAINT_UNIQUE:     ErrDuplicate,
	sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: ErrDuplicate,
	sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: ErrOrphan,
}

// CutLog takes the log beside the database in and empties it: what was overwritten is
// in it until then. While somebody reads what is in it, it stays, and goes with the
// next one that finds nobody reading.
func (db *DB) CutLog(ctx context.Context) error {
	_, err := db.Writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}
