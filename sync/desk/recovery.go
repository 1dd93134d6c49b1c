package desk

import (
	"context"
	"errors"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/store"
)

// Confirmed opens the store for somebody whom the portal has confirmed just now, with a
// one-time code: for what a password alone is not enough for.
func (e *Entrance) Confirmed(ctx context.Context, login, password, code string) (*Archive, error) {
	who, err := e.confirm(ctx, login, password, code)
	if err != nil {
		return nil, err
	}
	return e.enter(ctx, e.Existing, siteOf(who), who.Login, password, func(answer.Update) {})
}

// NewPaper makes the recovery key and returns what is to be printed; the one before opens
// nothing any more.
func (a *Archive) NewPaper(ctx context.Context) (string, error) { return told(a.vault.NewPaper(ctx)) }

// Paper is the recovery key that was made with the store as she came in, once.
func (d *Desk) Paper() string { return d.vault.Paper() }

// Older is how many lines of the audit are missing since somebody sat here last, 0 = none:
// somebody has put an older file in the place of the store.
func (d *Desk) Older() int64 { return d.vault.Older(d.life) }

// Recover lets a person in by the recovery key, once the portal has confirmed her.
func (e *Entrance) Recover(ctx context.Context, paper, login, password, code string) (answer.Identity, error) {
	who, err := e.confirm(ctx, login, password, code)
	if err != nil {
		return who, err
	}
	s, err := e.Existing(ctx, nil)
	if err != nil {
		return who, e.failed(err)
	}
	err = s.Recover(ctx, siteOf(who), paper, who.Login, password)
	if err != nil {
		err = e.notEntered(ctx, s, siteOf(who), err)
	}
	return who, errors.Join(err, s.Close())
}

func siteOf(who answer.Identity) store.Site {
	return store.Site{MelderID: who.MelderID, Name: who.Einrichtung}
}
