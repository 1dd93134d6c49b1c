package desk

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// Desk is the workplace of whoever has signed in.
type Desk struct {
	who     answer.Identity
	vault   *store.Vault
	sender  outbox.Sender
	edition dataset.Chosen
	unread  func(memory []byte) map[string]string
	now     func() time.Time
	portal  portalSide
	genuine func(*model.Receipt) model.Echtheit // what a receipt's signature is worth
	shut    func() error                        // closes the store
	folder  string                              // where the store is

	outbox *outbox.Outbox
	news   *bulletin
	open   openTasks
	places dayPlaces   // of the work list
	out    atomic.Bool // her access was taken away
	covers covers
	fresh  lastCode
	asked  asked

	present inHand
	roles   atomic.Uint32   // what she may do, as the screens are told
	alone   atomic.Bool     // she was let in without the portal, and has not signed in since
	typed   atomic.Bool     // she pressed a key since the session was extended
	newKey  chan struct{}   // somebody's was, here
	life    context.Context // ends when she leaves
	stop    context.CancelFunc
	ended   sync.WaitGroup
}

// portalSide is what a desk asks the portal besides delivering.
type portalSide struct {
	confirm func(ctx context.Context, login, password, code string) (answer.Identity, error)                         // by password and a fresh code
	known   func(ctx context.Context, login string) (portal.Colleague, error)                                        // who a colleague is, and which key is hers
	change  func(ctx context.Context, login, old, code, next string) error                                           // puts another password in the place of hers
	again   func(ctx context.Context, d *Desk, password, code string) ([]string, error)                              // opens a session in place of one that has ended, names the portal's editions
	extend  func(context.Context) error                                                                              // keeps the session alive while somebody works
	kept    func() *envelope.List                                                                                    // the newest list of the offices' keys that was seen; nil = none
	keys    func(context.Context) (*envelope.List, error)                                                            // the one that the portal shows now
	endAll  func(ctx context.Context, login string) ([]string, error)                                                // ends somebody's sessions and the site tokens she made, and names these
	account accountCalls                                                                                             // by her session
	apart   func(ctx context.Context, who answer.Identity, password, code string, do func(accountCalls) error) error // by one of its own, that is as fresh as its code
	pause   func() portal.Hidden                                                                                     // forgets the session, which goes on at the portal
	leave   func() error                                                                                             // ends the session and closes the store
}

// start runs the outbox and the watch on other processes.
func (d *Desk) start(carrier outbox.Carrier, log *slog.Logger) *Desk {
	ctx, stop := context.WithCancel(context.Background())
	d.life, d.stop, d.news, d.newKey = ctx, stop, newBulletin(), make(chan struct{}, 1)
	d.learnRoles(ctx)
	d.outbox = outbox.New(d.vault, carrier, outbox.Options{Now: d.now, Log: log, Alone: d.alone.Load(),
		News: func(n outbox.News) { d.news.move(n.CaseID, n.Transaktionsnummer) }, Moved: d.news.addLink, Anew: d.sealAnew, Sealed: d.sender.Seal != nil})
	d.ended.Go(func() { d.outbox.Run(ctx) })
	d.ended.Go(func() { d.follow(ctx) })
	d.ended.Go(func() { d.reseal(ctx) })
	return d
}

// Lock leaves the workplace for the time nobody sits at it: the store is closed and its
// key forgotten. The session at the portal is left as it is, sealed with what her password
// opens.
func (d *Desk) Lock() (answer.Locked, error) {
	d.stop()
	d.ended.Wait()
	d.leaveEditing()
	d.anchor()
	left := answer.Locked{Login: d.who.Login, Name: d.who.Name, At: d.now()}
	var err error
	if session := d.portal.pause(); session != "" {
		left.Sealed, err = d.vault.Hand([]byte(session))
	}
	return left, Failure(errors.Join(err, d.shut()))
}

// told is what was read or done, or why not, as staff can read it.
func told[T any](v T, err error) (T, error) { return v, Failure(err) }

// Who sits here, with what she may do now.
func (d *Desk) Who() answer.Identity {
	who := d.who
	who.Roles = rights.Roles(d.roles.Load())
	return who
}

// learnRoles looks what she may do: a colleague may have changed it. changed is false
// where it cannot be read.
func (d *Desk) learnRoles(ctx context.Context) (changed bool) {
	have, err := d.vault.Roles(ctx)
	return err == nil && rights.Roles(d.roles.Swap(uint32(have))) != have
}

// Edition is the one in which reports are written here, as long as she sits here. What
// was completed before stays as it is sealed.
func (d *Desk) Edition() dataset.Chosen { return d.edition }

// Typed says that she pressed a key: what goes on beside her makes room.
func (d *Desk) Typed() {
	d.typed.Store(true)
	d.outbox.Typed()
}

// SyncNow has everything that waits tried at once.
func (d *Desk) SyncNow() { d.outbox.Hurry() }

// SignInAgain opens a session for whoever sits here, in place of one that has ended;
// nothing else changes. next is the edition she will write in after she has left: that of
// a report that is open does not change under her hands.
func (d *Desk) SignInAgain(ctx context.Context, password, code string) (next dataset.Chosen, err error) {
	named, err := d.portal.again(ctx, d, password, code)
	if err != nil {
		return d.edition, err
	}
	d.alone.Store(false)
	d.fresh.given(d.now())
	d.outbox.Session(nil)
	return d.edition.Anew(named), nil
}

// Link is the state of the connection to the portal.
func (d *Desk) Link() answer.Link {
	l := d.outbox.Link()
	link := answer.Link{Out: d.out.Load(), Online: l.Online, Since: l.Since, Ended: l.Ended, Alone: d.alone.Load(), Waiting: l.Waiting}
	if l.Reason != nil {
		link.Reason = Failure(l.Reason)
	}
	return link
}

// News blocks until something changed or ctx ends.
func (d *Desk) News(ctx context.Context) (answer.News, error) { return d.news.next(ctx) }

// Grants are all who may open the store or are asked in.
func (d *Desk) Grants(ctx context.Context) ([]answer.Grant, error) { return grants(ctx, d.vault) }

// SetRoles gives somebody who may open the store other roles.
func (d *Desk) SetRoles(ctx context.Context, login string, r rights.Roles) error {
	err := d.vault.SetRoles(ctx, login, r)
	d.learnRoles(ctx) // they may be her own
	return Failure(err)
}

func grants(ctx context.Context, v *store.Vault) (list []answer.Grant, err error) {
	all, err := v.Grants(ctx)
	for _, g := range all {
		one := answer.Grant{Login: g.Login, Since: g.Since, Roles: g.Roles, Old: g.Old}
		if g.Invited != nil {
			one.Until, one.Here = g.Invited.Until, g.Invited.Recipient != ""
		}
		list = append(list, one)
	}
	return list, Failure(err)
}

// Close ends the outbox and the session.
func (d *Desk) Close() error {
	d.stop()
	d.ended.Wait()
	d.leaveEditing()
	d.anchor()
	return Failure(d.portal.leave())
}

// anchor keeps how far the audit is. Where it cannot be written the one before stays.
func (d *Desk) anchor() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = d.vault.Anchor(ctx)
}
