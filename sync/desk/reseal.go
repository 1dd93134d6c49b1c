package desk

import (
	"context"
	"errors"
	"time"

	"example.org/meldeportal/sync/store"
)

// resealEvery is how often is looked whether something is to be sealed anew: a
// colleague may have taken somebody's access away, and have left before all was done.
const resealEvery = time.Minute

// reseal has sealed anew what older keys sealed, in the background. What stands in its
// way, as an import or a full disk, is met again later.
func (d *Desk) reseal(ctx context.Context) {
	for {
		_ = d.vault.Reseal(ctx, func(int) {})
		select {
		case <-ctx.Done():
			return
		case <-d.newKey:
		case <-time.After(resealEvery):
		}
	}
}

// Unsealed is how many cases are still to be sealed anew, by whoever does it.
func (d *Desk) Unsealed(ctx context.Context) (int, error) { return told(d.vault.Unsealed(ctx)) }

// Revoke takes somebody's access away. Where she works just now, her program leaves the
// store within the time it looks for changes; what is there is sealed anew in the
// background.
func (d *Desk) Revoke(ctx context.Context, login string) error {
	if err := d.vault.Revoke(ctx, login); err != nil {
		return Failure(err)
	}
	select {
	case d.newKey <- struct{}{}:
	default: // it is at work, and will find it
	}
	return nil
}

// Revoke takes somebody's access away and seals anew what is there; told hears how many
// cases are left. Where ctx ends before, or an import keeps it from its end, whoever
// works in the program goes on: then it is not done.
func (a *Archive) Revoke(ctx context.Context, login string, told func(left int)) (done bool, err error) {
	if err := a.vault.Revoke(ctx, login); err != nil {
		return false, Failure(err)
	}
	err = a.vault.Reseal(ctx, told)
	if errors.Is(err, context.Canceled) || errors.Is(err, store.ErrImporting) {
		return false, nil
	}
	return err == nil, Failure(err)
}
