package desk

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// Sending while nobody is signed in: a person sets it up, cron or a timer of systemd has it
// done. What it takes is a site token, in a file of its owner only beside the store; it opens
// nothing of the store (store.Sender).

// tokenFile is what the file holds.
type tokenFile struct {
	Token    string    `json:"zugang"`
	ID       string    `json:"id"`
	MelderID string    `json:"melder_id"`
	Ends     time.Time `json:"bis"`
}

// SetUpSending lets „meldeportal sync“ of this store send, for whoever signs in for it and has
// the role Verwaltung; purpose is what the token is known by. One of before ends.
func (e *Entrance) SetUpSending(ctx context.Context, login, password, code, purpose string) (made portal.SiteToken, file string, err error) {
	err = e.administer(ctx, login, password, code, func(a *Archive, c *portal.Client, site store.Site) error {
		if err := a.vault.May(ctx, rights.SendenEingerichtet); err != nil {
			return err
		}
		file = a.vault.SenderFile()
		made, err = e.setUp(ctx, a.vault, c, site, purpose)
		return err
	})
	return made, file, err
}

func (e *Entrance) setUp(ctx context.Context, v *store.Vault, c *portal.Client, site store.Site, purpose string) (made portal.SiteToken, err error) {
	token := portal.RandomToken()
	key, held, err := store.NewSenderKey(string(token), site.MelderID)
	if err != nil {
		return made, err
	}
	if made, err = c.MakeSiteToken(ctx, token, purpose, held); err != nil {
		return made, err
	}
	before, err := v.SetSender(ctx, made.ID, made.Ends, key)
	if err == nil {
		err = writeToken(v.SenderFile(), tokenFile{string(token), made.ID, made.MelderID, made.Ends})
	}
	if err != nil {
		return made, errors.Join(err, c.EndSiteToken(ctx, made.ID))
	}
	if before != "" && c.EndSiteToken(ctx, before) != nil {
		e.Log.Warn("site token of before not ended", "id", before)
	}
	e.Log.Info("sending set up", "id", made.ID)
	return made, nil
}

func writeToken(path string, t tokenFile) error {
	text, err := json.Marshal(t)
	if err != nil {
		return err
	}
	if err := renameio.WriteFile(path, append(text, '\n'), 0o600); err != nil {
		return &answer.Failure{Kind: answer.FailFileWrite, Detail: path, Err: err}
	}
	return nil
}

// readToken reads it. One that others can read counts no more.
func readToken(path string) (t tokenFile, err error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return t, store.ErrNoSender
	}
	if err != nil {
		return t, err
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return t, &answer.Failure{Kind: answer.FailTokenMode, Detail: path}
	}
	text, err := os.ReadFile(path)
	if err == nil && (json.Unmarshal(text, &t) != nil || t.Token == "") {
		err = store.ErrNoSender
	}
	return t, err
}

// EndSending ends it, or, with an id, the site token of another program of the Einrichtung.
func (e *Entrance) EndSending(ctx context.Context, login, password, code, id string) error {
	return e.administer(ctx, login, password, code, func(a *Archive, c *portal.Client, _ store.Site) error {
		if err := a.vault.May(ctx, rights.SendenBeendet); err != nil {
			return err
		}
		own, _, err := a.vault.SenderID(ctx)
		switch {
		case id == "" && err != nil:
			return err
		case id != "" && id != own:
			return c.EndSiteToken(ctx, id)
		}
		if err := c.EndSiteToken(ctx, own); err != nil { // first: as long as it counts it stays known here
			return err
		}
		if _, err := a.vault.EndSender(ctx); err != nil {
			return err
		}
		if err := os.Remove(a.vault.SenderFile()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &answer.Failure{Kind: answer.FailFileWrite, Detail: a.vault.SenderFile(), Err: err}
		}
		return nil
	})
}

// SiteTokens are those of the Einrichtung of whoever signs in for it; own is that of this store.
func (e *Entrance) SiteTokens(ctx context.Context, login, password, code string) (all []portal.SiteToken, own string, err error) {
	err = e.administer(ctx, login, password, code, func(a *Archive, c *portal.Client, _ store.Site) (err error) {
		if own, _, err = a.vault.SenderID(ctx); errors.Is(err, store.ErrNoSender) {
			err = nil
		}
		if err == nil {
			all, err = c.SiteTokens(ctx)
		}
		return err
	})
	return all, own, err
}

// administer does something with the store and a session of its own.
func (e *Entrance) administer(ctx context.Context, login, password, code string, do func(*Archive, *portal.Client, store.Site) error) error {
	apart := e.Portal.Apart()
	session, err := apart.SignIn(ctx, login, password, code)
	if err != nil {
		return Failure(err)
	}
	defer e.signOut(apart)
	site := store.Site{MelderID: session.MelderID, Name: session.Einrichtung}
	a, err := e.enter(ctx, e.Existing, site, login, password, func(answer.Update) {})
	if err != nil {
		return err
	}
	return errors.Join(Failure(do(a, apart, site)), a.Close())
}

