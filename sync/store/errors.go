package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Error is what went wrong, as far as callers and staff can do something about
// it. It is a sentinel: compare with errors.Is. Kind names it for rooms that do
// not know this one; the German sentence for each kind is the interface's.
type Error struct{ kind, text string }

func (e *Error) Error() string { return e.text }

// Kind is a short word that never changes.
func (e *Error) Kind() string { return e.kind }

// The errors of this room.
var (
	ErrUnknownUser   = &Error{"not-admitted", "user not admitted to this store"}
	ErrWrongPassword = &Error{"store-locked", "password does not open this store"}
	ErrNotEmpty      = &Error{"not-admitted", "store already has a key"}
	ErrStale         = &Error{"stale", "somebody else saved in between"}
	ErrMoved         = &Error{"moved", "case changed since the draft was judged"}
	ErrNotFound      = &Error{"not-found", "no such row"}
	ErrDuplicate     = &Error{"duplicate-id", "id already in use"}
	ErrSettled       = &Error{"settled", "delivery already accepted or rejected"}
	ErrSuperseded    = &Error{"superseded", "not the last version of its report"}
	ErrOtherSent     = &Error{"other-sent", "another draft of the same report was sent"}
	ErrNotNow        = &Error{"not-now", "delivery is in another state"}
	ErrInUse         = &Error{"in-use", "case has drafts or deliveries"}
	ErrReceipt       = &Error{"receipt", "receipt does not fit the delivery"}
	ErrFull          = &Error{"disk-full", "no space left for the store"}
	ErrReadOnly      = &Error{"read-only", "store cannot be written"}
	ErrBusy          = &Error{"busy", "store held by another process"}
	ErrDamaged       = &Error{"damaged", "store damaged"}
	ErrNewer         = &Error{"newer", "store written by a newer program"}
	ErrOthersIn      = &Error{"others-in", "tables must change while others work with them"}
	ErrNone          = &Error{"no-store", "no store here"}
	ErrLost          = &Error{"store-lost", "store made here is gone"}
	ErrKeysLost      = &Error{"keys-lost", "store has data and no key"}
	ErrOtherSite     = &Error{"other-site", "store belongs to another Einrichtung"}
	ErrForeign       = &Error{"foreign", "file is not a store of this program"}
	ErrUnreadable    = &Error{"unreadable", "store cannot be opened or read"}
)

// damaged is a row that cannot be read. Lists mark it and go on: the others must
// be usable all the same. Whoever asks for this one gets ErrDamaged, and nothing
// that is derived overwrites it.
func damaged(err error) bool { return err != nil && errors.Is(translate(err), ErrDamaged) }

// translate is the gate for foreign errors. It keeps the result code and drops
// the foreign text.
func translate(err error) error {
	var own *Error
	var lite *sqlite.Error
	switch {
	case err == nil, errors.As(err, &own), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &lite):
		return translateCode(lite.Code())
	}
	if kind := translateSystem(err); kind != nil {
		return kind
	}
	return translateSeal(err)
}

func translateCode(code int) error {
	kind, ok := sqliteKinds[code]
	if !ok {
		kind, ok = sqliteKinds[code&0xff]
	}
	if !ok {
		return fmt.Errorf("sqlite result %d", code)
	}
	return fmt.Errorf("%w (sqlite result %d)", kind, code)
}

var sqliteKinds = map[int]*Error{
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
}

var systemKinds = []struct {
	err  error
	kind *Error
}{
	{syscall.ENOSPC, ErrFull},
	{syscall.EDQUOT, ErrFull},
	{syscall.EROFS, ErrReadOnly},
	{fs.ErrPermission, ErrReadOnly},
	{fs.ErrNotExist, ErrUnreadable},
	{syscall.ENOTDIR, ErrUnreadable},
}

func translateSystem(err error) error {
	for _, s := range systemKinds {
		if errors.Is(err, s.err) {
			return s.kind
		}
	}
	return nil
}

// translateSeal knows the sealer's errors by what they answer.
func translateSeal(err error) error {
	var password interface{ WrongPassword() bool }
	if errors.As(err, &password) && password.WrongPassword() {
		return ErrWrongPassword
	}
	var damage interface{ Damaged() bool }
	if errors.As(err, &damage) && damage.Damaged() {
		return ErrDamaged
	}
	return err
}
