package desk

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// Opening opens the store. copied hears how far the copy is that is made of it before an
// update of the program changes it; nil = nobody.
type Opening func(ctx context.Context, copied func(percent int)) (*store.Store, error)

// Entrance lets people in: at the portal, then into the local store with the same
// password.
type Entrance struct {
	Portal   *portal.Client
	Open     Opening        // makes one where there is none: only who was confirmed gets there
	Existing Opening        // makes none
	Offline  time.Duration  // how long the portal's word about a person counts without it; 0 = not at all
	LetIn    time.Duration  // how long whoever was asked in waits for a colleague's program to let her in
	Register string         // fingerprint of the root key of the registry's offices; "" = none was compared
	Folder   string         // where the store is, for those who have to look after it
	Software model.Absender // what the documents say of the program
	Rules    rule.Config    // its edition is what is written whatever the portal names; 0 = what the portal names
	Now      func() time.Time
	Log      *slog.Logger

	// Unread says what the memory of a draft's form holds that went into no field
	// of the report; nil = nothing ever does.
	Unread func(memory []byte) map[string]string
}

// Enrol asks the portal for the second factor to be set up. That the
// credentials are wrong is not told here but after the code (hessen.md 4.1 e).
func (e *Entrance) Enrol(ctx context.Context, login, password string) (*answer.Enrolment, error) {
	factor, err := e.Portal.Activate(ctx, login, password)
	var p *portal.Error
	if errors.As(err, &p) && p.Kind == portal.LoginFailed {
		return nil, nil
	}
	if err != nil {
		return nil, Failure(err)
	}
	e.Log.Info("enrolment shown")
	return &answer.Enrolment{URI: string(factor.URI), Secret: string(factor.Secret)}, nil
}

// SignIn opens the session, then the local store with the same password. told is that of
// Enter.
func (e *Entrance) SignIn(ctx context.Context, login, password, code string, told func(answer.Update)) (*Desk, error) {
	session, err := e.Portal.SignIn(ctx, login, password, code)
	if err != nil {
		return nil, Failure(err)
	}
	if err := e.keepKeys(ctx); err != nil {
		e.signOut(e.Portal)
		return nil, err
	}
	site := store.Site{MelderID: session.MelderID, Name: session.Einrichtung}
	archive, err := e.Enter(ctx, site, login, password, told)
	if unknownHere(err) {
		archive, err = e.present(ctx, site, login, password, told, err)
	}
	if err != nil {
		e.signOut(e.Portal)
		return nil, err
	}
	edition := dataset.Choose(e.Rules.Edition, session.Editions)
	e.Log.Info("signed in", "edition", edition.String())
	e.note(keepConfirmed(ctx, archive.vault, session, e.Now()))
	if err := e.nameSiteKey(ctx, archive.vault, session.MelderID); err != nil {
		e.Log.Warn("site key not named")
	}
	e.readLog(ctx, archive)
	d := e.workplace(archive, session, edition)
	d.fresh.given(e.Now())
	return d.start(e.Portal, e.Log), nil
}

// workplace is that of a person of whom the portal said so much.
func (e *Entrance) workplace(a *Archive, s portal.Session, in dataset.Chosen) *Desk {
	sender := e.sender(s, in)
	e.seals(&sender, a.vault)
	return &Desk{who: identity(a.vault.Login(), s), vault: a.vault, sender: sender, edition: in, unread: e.Unread, now: e.Now, genuine: e.genuine(), folder: e.Folder,
		portal: portalSide{confirm: e.confirm, known: e.Portal.Colleague, change: e.Portal.ChangePassword, again: e.again, extend: e.extend, kept: e.keptKeys, keys: e.newestKeys, endAll: endAllOf(e.Portal), account: e.Portal, apart: e.apart, pause: e.Portal.Leave, leave: func() error {
			e.signOut(e.Portal)
			return a.close()
		}}, shut: a.close}
}

// RequestReset asks the Vertrauensstelle for a new second factor.
func (e *Entrance) RequestReset(ctx context.Context, login, password string) error {
	return Failure(e.Portal.RequestReset(ctx, login, password))
}

// Enter opens the store for whom the portal has confirmed; the first person ever
// makes its key. Nothing is read or sent for people of another Einrichtung. After an
// update of the program the store is copied and brought over, and told hears how far that
// is; where ctx ends before, the next one who enters goes on.
func (e *Entrance) Enter(ctx context.Context, site store.Site, login, password string, told func(answer.Update)) (*Archive, error) {
	return e.enter(ctx, e.Open, site, login, password, told)
}

