package desk

import (
	"context"
	"errors"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// codeAfter is how long after a sign-in the password alone opens a locked workplace with
// its session (NIST SP 800-63B, 4.2.3: both factors again after 12 h).
const codeAfter = 12 * time.Hour

// Alone opens the workplace with the password, without asking the portal: in the place of
// one that was locked, with the session it left, or, left being nil, where the portal is
// away, for whom it let in from here within the time the configuration allows. Without a
// session what she completes waits; SignInAgain opens one. told is that of Enter.
func (e *Entrance) Alone(ctx context.Context, login, password string, left []byte, told func(answer.Update)) (*Desk, error) {
	if e.Offline == 0 && left == nil {
		return nil, &answer.Failure{Kind: answer.FailOnlineOnly}
	}
	s, err := e.Existing(ctx, copying(told))
	if err != nil {
		return nil, e.failed(err)
	}
	vault, was, err := e.known(ctx, s, login, password, told)
	if err != nil {
		return nil, errors.Join(e.failed(err), s.Close())
	}
	session := was.session()
	d := e.workplace(&Archive{vault: vault, close: s.Close}, session, dataset.Choose(e.Rules.Edition, session.Editions))
	e.believe()
	d.alone.Store(!e.resumed(vault, &was, left))
	e.Log.Info("let in by password", "confirmed", was.At.UTC().Format(time.RFC3339), "session", !d.alone.Load())
	return d.start(e.Portal, e.Log), nil
}

// known opens the store for a person whom the portal confirmed not too long ago.
func (e *Entrance) known(ctx context.Context, s *store.Store, login, password string, told func(answer.Update)) (*store.Vault, confirmed, error) {
	vault, err := s.Unlock(ctx, login, password)
	if err != nil {
		return nil, confirmed{}, err
	}
	was, err := lastConfirmed(ctx, vault)
	if err == nil {
		err = was.refused(e.Now(), max(e.Offline, codeAfter))
	}
	if err == nil {
		err = vault.BringOver(ctx, bringing(told))
	}
	return vault, was, err
}

// resumed goes on with the session that a locked workplace left, and reports whether it
// did.
func (e *Entrance) resumed(v *store.Vault, was *confirmed, left []byte) bool {
	if left == nil || e.Now().Sub(was.At) > codeAfter {
		return false
	}
	session, err := v.Handed(left)
	if err != nil {
		return false
	}
	e.Portal.Resume(portal.Hidden(session))
	return true
}
