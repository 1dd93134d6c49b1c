package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/store"
)

// Archive is the store of a site alone, without the portal: what is taken in from
// files and what leaves as files, and who is let in.
type Archive struct {
	vault   *store.Vault
	close   func() error
	genuine func(*model.Receipt) model.Echtheit // what a receipt's signature is worth; nil = nobody asks
}

// Unlock opens the store with a password alone.
func (e *Entrance) Unlock(ctx context.Context, login, password string) (*Archive, error) {
	s, err := e.Existing(ctx, nil)
	if err != nil {
		return nil, e.failed(err)
	}
	vault, err := s.Unlock(ctx, login, password)
	if err != nil {
		return nil, errors.Join(e.failed(err), s.Close())
	}
	return &Archive{vault, s.Close, e.genuine()}, nil
}

// Look says what keeps a store from being opened at a place; it makes nothing.
func (e *Entrance) Look(ctx context.Context, place string, o store.Options) error {
	return e.failed(store.Look(ctx, place, o))
}

// Import stores people with their reports, all or none of them; progress hears how
// far it is. One that was killed is gone on with by the same files.
func (a *Archive) Import(ctx context.Context, in *Intake, now time.Time, progress func(store.Imported)) (store.Imported, error) {
	return told(a.vault.Import(ctx, in.people(now), store.Importing{Mark: in.mark(), Told: progress}))
}

// Take stores people as they are, all or none of them.
func (a *Archive) Take(ctx context.Context, people []store.Import) (store.Imported, error) {
	return told(a.vault.Import(ctx, store.These(people), store.Importing{}))
}

// Empty reports whether nobody is stored.
func (a *Archive) Empty(ctx context.Context) (bool, error) {
	empty := true
	err := a.vault.Cases(ctx, func([]model.Case) error { empty = false; return nil })
	return empty, Failure(err)
}

// Invite asks somebody in of whom is known who she is: Desk.Invite asks the portal.
func (a *Archive) Invite(ctx context.Context, login string, roles rights.Roles) error {
	return Failure(a.vault.Invite(ctx, login, roles))
}

// LetIn lets her in by the public half that is known to be hers.
func (a *Archive) LetIn(ctx context.Context, login, recipient string) error {
	return Failure(a.vault.LetIn(ctx, login, recipient))
}

// Grants are all who may open the store.
func (a *Archive) Grants(ctx context.Context) ([]answer.Grant, error) { return grants(ctx, a.vault) }

// Audit hands over what was done here, the first act in front, and says where lines are
// missing. That somebody has read it is the last line of it.
func (a *Archive) Audit(ctx context.Context, f func(store.Line)) ([]store.Broken, error) {
	if err := a.vault.Leave(ctx, rights.ProtokollGelesen, ""); err != nil {
		return nil, Failure(err)
	}
	return told(a.vault.Audit(ctx, f))
}

// Receipts are all that are kept, in the order of the portal's log, each with what its signature is
// worth. That somebody has read them is written down as it is of the audit.
func (a *Archive) Receipts(ctx context.Context) (all []model.Receipt, err error) {
	if err := a.vault.Leave(ctx, rights.ProtokollGelesen, ""); err != nil {
		return nil, Failure(err)
	}
	err = a.vault.Receipts(ctx, func(r *model.Receipt) {
		r.Echtheit = a.genuine(r)
		all = append(all, *r)
	})
	slices.SortFunc(all, func(a, b model.Receipt) int {
		return cmp.Or(cmp.Compare(a.LogIndex, b.LogIndex), cmp.Compare(a.Transaktionsnummer, b.Transaktionsnummer))
	})
	return all, Failure(err)
}

// Forget deletes everything about a person from the store, by her Patient_ID.
func (a *Archive) Forget(ctx context.Context, number string, why model.Loeschgrund) error {
	c, err := a.vault.Numbered(ctx, number)
	if err != nil {
		return Failure(err)
	}
	return a.ForgetCase(ctx, c.ID, why)
}

// ForgetCase is Forget by the id of the record.
func (a *Archive) ForgetCase(ctx context.Context, id string, why model.Loeschgrund) error {
	return Failure(a.vault.Forget(ctx, id, why))
}

// Expired are the records about which nothing has happened since a time, the longest
// unchanged in front.
func (a *Archive) Expired(ctx context.Context, since time.Time) ([]model.Expired, error) {
	return told(a.vault.Expired(ctx, since))
}

// Forgotten is what is left of those the store has forgotten.
func (a *Archive) Forgotten(ctx context.Context) ([]model.Forgotten, error) {
	return told(a.vault.Forgotten(ctx))
}

// SetRoles gives somebody who may open the store other roles.
func (a *Archive) SetRoles(ctx context.Context, login string, r rights.Roles) error {
	return Failure(a.vault.SetRoles(ctx, login, r))
}

// Close closes the store.
func (a *Archive) Close() error { return Failure(a.close()) }
