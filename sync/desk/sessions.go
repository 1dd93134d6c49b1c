package desk

import (
	"context"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/portal"
)

// OwnSessions are the sessions whoever sits here has open at the portal, the newest first,
// with the one she works in.
func (d *Desk) OwnSessions(ctx context.Context) ([]answer.OpenSession, error) {
	return told(sessionsOf(ctx, d.portal.account))
}

// EndSession ends one of them, and writes down that she did.
func (d *Desk) EndSession(ctx context.Context, id string) error {
	err := d.portal.account.EndSession(ctx, id)
	if err == nil {
		err = d.vault.Leave(ctx, rights.SitzungBeendet, id)
	}
	return Failure(err)
}

func sessionsOf(ctx context.Context, at accountCalls) (all []answer.OpenSession, err error) {
	open, err := at.Sessions(ctx)
	for _, s := range open {
		all = append(all, answer.OpenSession(s))
	}
	return all, err
}

// Sessions are the sessions an account has open at the portal, the newest first: the person's
// own look at where she is signed in. The one that asks is none of them. The store is not
// opened.
func (e *Entrance) Sessions(ctx context.Context, login, password, code string) (open []answer.OpenSession, err error) {
	err = e.asking(ctx, login, password, code, func(c *portal.Client) error {
		open, err = othersOf(ctx, c)
		return err
	})
	return open, err
}

// EndSessions ends those of them that which says, and tells how many there were.
func (e *Entrance) EndSessions(ctx context.Context, login, password, code string, which func(*answer.OpenSession) bool) (ended int, err error) {
	err = e.asking(ctx, login, password, code, func(c *portal.Client) error {
		open, err := othersOf(ctx, c)
		for i := range open {
			if err == nil && which(&open[i]) {
				if err = c.EndSession(ctx, open[i].ID); err == nil {
					ended++
				}
			}
		}
		return err
	})
	return ended, err
}

// asking does something with a session of its own, which ends with it.
func (e *Entrance) asking(ctx context.Context, login, password, code string, do func(*portal.Client) error) error {
	apart := e.Portal.Apart()
	if _, err := apart.SignIn(ctx, login, password, code); err != nil {
		return Failure(err)
	}
	defer e.signOut(apart)
	return Failure(do(apart))
}

func othersOf(ctx context.Context, c *portal.Client) (others []answer.OpenSession, err error) {
	open, err := sessionsOf(ctx, c)
	for i := range open {
		if !open[i].Eigene {
			others = append(others, open[i])
		}
	}
	return others, err
}
