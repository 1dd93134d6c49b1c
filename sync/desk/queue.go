package desk

import (
	"context"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
)

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
