package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

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

// file is a database in a file of its own.
type file struct{ path string }

func (f file) pools() (writer, reader *sql.DB, err error) {
	if writer, err = sql.Open(driverName, dsn(f.path, writerPragmas, "immediate")); err != nil {
		return nil, nil, err
	}
	if reader, err = sql.Open(driverName, dsn(f.path, readerPragmas, "deferred")); err != nil {
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

func (file) steps(o *Options) []string { return o.Steps }

func (file) make(context.Context, *DB) error { return nil } // prepareFile did

func (file) run(tx *sql.Tx, text string) error {
	_, err := tx.Exec(text)
	return err
}

// begun has nothing to say: BEGIN IMMEDIATE has said it.
func (file) begun(context.Context, *sql.Tx) error { return nil }

func (file) versionIn(tx *sql.Tx) (version int, err error) {
	return version, tx.QueryRow("PRAGMA user_version").Scan(&version)
}

func (file) setVersion(tx *sql.Tx, version int, mark int32) error {
	_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, mark))
	return err
}

// opening is how long those who open a new file at the same time may get into each other's
// way: for who turns its journal into a log SQLite does not wait.
const opening = 2 * time.Second

// version asks before the first transaction: a file that is no database, or not
// one of ours, is left as it is.
func (f file) version(ctx context.Context, db *sql.DB, mark int32) (version int, err error) {
	for end := time.Now().Add(opening); ; time.Sleep(5 * time.Millisecond) {
		version, err = f.askVersion(ctx, db, mark)
		if !errors.Is(Translate(err), ErrBusy) || ctx.Err() != nil || time.Now().After(end) {
			return version, err
		}
	}
}

func (file) askVersion(ctx context.Context, db *sql.DB, mark int32) (version int, err error) {
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

// cutLog takes the log beside the database in and empties it: what was overwritten is
// in it until then.
func (file) cutLog(ctx context.Context, db *DB) error {
	_, err := db.Writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

// refused finds out whether a disk that took no page has turned read-only, as a failing one
// does: SQLite says of that what it says of a quota (os_unix.c, unixWrite).
func (f file) refused(err error) error {
	if code, ok := resultCode(err); !ok || code&0xff != sqlite3.SQLITE_IOERR {
		return err
	}
	probe, why := os.CreateTemp(filepath.Dir(f.path), ".probe")
	if why == nil {
		_, why = probe.Write([]byte{0})
		_ = errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	if errors.Is(why, syscall.EROFS) {
		return why
	}
	return err
}

// sound compares every page, row and index of the file with one another.
func (file) sound(ctx context.Context, db *DB) error {
	var said string
	err := db.Reader.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said)
	if err == nil && said != "ok" {
		err = ErrDamaged
	}
	return err
}

func (file) copyTo(ctx context.Context, db *DB, path string) error {
	_, err := db.Writer.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}

// untriggered takes the triggers away and makes them again.
func (file) untriggered(tx *sql.Tx, _ []table, do func() error) error {
	rows, err := tx.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		return err
	}
	defer rows.Close()
	var gone, again []string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return err
		}
		gone, again = append(gone, "DROP TRIGGER "+name), append(again, text)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := each(tx, gone); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return each(tx, again)
}

// each runs some statements.
func each(tx *sql.Tx, texts []string) error {
	for _, text := range texts {
		if _, err := tx.Exec(text); err != nil {
			return err
		}
	}
	return nil
}

func (file) watch(db *DB) Watch { return &fileWatch{db: db.Reader, version: -1} }

// fileWatch holds one connection: data_version tells a connection whether others
// committed since it last asked, by a look at a counter in shared memory.
type fileWatch struct {
	db      *sql.DB
	conn    *sql.Conn
	version int64
}

func (w *fileWatch) Changed(ctx context.Context) (bool, error) {
	if w.conn == nil {
		conn, err := w.db.Conn(ctx)
		if err != nil {
			return false, err
		}
		w.conn = conn
	}
	was := w.version
	err := w.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&w.version)
	return w.version != was, err
}

func (w *fileWatch) Close() error {
	if w.conn == nil {
		return nil
	}
	if err := w.conn.Close(); !errors.Is(err, sql.ErrConnDone) {
		return err
	}
	return nil
}

func emptyFile(path string) (bool, error) {
	for _, suffix := range []string{"", "-wal"} {
		info, err := os.Stat(path + suffix)
		if err == nil && info.Size() > 0 {
			return false, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
	}
	return true, nil
}

func (file) readVersion() string { return "SELECT user_version FROM pragma_user_version" }

func (file) attach(ctx context.Context, db, other *DB, name string, _ bool) error {
	there, err := attached(ctx, db, name)
	if err == nil && !there {
		_, err = db.Writer.ExecContext(ctx, "ATTACH DATABASE ? AS "+name, other.path)
	}
	return err
}

func (file) detach(db, _ *DB, name string) error {
	there, err := attached(context.Background(), db, name)
	if err == nil && there {
		_, err = db.Writer.Exec("DETACH DATABASE " + name)
	}
	return err
}

func attached(ctx context.Context, db *DB, name string) (there bool, err error) {
	return there, db.Writer.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pragma_database_list WHERE name = ?)", name).Scan(&there)
}

func (file) unreferred(ctx context.Context, db *DB, do func() error) error {
	if _, err := db.Writer.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return err
	}
	err := do()
	_, on := db.Writer.Exec("PRAGMA foreign_keys = ON")
	return errors.Join(err, on)
}
