package desk

import (
	"context"
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/outbox"
)

// DeliveryPage is a part of the list of all deliveries, the newest first.
func (d *Desk) DeliveryPage(ctx context.Context, s model.DeliverySpan) (model.DeliveryPage, error) {
	return d.inHandsOf(d.vault.DeliveryPage(ctx, s))
}

// inHandsOf tells of a page in whose hands its reports are.
func (d *Desk) inHandsOf(p model.DeliveryPage, err error) (model.DeliveryPage, error) {
	d.anewInHands(p.Deliveries)
	return told(p, err)
}

// Deliveries are those of a case, the newest first.
func (d *Desk) Deliveries(ctx context.Context, caseID string) ([]model.Delivery, error) {
	all, err := d.vault.Deliveries(ctx, caseID)
	for i := range all {
		if r := all[i].Receipt; r != nil {
			r.Echtheit = d.genuine(r)
		}
	}
	return told(all, err)
}

// Report is what a delivery says.
func (d *Desk) Report(ctx context.Context, transaktionsnummer string) (model.Report, error) {
	return told(d.vault.Report(ctx, transaktionsnummer))
}

// Document is what a delivery sends, or has sent, byte for byte, before it was sealed.
func (d *Desk) Document(ctx context.Context, transaktionsnummer string) ([]byte, error) {
	return told(d.vault.Written(ctx, transaktionsnummer))
}

// Stamped is a report with what is added when it leaves.
func (d *Desk) Stamped(r *model.Report) *model.Report { return d.sender.Stamp(r, d.now()) }

// Preview is what Complete would freeze; nothing is stored.
func (d *Desk) Preview(_ context.Context, r *model.Report) ([]byte, error) {
	completed, err := d.sender.Complete(r, d.now())
	return completed.Document, Failure(err)
}

// Hold holds a waiting delivery back, or lets it go again with nil. It wakes the
// outbox: what was let go is due.
func (d *Desk) Hold(ctx context.Context, transaktionsnummer string, s *model.Sperre) error {
	if err := d.vault.Hold(ctx, transaktionsnummer, s); err != nil {
		return Failure(err)
	}
	d.outbox.Kick()
	return nil
}

// Note writes the internal note of a delivery anew.
func (d *Desk) Note(ctx context.Context, transaktionsnummer, text string) error {
	return Failure(d.vault.Note(ctx, transaktionsnummer, text))
}

// RequestDeletion queues the request beside the report, which stays.
func (d *Desk) RequestDeletion(ctx context.Context, transaktionsnummer, reason, text string) (model.Delivery, error) {
	r, err := d.vault.Report(ctx, transaktionsnummer)
	if err != nil {
		return model.Delivery{}, Failure(err)
	}
	request, err := withKeys(ctx, d, func() (model.Frozen, error) { // before the transaction: it is sealed by a key of the store's
		return d.sender.Deletion(&r, reason, text, d.now())
	})
	var queued model.Delivery
	if err == nil {
		queued, err = d.vault.QueueDeletion(ctx, transaktionsnummer, func(*model.Report) (model.Frozen, error) { return request, nil })
	}
	switch {
	case errors.Is(err, outbox.ErrNoReason):
		return queued, &answer.Failure{Kind: answer.FailNoReason}
	case err != nil:
		return queued, Failure(err)
	}
	d.outbox.Kick()
	return queued, nil
}

// WalkDeliveries hands over the deliveries of a query, the newest first.
func (d *Desk) WalkDeliveries(ctx context.Context, q model.DeliveryQuery, f func(*model.DeliveryLine) bool) error {
	others := d.othersHands()
	return Failure(d.vault.WalkDeliveries(ctx, q, func(l *model.DeliveryLine) bool {
		l.InArbeit = anewIn(others, &l.Delivery)
		return f(l)
	}))
}

// DeliveriesOf are the deliveries with these Transaktionsnummern, without whom they are about.
func (d *Desk) DeliveriesOf(ctx context.Context, tnrs []string) (model.DeliveryPage, error) {
	return d.inHandsOf(d.vault.DeliveriesOf(ctx, tnrs))
}

// DeliveriesAt are the deliveries with these numbers of a walk.
func (d *Desk) DeliveriesAt(ctx context.Context, numbers []int64) (model.DeliveryPage, error) {
	return d.inHandsOf(d.vault.DeliveriesAt(ctx, numbers))
}
