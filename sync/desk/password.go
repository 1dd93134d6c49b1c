package desk

import (
	"context"
	"errors"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// ChangePassword changes the password of whoever sits here at the portal and in the store,
// in one act: whenever it is cut off, she gets in with the one the portal takes
// (sync/store/password.go). Her session goes on, her others end.
func (d *Desk) ChangePassword(ctx context.Context, old, code, next string) error {
	if err := followsRule(next, d.who.Login, d.who.Name); err != nil {
		return err
	}
	if err := d.vault.ReadyPassword(ctx, old, next); err != nil {
		return oldPassword(err)
	}
	if err := d.portal.change(ctx, d.who.Login, old, code, next); err != nil {
		return notChanged(ctx, d.vault, err)
	}
	return Failure(d.vault.TakePassword(ctx))
}

// ChangePassword does so for whoever is at a terminal without the program.
func (e *Entrance) ChangePassword(ctx context.Context, login, old, code, next string) error {
	if err := followsRule(next, login); err != nil {
		return err
	}
	archive, err := e.Unlock(ctx, login, old)
	if err != nil {
		return err
	}
	d := &Desk{who: answer.Identity{Login: archive.vault.Login()}, vault: archive.vault, portal: portalSide{change: e.Portal.ChangePassword}}
	return errors.Join(d.ChangePassword(ctx, old, code, next), archive.Close())
}

// AdoptPassword has the store take the password that the portal has already: it was
// changed from another place. old is the one that opens the store.
func (e *Entrance) AdoptPassword(ctx context.Context, login, old, code, now string) error {
	who, err := e.confirm(ctx, login, now, code)
	if err != nil {
		return err
	}
	archive, err := e.Unlock(ctx, who.Login, old)
	if err != nil {
		return err
	}
	err = archive.vault.ReadyPassword(ctx, old, now)
	if err == nil {
		err = archive.vault.TakePassword(ctx)
	}
	return errors.Join(Failure(err), archive.Close())
}

func followsRule(password string, names ...string) error {
	if why := portal.PasswordRule(password, names...); why != "" {
		return &answer.Failure{Kind: answer.FailPasswordRule, Detail: why}
	}
	return nil
}

// oldPassword tells a password that is not hers from a store that does not open.
func oldPassword(err error) error {
	if errors.Is(err, store.ErrWrongPassword) {
		return &answer.Failure{Kind: answer.FailPassword, Err: err}
	}
	return Failure(err)
}

// notChanged is why the portal has not changed it. Where that is not known, as when the
// answer was lost, the store goes on to open with both.
func notChanged(ctx context.Context, v *store.Vault, err error) error {
	var p *portal.Error
	if !errors.As(err, &p) {
		return Failure(err)
	}
	switch p.Kind {
	case portal.LoginFailed, portal.Refused, portal.Throttled, portal.Busy, portal.BadAddress, portal.WrongCertificate, portal.OldTLS, portal.PlainHTTP:
		return errors.Join(Failure(err), Failure(v.LeavePassword(ctx)))
	}
	return &answer.Failure{Kind: answer.FailPasswordOpen, Host: p.Host, Err: err}
}
