package outbox

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

// What was queued before the offices' keys were known waits as it is. It is sealed before it
// leaves, once; but the portal may have it already, when an answer was lost, and then what it
// has is what counts.

// unsealed is the code of what could not be sealed yet.
const unsealed = "unsealed"

// shut seals a delivery that waits as it is. What may have been sent so is asked for first, and
// sealed only when the portal does not know it a lease later: longer than a call may be under way.
func (o *Outbox) shut(ctx context.Context, d *model.Delivery, document []byte) {
	settled := context.WithoutCancel(ctx)
	if d.Attempts > 1 {
		known, err := o.carrier.Known(ctx, []string{d.Transaktionsnummer})
		if err != nil {
			o.failed(settled, d, err)
			return
		}
		if len(known) == 1 && known[0].Receipt.Digest == portal.DocumentDigest(document) {
			o.arrived(settled, d, known[0].Receipt)
			return
		}
		if !o.longUnknown(d.Transaktionsnummer) {
			o.later(settled, d, unsealed)
			return
		}
	}
	if !o.anew(settled, d, unsealed) {
		o.later(settled, d, unsealed)
	}
}

// longUnknown reports that the portal did not know a number a lease ago already.
func (o *Outbox) longUnknown(number string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	first, asked := o.plain[number]
	if !asked {
		if o.plain == nil {
			o.plain = map[string]time.Time{}
		}
		o.plain[number] = o.Now()
		return false
	}
	return o.Now().Sub(first) >= lease
}

// later puts a delivery back for as long as a call may be under way.
func (o *Outbox) later(ctx context.Context, d *model.Delivery, code string) {
	if err := o.queue.Defer(ctx, d.Transaktionsnummer, o.Now().Add(lease), code); err != nil {
		o.note("defer delivery", err)
		return
	}
	o.tell(d, model.StateQueued)
}

// anew has a delivery sealed for the keys of now; it is due again, where that fails later, with a
// code. It is false where it cannot be.
func (o *Outbox) anew(ctx context.Context, d *model.Delivery, code string) bool {
	if o.Options.Anew == nil {
		return false
	}
	done, err := o.Options.Anew(ctx, d.Transaktionsnummer)
	if err != nil {
		o.note("seal anew", err)
		o.later(ctx, d, code)
		return true
	}
	if !done {
		return false
	}
	o.tell(d, model.StateQueued)
	o.Kick()
	return true
}
