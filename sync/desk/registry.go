package desk

import (
	"context"

	"example.org/meldeportal/model"
)

// Rueckmeldungen are what came back about the reports of a case, in their order.
func (d *Desk) Rueckmeldungen(ctx context.Context, caseID string) ([]model.Rueckmeldung, error) {
	return told(d.vault.Answers(ctx, caseID))
}

// Abgleich is what the house and the portal know differently.
func (d *Desk) Abgleich(ctx context.Context) (a model.Abgleich, err error) {
	if a.Rueckmeldungen, err = d.vault.Unknown(ctx); err == nil {
		a.Hier, a.Dort, err = d.vault.Differs(ctx)
	}
	if err == nil {
		a.Bruch, err = d.vault.Broken(ctx)
	}
	if _, ends, none := d.vault.SenderID(ctx); none == nil && ends.Sub(d.now()) < TokenMind {
		a.ZugangBis = ends
	}
	return a, Failure(err)
}

// Reply answers a question of the registry in words. The outbox sends it at once.
func (d *Desk) Reply(ctx context.Context, question model.Rueckmeldung, text string) error {
	a, err := d.sender.Reply(&question, text, d.now())
	if err == nil {
		err = d.vault.Reply(ctx, question.Nummer, a)
	}
	if err != nil {
		return Failure(err)
	}
	d.outbox.Answered()
	return nil
}

// Versuche are the last tries to deliver something.
func (d *Desk) Versuche(ctx context.Context, transaktionsnummer string) ([]model.Versuch, error) {
	return told(d.vault.Tries(ctx, transaktionsnummer))
}
