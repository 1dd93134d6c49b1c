package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// Error is what went wrong, as far as callers and staff can do something about
// it. It is a sentinel: compare with errors.Is. The German sentence for each is
// the interface's.
type Error struct{ text string }

func (e *Error) Error() string { return e.text }

var faults []*Error

// Errors are all errors of this room.
func Errors() []*Error { return slices.Clone(faults) }

func fault(text string) *Error {
	e := &Error{text}
	faults = append(faults, e)
	return e
}

// The errors of this room.
var (
	ErrUnknownUser   = fault("user not admitted to this store")
	ErrWrongPassword = fault("password does not open this store")
	ErrNotEmpty      = fault("store already has a key")
	ErrStale         = fault("somebody else saved in between")
	ErrMoved         = fault("case changed since the draft was judged")
	ErrNotFound      = fault("no such row")
	ErrDuplicate     = fault("id already in use")
	ErrSettled       = fault("delivery already accepted or rejected")
	ErrSuperseded    = fault("not the last version of its report")
	ErrOtherSent     = fault("another draft of the same report was sent")
	ErrNotNow        = fault("delivery is in another state")
	ErrInUse         = fault("case has drafts or deliveries")
	ErrUnderway      = fault("something about the case is on its way")
	ErrReceipt       = fault("receipt does not fit the delivery")
	ErrFull          = fault("no space left for the store")
	ErrReadOnly      = fault("store cannot be written")
	ErrBusy          = fault("store held by another process")
	ErrImporting     = fault("somebody else imports into this store")
	ErrDamaged       = fault("store damaged")
	ErrNewer         = fault("store written by a newer program")
	ErrOthersIn      = fault("tables must change while others work with them")
	ErrNone          = fault("no store here")
	ErrLost          = fault("store made here is gone")
	ErrKeysLost      = fault("store has data and no key")
	ErrOtherStore    = fault("copy of another store")
	ErrOpen          = fault("others have the store open")
	ErrOtherSite     = fault("store belongs to another Einrichtung")
	ErrNoGrant       = fault("no such person is admitted")
	ErrOwnGrant      = fault("nobody takes her own access away")
	ErrNoRole        = fault("act without its role")
	ErrLastAdmin     = fault("somebody has to stay who can change roles")
	ErrMistyped      = fault("mistyped recovery key")
	ErrNotPaper      = fault("not the recovery key of this store")
	ErrNoPaper       = fault("store has no recovery key")
	ErrForeign       = fault("file is not a store of this program")
	ErrUnreadable    = fault("store cannot be opened or read")
	ErrAway          = fault("server that has the store is away")
	ErrRefused       = fault("server that has the store refuses the user")
	ErrAddress       = fault("address of the store cannot be used")
)

// damaged is a row that cannot be read. Lists mark it and go on: the others must
// be usable all the same. Whoever asks for this one gets ErrDamaged, and nothing
// that is derived overwrites it.
func damaged(err error) bool { return err != nil && errors.Is(translate(err), ErrDamaged) }

// translate makes of foreign errors those of this room.
func translate(err error) error {
	var own *Error
	if err == nil || errors.As(err, &own) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	err = database.Translate(err)
	for _, k := range databaseKinds {
		if errors.Is(err, k.err) {
			return fmt.Errorf("%w: %w", k.kind, err)
		}
	}
	return translateSeal(err)
}

// databaseKinds is what the database's errors are for a store.
var databaseKinds = []struct {
	err  error
	kind *Error
}{
	{database.ErrFull, ErrFull},
	{database.ErrReadOnly, ErrReadOnly},
	{database.ErrBusy, ErrBusy},
	{database.ErrDamaged, ErrDamaged},
	{database.ErrNewer, ErrNewer},
	{database.ErrForeign, ErrForeign},
	{database.ErrUnreadable, ErrUnreadable},
	{database.ErrDuplicate, ErrDuplicate},
	{database.ErrAway, ErrAway},
	{database.ErrRefused, ErrRefused},
	{database.ErrAddress, ErrAddress},
}

// translateSeal is what the sealer's errors are for a store.
func translateSeal(err error) error {
	switch {
	case errors.Is(err, seal.ErrWrongPassword):
		return ErrWrongPassword
	case errors.Is(err, seal.ErrDamaged):
		return ErrDamaged
	case errors.Is(err, seal.ErrNewerKey):
		return ErrUnknownUser
	}
	return err
}
