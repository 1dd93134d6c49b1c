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
// background. Her sessions at the portal end, and so do the tokens she made for sending while
// nobody is signed in.
func (d *Desk) Revoke(ctx context.Context, login string) (r answer.Revoked, err error) {
	if err := d.vault.Revoke(ctx, login); err != nil {
		return r, Failure(err)
	}
	if d.portal.endAll != nil {
		r = endThere(ctx, d.vault, d.portal.endAll, login)
	}
	select {
	case d.newKey <- struct{}{}:
	default: // it is at work, and will find it
	}
	return r, nil
}

// therePatience is how long somebody waits for the portal when she takes an access away.
const therePatience = 5 * time.Second

// endThere ends what somebody may at the portal, the token of this store among it.
func endThere(ctx context.Context, v *store.Vault, end func(ctx context.Context, login string) ([]string, error), login string) (r answer.Revoked) {
	ctx, cancel := context.WithTimeout(ctx, therePatience)
	defer cancel()
	ended, err := end(ctx, portal.FoldLogin(login))
	r = answer.Revoked{Asked: err == nil, Ended: len(ended)}
	own, _, none := v.SenderID(ctx)
	if none != nil || !slices.Contains(ended, own) {
		return r
	}
	if _, err := v.EndSender(ctx); err == nil {
		_ = os.Remove(v.SenderFile()) // it opens nothing any more
	}
	return r
}

// endAllOf ends the sessions of somebody of the site and the site tokens that she made, which it
// names. Whom the portal does not know any more has none.
func endAllOf(c *portal.Client) func(ctx context.Context, login string) (ended []string, err error) {
	return func(ctx context.Context, login string) (ended []string, err error) {
		var p *portal.Error
		if err := c.EndSessionsOf(ctx, login); err != nil && !(errors.As(err, &p) && p.Code == portal.CodeUnknownPerson) {
			return nil, err
		}
		all, err := c.SiteTokens(ctx)
		for _, t := range all {
			if err == nil && portal.FoldLogin(t.Von) == login {
				if err = c.EndSiteToken(ctx, t.ID); err == nil {
					ended = append(ended, t.ID)
				}
			}
		}
		return ended, err
	}
}

// Revoke takes somebody's access away, here and at the portal, for whoever signs in for it; told is
// that of Archive.Revoke.
func (e *Entrance) Revoke(ctx context.Context, login, password, code, whom string, told func(left int)) (r answer.Revoked, done bool, err error) {
	err = e.administer(ctx, login, password, code, func(a *Archive, c *portal.Client, _ store.Site) (err error) {
		if err := a.vault.Revoke(ctx, whom); err != nil {
			return err
		}
		r = endThere(ctx, a.vault, endAllOf(c), whom)
		done, err = a.reseal(ctx, told)
		return err
	})
	return r, done, err
}

// Revoke takes somebody's access away and seals anew what is there; told hears how many
// cases are left. Where ctx ends before, or an import keeps it from its end, whoever
// works in the program goes on: then it is not done. The portal does not hear of it.
func (a *Archive) Revoke(ctx context.Context, login string, told func(left int)) (done bool, err error) {
	if err := a.vault.Revoke(ctx, login); err != nil {
		return false, Failure(err)
	}
	return a.reseal(ctx, told)
}

func (a *Archive) reseal(ctx context.Context, told func(left int)) (done bool, err error) {
	err = a.vault.Reseal(ctx, told)
	if errors.Is(err, context.Canceled) || errors.Is(err, store.ErrImporting) {
		return false, nil
	}
	return err == nil, Failure(err)
}
