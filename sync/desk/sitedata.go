package desk

import (
	"context"
	"errors"
	"maps"
	"sync"

	"github.com/google/uuid"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// accountCalls are what the portal is asked about a person and her Einrichtung.
type accountCalls interface {
	Sessions(ctx context.Context) ([]portal.OpenSession, error)
	EndSession(ctx context.Context, id string) error
	Site(ctx context.Context, melderID string) (portal.SiteData, error)
	ChangeSite(ctx context.Context, melderID, tnr string, next map[string]string) (portal.SiteChange, error)
}

// asked is the last change that was asked for. As long as nobody knows whether the portal
// has it, the same one is asked for under the same number.
type asked struct {
	mu     sync.Mutex
	number string
	next   einrichtung.Daten
}

// numberOf is the number of a change.
func (a *asked) numberOf(next einrichtung.Daten) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.number == "" || !maps.Equal(a.next, next) {
		a.number, a.next = uuid.NewString(), maps.Clone(next)
	}
	return a.number
}

// answered forgets it: the portal has said something about it.
func (a *asked) answered() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.number, a.next = "", nil
}

// Site is what the registry stores about the Einrichtung of whoever sits here.
func (d *Desk) Site(ctx context.Context) (einrichtung.Stand, error) {
	return told(standOf(ctx, d.portal.account, store.Site{MelderID: d.who.MelderID, Name: d.who.Einrichtung}))
}

// ChangeSite asks the registry to store other values, for whoever has the role Verwaltung.
// Where they say where money goes, the portal wants her password and a fresh code, else both
// are "".
func (d *Desk) ChangeSite(ctx context.Context, next einrichtung.Daten, password, code string) (made einrichtung.Aenderung, err error) {
	if err := d.vault.May(ctx, rights.EinrichtungGeaendert); err != nil {
		return made, Failure(err)
	}
	ask := func(at accountCalls) (err error) {
		made, err = changeSite(ctx, d.vault, at, d.who.MelderID, d.asked.numberOf(next), next)
		return err
	}
	if next.Geld() {
		err = d.portal.apart(ctx, d.who, password, code, ask)
	} else {
		err = ask(d.portal.account)
	}
	if final(err) {
		d.asked.answered()
	}
	if err == nil && next.Geld() {
		d.fresh.given(d.now())
	}
	return made, refusedSite(err)
}

// final reports that the portal has said yes or no.
func final(err error) bool {
	var p *portal.Error
	return err == nil || errors.As(err, &p) && p.Kind == portal.Refused
}

// SaveSheet writes a sheet about the Einrichtung where a person asked for it. Nothing about a
// patient is in it.
func (d *Desk) SaveSheet(ctx context.Context, path, sheet string) (string, error) {
	if err := d.vault.Leave(ctx, rights.FormularGeschrieben, ""); err != nil {
		return "", Failure(err)
	}
	return WriteFile(path, []byte(sheet))
}

// SiteData are what the registry stores about the Einrichtung of whoever signs in for it.
func (e *Entrance) SiteData(ctx context.Context, login, password, code string) (s einrichtung.Stand, err error) {
	apart := e.Portal.Apart()
	session, err := apart.SignIn(ctx, login, password, code)
	if err != nil {
		return s, Failure(err)
	}
	defer e.signOut(apart)
	return told(standOf(ctx, apart, store.Site{MelderID: session.MelderID, Name: session.Einrichtung}))
}

// ChangeSite asks the registry to store other values and gives what is stored till then, for whoever has the role Verwaltung.
func (e *Entrance) ChangeSite(ctx context.Context, login, password, code string, next einrichtung.Daten) (made einrichtung.Aenderung, s einrichtung.Stand, err error) {
	err = e.administer(ctx, login, password, code, func(a *Archive, c *portal.Client, at store.Site) (err error) {
		if err := a.vault.May(ctx, rights.EinrichtungGeaendert); err != nil {
			return err
		}
		if made, err = changeSite(ctx, a.vault, c, at.MelderID, uuid.NewString(), next); err == nil {
			s, err = standOf(ctx, c, at)
		}
		return err
	})
	return made, s, refusedSite(err)
}

// changeSite asks for a change, and writes down that somebody did.
func changeSite(ctx context.Context, vault *store.Vault, at accountCalls, melderID, number string, next einrichtung.Daten) (einrichtung.Aenderung, error) {
	made, err := at.ChangeSite(ctx, melderID, number, next)
	if err == nil {
		err = vault.Leave(ctx, rights.EinrichtungGeaendert, number)
	}
	return changeOf(&made), err
}

func standOf(ctx context.Context, at accountCalls, site store.Site) (einrichtung.Stand, error) {
	d, err := at.Site(ctx, site.MelderID)
	s := einrichtung.Stand{MelderID: site.MelderID, Name: site.Name, Daten: d.Daten}
	for i := range d.Aenderungen {
		s.Aenderungen = append(s.Aenderungen, changeOf(&d.Aenderungen[i]))
	}
	for _, t := range d.Schulungen {
		s.Schulungen = append(s.Schulungen, einrichtung.Schulung(t))
	}
	return s, err
}

func changeOf(c *portal.SiteChange) einrichtung.Aenderung {
	a := einrichtung.Aenderung{Nummer: c.Transaktionsnummer, Am: c.BeantragtAm, Von: c.Von, Stand: string(c.Stand), Text: c.Text, Alt: c.Alt, Neu: c.Neu}
	if c.EntschiedenAm != nil {
		a.EntschiedenAm = *c.EntschiedenAm
	}
	return a
}

// refusedSite is Failure with what the portal finds wrong, Angabe by Angabe.
func refusedSite(err error) error {
	var p *portal.Error
	if !errors.As(err, &p) || len(p.Findings) == 0 {
		return Failure(err)
	}
	said := p.Title
	for _, found := range p.Findings {
		name := found.Field
		if a, known := einrichtung.Find(name); known {
			name = a.Name
		}
		if name != "" {
			name += ": "
		}
		said += " " + name + found.Text
	}
	return &answer.Failure{Kind: answer.FailRefused, Host: p.Host, Detail: said + " Nichts wurde beantragt.", Err: err}
}
