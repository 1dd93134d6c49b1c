package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
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
	now    func() time.Time
	log    *slog.Logger
	rules  rule.Config
}

// Enrol asks the portal for the second factor to be set up. That the
// credentials are wrong is not told here but after the code (hessen.md 4.1 e).
func (g *gate) Enrol(ctx context.Context, login, password string) (*tui.Enrolment, error) {
	e, err := g.client.Activate(ctx, login, password)
	var p *portal.Error
	if errors.As(err, &p) && p.Kind == portal.LoginFailed {
		return nil, nil
	}
	if err != nil {
		return nil, failure(err)
	}
	g.log.Info("enrolment shown")
	return &tui.Enrolment{URI: string(e.URI), Secret: string(e.Secret)}, nil
}

// SignIn opens the session, then the local store with the same password.
func (g *gate) SignIn(ctx context.Context, login, password, code string) (tui.Desk, error) {
	session, err := g.client.SignIn(ctx, login, password, code)
	if err != nil {
		return nil, failure(err)
	}
	vault, closeStore, err := g.unlock(ctx, login, password)
	if err != nil {
		g.endSession()
		return nil, failure(err)
	}
	g.log.Info("signed in")
	d := &desk{
		who:   tui.Identity{Login: login, Name: session.Name, Einrichtung: session.Einrichtung, MelderID: session.MelderID},
		vault: vault, now: g.now, sender: g.sender(session),
		extend: func(ctx context.Context) { g.client.Extend(ctx) },
		leave: func() error {
			g.endSession()
			return closeStore()
		},
	}
	return openDesk(d, g.client, g.log), nil
}

// unlock opens the store; the first person ever makes its key.
func (g *gate) unlock(ctx context.Context, login, password string) (*store.Vault, func() error, error) {
	s, err := g.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	users, err := s.Users(ctx)
	var vault *store.Vault
	switch {
	case err != nil:
	case len(users) == 0:
		vault, err = s.Create(ctx, login, password)
	default:
		vault, err = s.Unlock(ctx, login, password)
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("unlock: %w", err), s.Close())
	}
	return vault, s.Close, nil
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
func (g *gate) endSession() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if g.client.SignOut(ctx) != nil {
		g.log.Warn("sign-out not confirmed by the portal")
	}
}

// RequestReset asks the Vertrauensstelle for a new second factor.
func (g *gate) RequestReset(ctx context.Context, login, password string) error {
	return failure(g.client.RequestReset(ctx, login, password))
}
