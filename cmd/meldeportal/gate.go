package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui"
)

// gate plugs the portal's client and the local store into tui.Gate.
type gate struct {
	client *portal.Client
	open   func(context.Context) (*store.Store, error)
	folder string // where the store is, for those who have to look after it
	now    func() time.Time
	log    *slog.Logger
	rules  rule.Config
}

// Enrol asks the portal for the second factor to be set up. That the
// credentials are wrong is not told here but after the code (hessen.md 4.1 e).
func (g *gate) Enrol(ctx context.Context, login, password string) (*answer.Enrolment, error) {
	e, err := g.client.Activate(ctx, login, password)
	var p *portal.Error
	if errors.As(err, &p) && p.Kind == portal.LoginFailed {
		return nil, nil
	}
	if err != nil {
		return nil, failure(err)
	}
	g.log.Info("enrolment shown")
	return &answer.Enrolment{URI: string(e.URI), Secret: string(e.Secret)}, nil
}

// SignIn opens the session, then the local store with the same password.
func (g *gate) SignIn(ctx context.Context, login, password, code string) (*tui.Desk, error) {
	session, err := g.client.SignIn(ctx, login, password, code)
	if err != nil {
		return nil, failure(err)
	}
	vault, closeStore, err := g.enter(ctx, session, login, password)
	if err != nil {
		g.endSession()
		return nil, err
	}
	g.log.Info("signed in")
	d := &desk{
		who:   answer.Identity{Login: vault.Login(), Name: session.Name, Einrichtung: session.Einrichtung, MelderID: session.MelderID},
		vault: vault, now: g.now, sender: g.sender(session), confirm: g.confirm,
		extend: func(ctx context.Context) error {
			_, err := g.client.Extend(ctx)
			return err
		},
		leave: func() error {
			g.endSession()
			return closeStore()
		},
	}
	return plugged(openDesk(d, g.client, g.log)), nil
}

// plugged is the desk as the screens ask it: one value behind every noun.
func plugged(d *desk) *tui.Desk {
	return &tui.Desk{People: d, Drafts: d, Reports: d, Sent: d, Tasks: d, Memory: d, Files: d, Station: d}
}

// enter opens the store for whom the portal has confirmed; the first person ever
// makes its key. Nothing is read or sent for people of another Einrichtung.
func (g *gate) enter(ctx context.Context, session portal.Session, login, password string) (*store.Vault, func() error, error) {
	s, err := g.open(ctx)
	if err != nil {
		return nil, nil, g.failed(err)
	}
	vault, err := s.Enter(ctx, store.Site{MelderID: session.MelderID, Name: session.Einrichtung}, login, password)
	if err != nil {
		err = g.notEntered(ctx, s, session, err)
		return nil, nil, errors.Join(err, s.Close())
	}
	return vault, s.Close, nil
}

// notEntered says whose store it is where that is why.
func (g *gate) notEntered(ctx context.Context, s *store.Store, session portal.Session, err error) error {
	if !errors.Is(err, store.ErrOtherSite) {
		return g.failed(err)
	}
	g.log.Warn("sign-in for another site refused", "site", session.MelderID)
	site, _ := s.Site(ctx) // without it the sentence names no name
	return &answer.Failure{Kind: answer.FailOtherSite, Detail: site.Name, Err: err}
}

// unlock opens the store with a password alone.
func (g *gate) unlock(ctx context.Context, login, password string) (*store.Vault, func() error, error) {
	s, err := g.open(ctx)
	if err != nil {
		return nil, nil, g.failed(err)
	}
	vault, err := s.Unlock(ctx, login, password)
	if err != nil {
		return nil, nil, errors.Join(g.failed(err), s.Close())
	}
	return vault, s.Close, nil
}

// failed is failure with the folder of a store that somebody has to put back.
func (g *gate) failed(err error) error {
	err = failure(err)
	var f *answer.Failure
	if errors.As(err, &f) && (f.Kind == answer.FailStoreLost || f.Kind == answer.FailKeysLost) {
		f.Detail = g.folder
	}
	return err
}

// confirm asks the portal who somebody is, by a session that ends at once and is
// not that of the person who works here.
func (g *gate) confirm(ctx context.Context, login, password, code string) (answer.Identity, error) {
	apart := g.client.Apart()
	session, err := apart.SignIn(ctx, login, password, code)
	if err != nil {
		return answer.Identity{}, failure(err)
	}
	g.signOut(apart)
	return answer.Identity{Login: portal.FoldLogin(login), Name: session.Name, Einrichtung: session.Einrichtung, MelderID: session.MelderID}, nil
}

func (g *gate) sender(s portal.Session) outbox.Sender {
	return outbox.Sender{
		Absender: model.Absender{AbsenderID: model.Text(s.AbsenderID), SoftwareID: softwareID, SoftwareVersion: model.Text(version),
			Bezeichnung: model.Text(s.Einrichtung)},
		Melder: model.Melder{ID: model.Text(s.MelderID), KHAbtStationPraxis: model.Text(s.Einrichtung)},
		Rules:  g.rules,
		Unread: forms.Unread,
	}
}

// endSession signs out as far as the portal can be reached; the token is
// forgotten in any case.
func (g *gate) endSession() { g.signOut(g.client) }

func (g *gate) signOut(c *portal.Client) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if c.SignOut(ctx) != nil {
		g.log.Warn("sign-out not confirmed by the portal")
	}
}

// RequestReset asks the Vertrauensstelle for a new second factor.
func (g *gate) RequestReset(ctx context.Context, login, password string) error {
	return failure(g.client.RequestReset(ctx, login, password))
}