// SentAlone is what came of sending once while nobody is signed in.
type SentAlone struct {
	Sent, Refused int
	store.Left
	Ends time.Time // of the site token
}

// SendAlone sends once what waits; told hears how many of how many have their answer.
// What is due and could not be sent is why there is an error beside the rest.
func (e *Entrance) SendAlone(ctx context.Context, told func(done, all int)) (done SentAlone, err error) {
	s, err := e.Existing(ctx, nil)
	if err != nil {
		return done, e.failed(err)
	}
	err = e.sendAlone(ctx, s, told, &done)
	left, counted := s.Left(context.WithoutCancel(ctx))
	done.Left = left
	return done, Failure(errors.Join(err, counted, s.Close()))
}

func (e *Entrance) sendAlone(ctx context.Context, s *store.Store, told func(done, all int), done *SentAlone) error {
	t, err := readToken(s.SenderFile())
	if err != nil {
		return err
	}
	done.Ends = t.Ends
	queue, err := e.showToken(ctx, s, t)
	if err != nil {
		return err
	}
	all, _, err := queue.Waiting(ctx)
	if err != nil {
		return errors.Join(err, queue.Close())
	}
	var tally sync.Mutex
	leave := func(ctx context.Context, tnr string) (bool, error) {
		return true, queue.Leave(ctx, tnr, string(portal.CodeKeyRetired))
	}
	out := outbox.NewSending(queue, e.Portal, outbox.Options{Now: e.Now, Log: e.Log, Anew: leave, Sealed: e.Register != "", News: func(n outbox.News) {
		tally.Lock()
		defer tally.Unlock()
		switch n.State {
		case model.StateAccepted:
			done.Sent++
		case model.StateRejected:
			done.Refused++
		}
		told(done.Sent+done.Refused, all)
	}})
	return errors.Join(ended(out.Drain(ctx)), queue.Close())
}

// showToken shows the site token at the portal, which gives back what opens what may be sent.
func (e *Entrance) showToken(ctx context.Context, s *store.Store, t tokenFile) (*store.Sender, error) {
	e.believe()
	if err := e.keepKeys(ctx); err != nil {
		return nil, err
	}
	own, err := e.Portal.UseSiteToken(ctx, portal.Hidden(t.Token))
	if err != nil {
		return nil, ended(err)
	}
	site, err := s.Site(ctx)
	if err != nil {
		return nil, err
	}
	if own.MelderID != site.MelderID {
		return nil, &answer.Failure{Kind: answer.FailOtherSite, Detail: site.Name}
	}
	key, err := store.OpenSenderKey(t.Token, own.MelderID, own.Verwahrt)
	if err != nil {
		return nil, err
	}
	return s.Sender(ctx, own.ID, key)
}

// ended is that a site token does not count any more, where that is why.
func ended(err error) error {
	var p *portal.Error
	if errors.As(err, &p) && p.Kind == portal.SessionExpired {
		return &answer.Failure{Kind: answer.FailTokenEnded, Err: err}
	}
	return err
}

// TokenMind is how long before its end a site token is told of.
const TokenMind = 14 * 24 * time.Hour

// Sending is how it stands about sending while nobody is signed in, and about what store and
// portal know of each other.
type Sending struct {
	Set         bool
	Ends        time.Time // where it is set up
	Fault       error     // why it cannot be done all the same
	Here, There []string  // numbers that the store, or the portal, alone knows
	Broken      int64     // entry of the portal's log that does not follow on the one before, 0 = all do
	Checked     int       // receipts that a key of the list signed
	False       []string  // numbers whose receipt none signed
}

// LookAtSending says so without signing in anywhere.
func (e *Entrance) LookAtSending(ctx context.Context) (l Sending, err error) {
	s, err := e.Existing(ctx, nil)
	if err != nil {
		return l, e.failed(err)
	}
	id, ends, err := s.SenderID(ctx)
	switch {
	case errors.Is(err, store.ErrNoSender):
		err = nil
	case err == nil:
		l.Set, l.Ends = true, ends
		t, unread := readToken(s.SenderFile())
		if unread == nil && t.ID != id {
			unread = store.ErrNoSender
		}
		l.Fault = Failure(unread)
	}
	if err == nil {
		l.Here, l.There, err = s.Differs(ctx)
	}
	if err == nil {
		l.Broken, err = s.Broken(ctx)
	}
	if err == nil {
		err = e.lookAtReceipts(ctx, s, &l)
	}
	return l, Failure(errors.Join(err, s.Close()))
}

// lookAtReceipts looks at the signatures of all that are kept.
func (e *Entrance) lookAtReceipts(ctx context.Context, s *store.Store, l *Sending) error {
	looks := e.genuine()
	return s.Receipts(ctx, func(r *model.Receipt) {
		switch looks(r) {
		case model.EchtheitGeprueft:
			l.Checked++
		case model.EchtheitFalsch:
			l.False = append(l.False, r.Transaktionsnummer)
		}
	})
}
