package refportal

import (
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"example.org/meldeportal/sync/portal"
)

// What the portal's staff can get wrong.
var (
	ErrNewer        = errors.New("database written by a newer program")
	ErrKeyMissing   = errors.New("database without its server key")
	ErrKeyMode      = errors.New("server key readable by others")
	ErrUnknownSite  = errors.New("no such site")
	ErrSiteTaken    = errors.New("Melder_ID already in use")
	ErrSite         = errors.New("site needs Melder_ID, Absender_ID and name")
	ErrUnknownLogin = errors.New("no such login name")
	ErrLoginTaken   = errors.New("login name already in use")
	ErrLoginShape   = errors.New("login name not of 2 to 32 small letters, digits, dots, hyphens")
	ErrPassword     = errors.New("password shorter than 15 characters")
	ErrRefused      = errors.New("report refused")
)

// asRefusal turns any error into what the caller may read of it.
func asRefusal(err error) *refusal {
	var r *refusal
	var lite *sqlite.Error
	switch {
	case errors.As(err, &r):
		return r
	case errors.As(err, &lite) && passing(lite.Code()):
		return &refusal{code: portal.CodeMaintenance, retryAfter: busyWait}
	}
	return &refusal{code: portal.CodeInternal}
}

// passing reports whether a SQLite result may go away by itself or by an
// operator who makes room.
func passing(code int) bool {
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY:
		return true
	}
	return false
}

// isTaken reports whether a row with that key is already there.
func isTaken(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// isOrphan reports whether a row that is referred to is not there.
func isOrphan(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && lite.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}
