package desk

import (
	"context"
	"errors"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// Invite asks a colleague in whom the portal knows for this very Einrichtung, with the
// roles she gets. At her first sign-in she sets up a key of her own, and any program of
// somebody with the role Verwaltung lets her in.
func (d *Desk) Invite(ctx context.Context, login string, roles rights.Roles) (answer.Identity, error) {
	who, err := colleague(ctx, d.vault, d.portal.known, login, roles)
	if err != nil {
		return who, err
	}
	return who, Failure(d.vault.Invite(ctx, who.Login, roles))
}

// colleague is whom the portal knows, for somebody who may ask her in.
func colleague(ctx context.Context, v *store.Vault, known func(context.Context, string) (portal.Colleague, error), login string, roles rights.Roles) (answer.Identity, error) {
	if err := v.May(ctx, rights.Eingeladen); err != nil {
		return answer.Identity{}, Failure(err)
	}
	who, err := known(ctx, login)
	return answer.Identity{Login: who.Loginname, Name: who.Name, Roles: roles}, Failure(err)
}

// askAgain is after how long the portal is asked again about a key that was not hers: a
// session must not live on by that.
const askAgain = 20 * time.Minute

// usher lets in who waits, of those that were asked.
type usher struct {
	vault *store.Vault
	known func(context.Context, string) (portal.Colleague, error)
	now   func() time.Time
	asked map[string]time.Time // when the portal was asked about a public half
}

func newUsher(v *store.Vault, known func(context.Context, string) (portal.Colleague, error), now func() time.Time) *usher {
	return &usher{v, known, now, map[string]time.Time{}}
}

// letIn lets in whose key the portal knows as hers, and says who that is: what stands in
// the file alone anybody could have written there who reaches it.
func (u *usher) letIn(ctx context.Context) (let []string, err error) {
	waiting, err := u.vault.Invitations(ctx)
	for _, w := range waiting {
		if at, asked := u.asked[w.Recipient]; asked && u.now().Sub(at) < askAgain {
			continue
		}
		u.asked[w.Recipient] = u.now()
		who, failed := u.known(ctx, w.Login)
		if failed == nil && who.Schluessel == portal.KeyName(w.Recipient) {
			failed = u.vault.LetIn(ctx, w.Login, w.Recipient)
			if failed == nil {
				let = append(let, w.Login)
			}
		}
		err = errors.Join(err, failed)
	}
	return let, Failure(err)
}

// Invite does what Desk.Invite does for whoever signs in for it, and lets in who waits
// already; in says that the person is.
func (e *Entrance) Invite(ctx context.Context, login, password, code, person string, roles rights.Roles) (who answer.Identity, in bool, err error) {
	apart := e.Portal.Apart()
	session, err := apart.SignIn(ctx, login, password, code)
	if err != nil {
		return who, false, Failure(err)
	}
	defer e.signOut(apart)
	archive, err := e.enter(ctx, e.Existing, store.Site{MelderID: session.MelderID, Name: session.Einrichtung}, login, password, func(answer.Update) {})
	if err != nil {
		return who, false, err
	}
	who, err = colleague(ctx, archive.vault, apart.Colleague, person, roles)
	if err == nil {
		err = archive.Invite(ctx, who.Login, roles)
	}
	if err == nil {
		var let []string
		let, err = newUsher(archive.vault, apart.Colleague, e.Now).letIn(ctx)
		for _, login := range let {
			in = in || login == who.Login
		}
	}
	return who, in, errors.Join(err, archive.Close())
}

// lookEvery is how often is looked whether somebody was let in who waits for it.
const lookEvery = 200 * time.Millisecond

// present leaves a key of her own for whom somebody has asked in, and waits a little
// while for a colleague's program to let her in; refused is why she could not enter.
func (e *Entrance) present(ctx context.Context, site store.Site, login, password string, told func(answer.Update), refused error) (*Archive, error) {
	s, err := e.Open(ctx, nil)
	if err != nil {
		return nil, e.failed(err)
	}
	in, err := e.ushered(ctx, s, site, login, password)
	err = errors.Join(err, s.Close())
	switch {
	case errors.Is(err, store.ErrUnknownUser):
		return nil, refused
	case err != nil:
		return nil, e.failed(err)
	case !in:
		return nil, &answer.Failure{Kind: answer.FailWaits}
	}
	return e.Enter(ctx, site, login, password, told)
}

func (e *Entrance) ushered(ctx context.Context, s *store.Store, site store.Site, login, password string) (in bool, err error) {
	recipient, err := s.Present(ctx, site, login, password, func(recipient string) error { return e.Portal.NameOwnKey(ctx, portal.KeyName(recipient)) })
	if err != nil {
		return false, err
	}
	e.Log.Info("key left, waits to be let in")
	for end := e.Now().Add(e.LetIn); ; {
		if in, err = s.Holds(ctx, recipient); in || err != nil || !e.Now().Before(end) {
			return in, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(lookEvery):
		}
	}
}

// unknownHere reports that the store does not open for somebody the portal confirms:
// nobody let her in, or her password was another one then.
func unknownHere(err error) bool {
	var f *answer.Failure
	return errors.As(err, &f) && (f.Kind == answer.FailNotAdmitted || f.Kind == answer.FailStoreLocked)
}
