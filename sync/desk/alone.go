package desk

import (
	"context"
	"errors"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/store"
)

// Alone opens the workplace with the password where the portal cannot be asked: for whom
// it let in from here within the time the configuration allows. What she completes waits;
// SignInAgain opens a session as soon as the portal is back. told is that of Enter.
func (e *Entrance) Alone(ctx context.Context, login, password string, told func(left int)) (*Desk, error) {
	if e.Offline == 0 {
		return nil, &answer.Failure{Kind: answer.FailOnlineOnly}
	}
	s, err := e.Existing(ctx)
	if err != nil {
		return nil, e.failed(err)
	}
	vault, was, err := e.known(ctx, s, login, password, told)
	if err != nil {
		return nil, errors.Join(e.failed(err), s.Close())
	}
	e.Log.Info("let in without the portal", "confirmed", was.At.UTC().Format(time.RFC3339))
	session := was.session()
	edition := dataset.Choose(e.Rules.Edition, session.Editions)
	d := e.workplace(&Archive{vault, s.Close}, session, edition)
	d.alone.Store(true)
	return d.start(e.Portal, e.Log), nil
}

// known opens the store for a person whom the portal confirmed not too long ago.
func (e *Entrance) known(ctx context.Context, s *store.Store, login, password string, told func(left int)) (*store.Vault, confirmed, error) {
	vault, err := s.Unlock(ctx, login, password)
	if err != nil {
		return nil, confirmed{}, err
	}
	was, err := lastConfirmed(ctx, vault)
	if err == nil {
		err = was.refused(e.Now(), e.Offline)
	}
	if err == nil {
		err = vault.BringOver(ctx, told)
	}
	return vault, was, err
}