func (e *Entrance) enter(ctx context.Context, open Opening, site store.Site, login, password string, told func(answer.Update)) (*Archive, error) {
	s, err := open(ctx, copying(told))
	if err != nil {
		return nil, e.failed(err)
	}
	vault, err := s.Enter(ctx, site, login, password)
	if err != nil {
		return nil, errors.Join(e.notEntered(ctx, s, site, err), s.Close())
	}
	if err := vault.BringOver(ctx, bringing(told)); err != nil {
		return nil, errors.Join(e.failed(err), s.Close())
	}
	return &Archive{vault: vault, close: s.Close}, nil
}

func copying(told func(answer.Update)) func(percent int) {
	return func(percent int) { told(answer.Update{Copied: percent}) }
}

func bringing(told func(answer.Update)) func(left int) {
	return func(left int) { told(answer.Update{Left: left}) }
}

// notEntered says whose store it is where that is why.
func (e *Entrance) notEntered(ctx context.Context, s *store.Store, asked store.Site, err error) error {
	if !errors.Is(err, store.ErrOtherSite) {
		return e.failed(err)
	}
	e.Log.Warn("sign-in for another site refused", "site", asked.MelderID)
	site, _ := s.Site(ctx) // without it the sentence names no name
	return &answer.Failure{Kind: answer.FailOtherSite, Detail: site.Name, Err: err}
}

// failed is Failure with the folder of a store that somebody has to put back.
func (e *Entrance) failed(err error) error {
	err = Failure(err)
	var f *answer.Failure
	if errors.As(err, &f) && (f.Kind == answer.FailStoreLost || f.Kind == answer.FailKeysLost) {
		f.Detail = e.Folder
	}
	return err
}

// confirm asks the portal who somebody is, by a session that ends at once and is
// not that of the person who works here.
func (e *Entrance) confirm(ctx context.Context, login, password, code string) (answer.Identity, error) {
	apart := e.Portal.Apart()
	session, err := apart.SignIn(ctx, login, password, code)
	if err != nil {
		return answer.Identity{}, Failure(err)
	}
	e.signOut(apart)
	return identity(portal.FoldLogin(login), session), nil
}

// apart does something by a session that is opened for it, for whoever sits at a workplace.
func (e *Entrance) apart(ctx context.Context, who answer.Identity, password, code string, do func(accountCalls) error) error {
	apart := e.Portal.Apart()
	session, err := apart.SignIn(ctx, who.Login, password, code)
	if err != nil {
		return err
	}
	defer e.signOut(apart)
	if session.MelderID != who.MelderID {
		return &answer.Failure{Kind: answer.FailOtherSite, Detail: who.Einrichtung}
	}
	return do(apart)
}

// again opens a session for whoever sits at a workplace already and gives the editions
// the portal names now. Should the account belong to another Einrichtung by now, it is no
// session for this store.
func (e *Entrance) again(ctx context.Context, d *Desk, password, code string) (editions []string, err error) {
	session, err := e.Portal.SignIn(ctx, d.who.Login, password, code)
	if err != nil {
		return nil, Failure(err)
	}
	if session.MelderID != d.who.MelderID {
		e.signOut(e.Portal)
		return nil, &answer.Failure{Kind: answer.FailOtherSite, Detail: d.who.Einrichtung}
	}
	if err := e.keepKeys(ctx); err != nil {
		e.signOut(e.Portal)
		return nil, err
	}
	e.Log.Info("signed in again")
	e.note(keepConfirmed(ctx, d.vault, session, e.Now()))
	return session.Editions, nil
}

// note logs what keeps nobody from working.
func (e *Entrance) note(err error) {
	if err != nil {
		e.Log.Warn("sign-in not kept")
	}
}

func identity(login string, s portal.Session) answer.Identity {
	return answer.Identity{Login: login, Name: s.Name, Einrichtung: s.Einrichtung, MelderID: s.MelderID}
}

func (e *Entrance) extend(ctx context.Context) error {
	_, err := e.Portal.Extend(ctx)
	return err
}

func (e *Entrance) sender(s portal.Session, in dataset.Chosen) outbox.Sender {
	rules := e.Rules
	rules.Edition = in.Edition
	from := e.Software
	from.AbsenderID, from.Bezeichnung = model.Text(s.AbsenderID), model.Text(s.Einrichtung)
	return outbox.Sender{Absender: from, Melder: model.Melder{ID: model.Text(s.MelderID), KHAbtStationPraxis: model.Text(s.Einrichtung)}, Rules: rules}
}

// signOut ends a session as far as the portal can be reached; the token is
// forgotten in any case.
func (e *Entrance) signOut(c *portal.Client) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if c.SignOut(ctx) != nil {
		e.Log.Warn("sign-out not confirmed by the portal")
	}
}
