package database

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// What a database says that callers decide on.
var (
	ErrFull       = errors.New("no space left")
	ErrReadOnly   = errors.New("database cannot be written")
	ErrBusy       = errors.New("database held by another process")
	ErrDamaged    = errors.New("database damaged")
	ErrNewer      = errors.New("database written by a newer program")
	ErrForeign    = errors.New("file is not a database of this program")
	ErrUnreadable = errors.New("database cannot be opened or read")
	ErrDuplicate  = errors.New("key already in use")
	ErrOrphan     = errors.New("row refers to one that is not there")
	ErrAway       = errors.New("database server away")
	ErrRefused    = errors.New("database server refuses the user")
	ErrAddress    = errors.New("address of a database that cannot be used")
)

// Translate names what the driver and the system said. It keeps the driver's
// result code and drops the foreign text; errors of others stay as they are.
// Every room calls it at one place.
func Translate(err error) error {
	if code, ok := resultCode(err); ok {
		return named(code)
	}
	if kind, ok := serverKind(err); ok {
		return kind
	}
	for _, s := range systemKinds {
		if errors.Is(err, s.err) {
			return s.kind
		}
	}
	return err
}

func named(code int) error {
	kind, ok := codeKinds[code]
	if !ok {
		kind, ok = codeKinds[code&0xff]
	}
	if !ok {
		return fmt.Errorf("sqlite result %d", code)
	}
	return fmt.Errorf("%w (sqlite result %d)", kind, code)
}

var systemKinds = []struct{ err, kind error }{
	{syscall.ENOSPC, ErrFull},
	{syscall.EDQUOT, ErrFull},
	{syscall.EROFS, ErrReadOnly},
	{fs.ErrPermission, ErrReadOnly},
	{fs.ErrNotExist, ErrUnreadable},
	{syscall.ENOTDIR, ErrUnreadable},
}
