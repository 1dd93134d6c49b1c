package desk

import (
	"context"

	"example.org/meldeportal/model"
)

// Rueckmeldungen are what came back about the reports of a case, in their order.
func (d *Desk) Rueckmeldungen(ctx context.Context, caseID string) ([]model.Rueckmeldung, error) {
	return told(d.vault.Answers(ctx, caseID))
}

// Unknown is what came back about numbers that nobody knows here.
func (d *Desk) Unknown(ctx context.Context) ([]model.Rueckmeldung, error) {
	return told(d.vault.Unknown(ctx))
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
