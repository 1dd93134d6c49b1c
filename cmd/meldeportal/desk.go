package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
)

// desk plugs the store and the outbox into the nouns of tui.Desk.
type desk struct {
	who     answer.Identity
	vault   *store.Vault
	sender  outbox.Sender
	outbox  *outbox.Outbox
	news    *bulletin
	open    openTasks
	now     func() time.Time
	stop    context.CancelFunc
	ended   sync.WaitGroup
	confirm func(ctx context.Context, login, password, code string) (answer.Identity, error) // asks the portal who a colleague is
	extend  func(context.Context) error                                                      // keeps the session alive while somebody works
	leave   func() error                                                                     // ends the session at the portal and closes the store
}

// openDesk starts the outbox and the watch on other processes.
func openDesk(d *desk, carrier outbox.Carrier, log *slog.Logger) *desk {
	ctx, stop := context.WithCancel(context.Background())
	d.stop, d.news = stop, newBulletin()
	d.outbox = outbox.New(queue{d.vault, rand.Text()}, carrier, outbox.Options{Now: d.now, Log: log,
		News: func(n outbox.News) { d.news.add(n.CaseID) }, Moved: d.news.addLink})
	d.ended.Go(func() { d.outbox.Run(ctx) })
	d.ended.Go(func() { d.follow(ctx) })
	return d
}

// followEvery is how often other processes' changes are looked for.
const followEvery = 3 * time.Second

// extendEvery keeps the portal's session, which ends after 15 idle minutes.
const extendEvery = 5 * time.Minute

// follow tells of changes that colleagues made in other processes, the outbox too:
// what one without a session gave back is due here. And it keeps the session
// alive. A store that cannot be asked for once, as on a full disk, is
// asked again.
func (d *desk) follow(ctx context.Context) {
	extend := time.NewTicker(extendEvery)
	defer extend.Stop()
	mark, err := d.vault.Mark(ctx)
	if err != nil {
		mark = -1 // what there is then is news
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-extend.C:
			d.outbox.Session(d.extend(ctx))
		case <-time.After(followEvery):
		}
		if next, err := d.vault.Mark(ctx); err == nil && next != mark {
			mark = next
			d.news.addAny()
			d.outbox.Kick()
		}
	}
}

func (d *desk) Who() answer.Identity { return d.who }

func (d *desk) Cases(ctx context.Context, chunk func([]model.Case) error) error {
	return failure(d.vault.Cases(ctx, chunk))
}

func (d *desk) Changes(ctx context.Context, mark int64) (model.Changes, error) {
	changes, err := d.vault.Changes(ctx, mark)
	return changes, failure(err)
}

func (d *desk) Mark(ctx context.Context) (int64, error) {
	mark, err := d.vault.Mark(ctx)
	return mark, failure(err)
}

func (d *desk) Case(ctx context.Context, id string) (model.Case, error) {
	c, err := d.vault.Case(ctx, id)
	return c, failure(err)
}

func (d *desk) SaveCase(ctx context.Context, c *model.Case, was *model.Patient) error {
	if c.Patient.PatientID == "" {
		c.Patient.PatientID = model.Text("P-" + newNumber(10))
	}
	return saved(d.vault.SaveCase(ctx, c, was))
}

func (d *desk) DeleteCase(ctx context.Context, id string) error {
	return failure(d.vault.DeleteCase(ctx, id))
}

func (d *desk) DraftsOf(ctx context.Context, caseID string) ([]model.Draft, error) {
	drafts, err := d.vault.Drafts(ctx, caseID)
	return drafts, failure(err)
}

func (d *desk) Draft(ctx context.Context, id string) (model.Draft, error) {
	draft, err := d.vault.Draft(ctx, id)
	return draft, failure(err)
}

func (d *desk) LatestDraft(ctx context.Context) (*model.Draft, error) {
	draft, err := d.vault.LatestDraft(ctx)
	return draft, failure(err)
}

func (d *desk) SaveDraft(ctx context.Context, draft *model.Draft) error {
	return failure(d.vault.SaveDraft(ctx, draft))
}

func (d *desk) DeleteDraft(ctx context.Context, id string, rev int) error {
	return failure(d.vault.DeleteDraft(ctx, id, rev))
}

func (d *desk) Stamped(r *model.Report) *model.Report { return d.sender.Stamp(r, d.now()) }

