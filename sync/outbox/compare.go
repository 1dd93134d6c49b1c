package outbox

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

// Store and portal keep all numbers, and compare them: with the first round of a session, and
// each hour, what came into the portal's log since, and once a day what waits here and what
// was taken lately. So a receipt that was lost is found, and a copy of the store that
// somebody put back is told by what the portal has and the store has not.

const (
	logEvery     = time.Hour
	compareEvery = 24 * time.Hour
	compareBack  = 30 * 24 * time.Hour // so long ago may be what the portal is asked for once more
)

// compareDue reports that it is time to compare, that there is a session, and that nothing is
// under way: the portal has some of that already.
func (o *Outbox) compareDue() bool {
	link := o.Link()
	return o.store != nil && link.Online && !link.Ended && o.underWay() == 0 && !o.Now().Before(o.logTime())
}

func (o *Outbox) logTime() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.logAt
}

func (o *Outbox) logLater() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.logAt = o.Now().Add(logEvery - logEvery/5 + o.Jitter(2*logEvery/5))
}

// compare reads the log, and compares all numbers where a day has passed. What fails is done
// with the next one: nobody waits for it.
func (o *Outbox) compare(ctx context.Context) time.Duration {
	o.logLater()
	err := o.readLog(ctx)
	if err == nil {
		err = o.compareAll(ctx)
	}
	if over(err) {
		o.connected(err)
	}
	if ctx.Err() == nil {
		o.note("compare with the portal", err)
	}
	return 0
}

func (o *Outbox) readLog(ctx context.Context) error {
	moved, err := ReadLog(ctx, o.store, o.carrier)
	for i := range moved {
		o.tell(&moved[i], moved[i].State)
	}
	return err
}

// ReadLog has the store take over what came into the portal's log since it was read last, and
// names what has its receipt by that.
func ReadLog(ctx context.Context, store Ledger, carrier Carrier) (moved []model.Delivery, err error) {
	for {
		at, err := store.LogIndex(ctx)
		if err != nil {
			return moved, err
		}
		known, err := carrier.KnownAfter(ctx, at)
		if err != nil {
			return moved, err
		}
		some, err := store.ReadLog(context.WithoutCancel(ctx), known)
		moved = append(moved, some...)
		if err != nil || len(known) < portal.MaxQuery {
			return moved, err
		}
	}
}

func (o *Outbox) compareAll(ctx context.Context) error {
	now := o.Now()
	last, err := o.store.ComparedAt(ctx)
	if err != nil || now.Sub(last) < compareEvery && !last.After(now) {
		return err
	}
	for after := ""; ; {
		asked, err := o.store.ToCompare(ctx, after, now.Add(-compareBack), portal.MaxQuery)
		if err != nil {
			return err
		}
		if len(asked) == 0 {
			return o.store.Compared(ctx, now)
		}
		known, err := o.carrier.Known(ctx, asked)
		if err != nil {
			return err
		}
		moved, err := o.store.Compare(context.WithoutCancel(ctx), asked, known)
		if err != nil {
			return err
		}
		for i := range moved {
			o.tell(&moved[i], moved[i].State)
		}
		after = asked[len(asked)-1]
	}
}
