package desk

import (
	"context"

	"github.com/google/uuid"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// SiteData are what the registry stores about the Einrichtung of whoever signs in for it, whose
// Melder_ID and name they come with.
func (e *Entrance) SiteData(ctx context.Context, login, password, code string) (d portal.SiteData, site store.Site, err error) {
	apart := e.Portal.Apart()
	session, err := apart.SignIn(ctx, login, password, code)
	if err != nil {
		return d, site, Failure(err)
	}
	defer e.signOut(apart)
	d, err = apart.Site(ctx, session.MelderID)
	return d, store.Site{MelderID: session.MelderID, Name: session.Einrichtung}, Failure(err)
}

// ChangeSite asks the registry to store other values and gives what is stored till then, for whoever has the role Verwaltung. What the registry finds
// wrong stands in a portal.Error beneath.
func (e *Entrance) ChangeSite(ctx context.Context, login, password, code string, next map[string]string) (made portal.SiteChange, d portal.SiteData, site store.Site, err error) {
	err = e.administer(ctx, login, password, code, func(a *Archive, c *portal.Client, at store.Site) (err error) {
		site = at
		if err := a.vault.May(ctx, rights.EinrichtungGeaendert); err != nil {
			return err
		}
		if made, err = c.ChangeSite(ctx, at.MelderID, uuid.NewString(), next); err != nil {
			return err
		}
		if err := a.vault.Leave(ctx, rights.EinrichtungGeaendert, made.Transaktionsnummer); err != nil {
			return err
		}
		d, err = c.Site(ctx, at.MelderID)
		return err
	})
	return made, d, site, err
}
