package refportal

import (
	"errors"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

// What the portal's staff can get wrong.
var (
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
	switch {
	case errors.As(err, &r):
		return r
	case passing(database.Translate(err)):
		return &refusal{code: portal.CodeMaintenance, retryAfter: busyWait}
	}
	return &refusal{code: portal.CodeInternal}
}

// passing reports whether an error may go away by itself or by an operator who
// makes room.
func passing(err error) bool {
	return errors.Is(err, database.ErrBusy) || errors.Is(err, database.ErrFull) || errors.Is(err, database.ErrUnreadable) || errors.Is(err, database.ErrReadOnly)
}

// isTaken reports whether a row with that key is already there.
func isTaken(err error) bool { return errors.Is(database.Translate(err), database.ErrDuplicate) }

// isOrphan reports whether a row that is referred to is not there.
func isOrphan(err error) bool { return errors.Is(database.Translate(err), database.ErrOrphan) }
