package desk

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/portal"
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
// background. The tokens she made for sending while nobody is signed in end at the portal.
func (d *Desk) Revoke(ctx context.Context, login string) (r answer.Revoked, err error) {
	if err := d.vault.Revoke(ctx, login); err != nil {
		return r, Failure(err)
	}
	if d.portal.tokens != nil {
		r = d.endTokens(ctx, login)
	}
	select {
	case d.newKey <- struct{}{}:
	default: // it is at work, and will find it
	}
	return r, nil
}

// tokensPatience is how long somebody waits for the portal when she takes an access away.
const tokensPatience = 5 * time.Second

// endTokens ends somebody's tokens, that of this store among them.
func (d *Desk) endTokens(ctx context.Context, login string) (r answer.Revoked) {
	ctx, cancel := context.WithTimeout(ctx, tokensPatience)
	defer cancel()
	ended, err := d.portal.tokens(ctx, portal.FoldLogin(login))
	r = answer.Revoked{Asked: err == nil, Ended: len(ended)}
	own, _, none := d.vault.SenderID(ctx)
	if none != nil || !slices.Contains(ended, own) {
		return r
	}
	if _, err := d.vault.EndSender(ctx); err == nil {
		_ = os.Remove(d.vault.SenderFile()) // it opens nothing any more
	}
	return r
}

// endTokensOf ends the tokens that somebody of the site made, and names them.
func (e *Entrance) endTokensOf(ctx context.Context, login string) (ended []string, err error) {
	all, err := e.Portal.SiteTokens(ctx)
	for _, t := range all {
		if err == nil && portal.FoldLogin(t.Von) == login {
			if err = e.Portal.EndSiteToken(ctx, t.ID); err == nil {
				ended = append(ended, t.ID)
			}
		}
	}
	return ended, err
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
