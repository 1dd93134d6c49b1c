package main

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
)

func (d *desk) Complete(ctx context.Context, draftID string, rev int, confirmed []string) (model.Delivery, error) {
	delivery, err := d.sender.Submit(ctx, submitStore{d.vault}, d.now(), draftID, rev, confirmed)
	if err != nil {
		return delivery, notSubmitted(err)
	}
	d.outbox.Kick()
	return delivery, nil
}

// notSubmitted is why a report may not leave, as staff read it.
func notSubmitted(err error) error {
	var refused *outbox.Refused
	var held *outbox.Held
	switch {
	case errors.As(err, &refused):
		return &answer.Refusal{Findings: refused.Findings}
	case errors.As(err, &held):
		return &answer.Failure{Kind: answer.FailHeld, Sperre: &held.Sperre}
	case errors.Is(err, outbox.ErrUnchanged):
		return &answer.Failure{Kind: answer.FailUnchanged}
	case errors.Is(err, outbox.ErrMoved):
		return &answer.Failure{Kind: answer.FailMoved}
	}
	return failure(err)
}

func (d *desk) DeliveryPage(ctx context.Context, from, n int) (model.DeliveryPage, error) {
	page, err := d.vault.DeliveryPage(ctx, from, n)
	return page, failure(err)
}

func (d *desk) Deliveries(ctx context.Context, caseID string) ([]model.Delivery, error) {
	list, err := d.vault.Deliveries(ctx, caseID)
	return list, failure(err)
}

func (d *desk) Report(ctx context.Context, transaktionsnummer string) (model.Report, error) {
	r, err := d.vault.Report(ctx, transaktionsnummer)
	return r, failure(err)
}

// Hold wakes the outbox: what was let go is due.
func (d *desk) Hold(ctx context.Context, transaktionsnummer string, s *model.Sperre) error {
	if err := d.vault.Hold(ctx, transaktionsnummer, s); err != nil {
		return failure(err)
	}
	d.outbox.Kick()
	return nil
}

func (d *desk) Note(ctx context.Context, transaktionsnummer, text string) error {
	return failure(d.vault.Note(ctx, transaktionsnummer, text))
}

// Reopen makes a draft of a rejected report, or goes on with the one that was
// made. Its Meldung_ID stays: the registry never took it.
func (d *desk) Reopen(ctx context.Context, transaktionsnummer string) (model.Draft, error) {
	draft, err := d.vault.Reopen(ctx, transaktionsnummer)
	return draft, failure(err)
}

// Correct is for reports the registry has: whatever else was sent is reopened
// or waits for its receipt.
func (d *desk) Correct(ctx context.Context, transaktionsnummer string) (model.Draft, error) {
	draft, err := d.vault.Correct(ctx, transaktionsnummer, func(r *model.Report) {
		r.Meldung.Anmerkung = d.sender.Rules.In().WithVermerk(r.Meldung.Anmerkung)
	})
	return draft, failure(err)
}

// RequestDeletion queues the request beside the report, which stays.
func (d *desk) RequestDeletion(ctx context.Context, transaktionsnummer, reason, text string) (model.Delivery, error) {
	r, err := d.vault.Report(ctx, transaktionsnummer)
	if err != nil {
		return model.Delivery{}, failure(err)
	}
	request, err := d.sender.Deletion(&r, reason, text, d.now())
	if errors.Is(err, outbox.ErrNoReason) {
		return model.Delivery{}, &answer.Failure{Kind: answer.FailNoReason}
	}
	if err != nil {
		return model.Delivery{}, failure(err)
	}
	delivery, err := d.vault.QueueDeletion(ctx, store.Deletion{Of: transaktionsnummer, Tnr: request.Transaktionsnummer,
		Document: request.Document, Digest: request.Digest})
	if err == nil {
		d.outbox.Kick()
	}
	return delivery, failure(err)
}

// MarkPaper judges nothing: whatever stands in the draft, it is not sent.
func (d *desk) MarkPaper(ctx context.Context, draftID string, rev int) (model.Delivery, error) {
	delivery, err := d.vault.MarkPaper(ctx, draftID, rev, uuid.NewString())
	return delivery, failure(err)
}

func (d *desk) UnmarkPaper(ctx context.Context, transaktionsnummer string) (model.Draft, error) {
	draft, err := d.vault.UnmarkPaper(ctx, transaktionsnummer)
	return draft, failure(err)
}
