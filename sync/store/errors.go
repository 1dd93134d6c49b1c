package store

import (
	"context"
	"errors"
	"fmt"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// Error is what went wrong, as far as callers and staff can do something about
// it. It is a sentinel: compare with errors.Is. The German sentence for each is
// the interface's.
type Error struct{ text string }

func (e *Error) Error() string { return e.text }

// The errors of this room.
var (
	ErrUnknownUser   = &Error{"user not admitted to this store"}
	ErrWrongPassword = &Error{"password does not open this store"}
	ErrNotEmpty      = &Error{"store already has a key"}
	ErrStale         = &Error{"somebody else saved in between"}
	ErrMoved         = &Error{"case changed since the draft was judged"}
	ErrNotFound      = &Error{"no such row"}
	ErrDuplicate     = &Error{"id already in use"}
	ErrSettled       = &Error{"delivery already accepted or rejected"}
	ErrSuperseded    = &Error{"not the last version of its report"}
	ErrOtherSent     = &Error{"another draft of the same report was sent"}
	ErrNotNow        = &Error{"delivery is in another state"}
	ErrInUse         = &Error{"case has drafts or deliveries"}
	ErrUnderway      = &Error{"something about the case is on its way"}
	ErrNoSender      = &Error{"sending without anybody is not set up"}
	ErrSending       = &Error{"another program sends for this store"}
	ErrReceipt       = &Error{"receipt does not fit the delivery"}
	ErrFull          = &Error{"no space left for the store"}
	ErrReadOnly      = &Error{"store cannot be written"}
	ErrBusy          = &Error{"store held by another process"}
	ErrImporting     = &Error{"somebody else imports into this store"}
	ErrDamaged       = &Error{"store damaged"}
	ErrNewer         = &Error{"store written by a newer program"}
	ErrOthersIn      = &Error{"tables must change while others work with them"}
	ErrNone          = &Error{"no store here"}
	ErrLost          = &Error{"store made here is gone"}
	ErrKeysLost      = &Error{"store has data and no key"}
	ErrOtherStore    = &Error{"copy of another store"}
	ErrOpen          = &Error{"others have the store open"}
	ErrOtherSite     = &Error{"store belongs to another Einrichtung"}
	ErrNoGrant       = &Error{"no such person is admitted"}
	ErrOwnGrant      = &Error{"nobody takes her own access away"}
	ErrNoRole        = &Error{"act without its role"}
	ErrLastAdmin     = &Error{"somebody has to stay who can change roles"}
	ErrMistyped      = &Error{"mistyped recovery key"}
	ErrNotPaper      = &Error{"not the recovery key of this store"}
	ErrNoPaper       = &Error{"store has no recovery key"}
	ErrForeign       = &Error{"file is not a store of this program"}
	ErrUnreadable    = &Error{"store cannot be opened or read"}
	ErrAway          = &Error{"server that has the store is away"}
	ErrRefused       = &Error{"server that has the store refuses the user"}
	ErrAddress       = &Error{"address of the store cannot be used"}
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
