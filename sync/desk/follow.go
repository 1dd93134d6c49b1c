package desk

import (
	"context"
	"time"

	"example.org/meldeportal/model/rights"
)

// followEvery is how often other processes' changes are looked for.
const followEvery = 3 * time.Second

// colleaguesEvery is how many looks pass until it is looked up who the colleagues are.
const colleaguesEvery = 10

// mayUsher reports that she may let people in, and that the portal can be asked who they are.
func (d *Desk) mayUsher() bool {
	return d.Who().Roles.Has(rights.Verwaltung) && !d.alone.Load() && !d.outbox.Link().Ended && d.portal.known != nil
}

// extendEvery keeps the portal's session, which ends after 15 idle minutes, of somebody
// who presses keys: nobody's session lives on at a desk that was left.
const extendEvery = 5 * time.Minute

// follow tells of changes that colleagues made in other processes, the outbox too:
// what one without a session gave back is due here. And it keeps the session
// alive while she works. Whose access somebody took away has to leave; whose roles were
// changed sees it. A store that cannot be asked for once, as on a full disk, is
// asked again.
func (d *Desk) follow(ctx context.Context) {
	extend := time.NewTicker(extendEvery)
	defer extend.Stop()
	d.learnRoles(ctx)
	d.learnEditing(ctx)
	d.learnColleagues(ctx)
	door := newUsher(d.vault, d.portal.known, d.now)
	d.takeIn(ctx)
	mark, err := d.vault.Mark(ctx)
	if err != nil {
		mark = -1 // what there is then is news
	}
	for looks := 0; ; {
		select {
		case <-ctx.Done():
			return
		case <-extend.C:
			if d.typed.Swap(false) && !d.outbox.Link().Ended {
				d.outbox.Session(d.portal.extend(ctx))
			}
		case <-time.After(followEvery):
		}
		if in, err := d.vault.Admitted(ctx); err == nil && !in && !d.out.Swap(true) {
			d.news.addLink()
		}
		if d.learnEditing(ctx) {
			d.news.addAny()
		}
		if d.learnRoles(ctx) {
			d.news.addAny()
		}
		if looks++; looks%colleaguesEvery == 0 {
			d.learnColleagues(ctx)
		}
		d.takeIn(ctx)
		if d.mayUsher() {
			_, _ = door.letIn(ctx) // met again with the next look
		}
		if next, err := d.vault.Mark(ctx); err == nil && next != mark {
			mark = next
			d.news.addAny()
			d.outbox.Kick()
		}
	}
}

// takeIn takes over what a program has heard that sent while nobody was signed in, and seals
// for it what waits. What fails is met again with the next look.
func (d *Desk) takeIn(ctx context.Context) {
	moved, _ := d.vault.TakeIn(ctx)
	for i := range moved {
		d.news.move(moved[i].CaseID, moved[i].Transaktionsnummer)
	}
	_ = d.vault.Pack(ctx)
}