func (d *desk) SyncNow() { d.outbox.Hurry() }

func (d *desk) Link() answer.Link {
	l := d.outbox.Link()
	link := answer.Link{Online: l.Online, Since: l.Since, Ended: l.Ended, Waiting: l.Waiting}
	if l.Reason != nil {
		link.Reason = failure(l.Reason)
	}
	return link
}

func (d *desk) News(ctx context.Context) (answer.News, error) { return d.news.next(ctx) }

// Admit has the portal confirm the colleague first, for this very Einrichtung.
func (d *desk) Admit(ctx context.Context, login, password, code string) (answer.Identity, error) {
	who, err := d.confirm(ctx, login, password, code)
	if err != nil {
		return answer.Identity{}, err
	}
	if who.MelderID != d.who.MelderID {
		return answer.Identity{}, &answer.Failure{Kind: answer.FailOtherPerson, Detail: who.Einrichtung}
	}
	return who, failure(d.vault.Admit(ctx, who.Login, password))
}

func (d *desk) Close() error {
	d.stop()
	d.ended.Wait()
	return failure(d.leave())
}

// queue is the store as the outbox sees it.
type queue struct {
	vault *store.Vault
	owner string
}

// unreadableWait is when a document that could not be read is tried again.
const unreadableWait = 15 * time.Minute

func (q queue) Claim(ctx context.Context, now time.Time, lease time.Duration, n int) ([]outbox.Item, error) {
	claimed, err := q.vault.Claim(ctx, q.owner, now, lease, n)
	if err != nil {
		return nil, err
	}
	items := make([]outbox.Item, 0, len(claimed))
	for _, d := range claimed {
		doc, err := q.vault.Document(ctx, d.Transaktionsnummer)
		if err != nil { // a damaged one must not hold up the others
			if err := q.vault.Defer(ctx, d.Transaktionsnummer, now.Add(unreadableWait), "unreadable"); err != nil {
				return nil, fmt.Errorf("put back unreadable document: %w", err)
			}
			continue
		}
		items = append(items, outbox.Item{Transaktionsnummer: d.Transaktionsnummer, CaseID: d.CaseID, Art: d.Art, Document: doc, Attempts: d.Attempts - 1})
	}
	return items, nil
}

func (q queue) Accept(ctx context.Context, tnr string, r model.Receipt) error {
	return q.vault.Accept(ctx, tnr, r)
}

func (q queue) Reject(ctx context.Context, tnr, code, reason string) error {
	return q.vault.Reject(ctx, tnr, code, reason)
}

func (q queue) Defer(ctx context.Context, tnr string, next time.Time, code string) error {
	return q.vault.Defer(ctx, tnr, next, code)
}

func (q queue) Release(ctx context.Context, tnr string) error {
	return q.vault.Release(ctx, tnr, q.owner)
}

func (q queue) Hurry(ctx context.Context, now time.Time) error { return q.vault.Hurry(ctx, now) }

func (q queue) Waiting(ctx context.Context) (int, time.Time, error) { return q.vault.Waiting(ctx) }

// submitStore is the store as completing a report sees it.
type submitStore struct{ vault *store.Vault }

func (s submitStore) Around(ctx context.Context, draftID string, rev int) (outbox.Around, error) {
	a, err := s.vault.Around(ctx, draftID, rev)
	if err != nil {
		return outbox.Around{}, err
	}
	around := outbox.Around{Draft: a.Draft, History: pastOf(a.Sent, a.Drafts), State: a.State}
	if tnr := a.Draft.Ersetzt; tnr != "" {
		i := slices.IndexFunc(a.Sent, func(sent store.Sent) bool { return sent.Transaktionsnummer == tnr })
		if i < 0 {
			return outbox.Around{}, fmt.Errorf("read corrected report: %w", store.ErrNotFound)
		}
		around.Corrects = &a.Sent[i].Report
	}
	return around, nil
}

func (s submitStore) Queue(ctx context.Context, a outbox.Around, c outbox.Completed) (model.Delivery, error) {
	d, err := s.vault.Queue(ctx, store.Completed{DraftID: a.Draft.ID, Rev: a.Draft.Rev, State: a.State, Tnr: c.Transaktionsnummer,
		Document: c.Document, Digest: c.Digest, Report: c.Report})
	if errors.Is(err, store.ErrMoved) {
		err = outbox.ErrMoved
	}
	return d, err
}
