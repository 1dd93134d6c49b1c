package outbox

import (
	"context"
	"time"
)

// Drain delivers what is due and ends when nothing is, when the portal is away, or when the
// session is over: what waits is left to whoever drains next. It says why something could not be
// delivered, nil where everything that is due has its answer.
func (o *Outbox) Drain(ctx context.Context) error {
	defer o.under.Wait()
	for ctx.Err() == nil {
		idle := o.underWay() == 0 // before the look: what ends meanwhile may leave another one due
		_, next, err := o.look(ctx)
		if err != nil {
			return err
		}
		switch over := o.Link().Ended || o.away(); {
		case !over && o.due(next):
			o.roomy()
			due, err := o.claim(ctx)
			if err != nil {
				return err
			}
			if o.send(ctx, due); len(due) > 0 {
				continue
			}
		case idle:
			if over || o.lostSome() {
				return o.Link().Reason
			}
			return nil
		}
		select {
		case <-ctx.Done():
		case <-o.ends:
		case <-time.After(instant):
		}
	}
	return ctx.Err()
}
