package desk

import (
	"context"
	"errors"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/store"
)

// A package of another system is sent by the way of every report: it is taken in as
// drafts, each is judged and completed, and the outbox carries it. Whoever is broken off
// sends the same package again: what is on its way, or has an answer, is not sent twice.

// Only leaves out the reports that are not wanted, and people of whom none is left.
func (in *Intake) Only(wanted func(meldung model.Text) bool) {
	order := in.order
	in.order, in.number = nil, 0
	for _, id := range order {
		p, kept := in.known[id], []*packedReport(nil)
		for _, r := range p.reports {
			if wanted(r.meldung) {
				kept = append(kept, r)
			}
		}
		if p.reports = kept; len(kept) > 0 {
			in.order, in.number = append(in.order, id), in.number+len(kept)
		}
	}
}

// Upload completes the reports of a package, Warnungen accepted, and tells what became of
// each, in the order they came. Not yet of what the portal has not answered: Answers waits
// for that. told hears how many of all are done.
func (d *Desk) Upload(ctx context.Context, in *Intake, told func(done, all int)) (all []intake.Outcome, err error) {
	all = in.ofOthers(d.sender.Melder.ID)
	if _, err := d.vault.Import(ctx, in.people(d.now()), store.Importing{Mark: in.mark()}); err != nil {
		return nil, Failure(err)
	}
	foreign := len(all)
	for _, id := range in.order {
		for _, r := range in.known[id].reports {
			if err := ctx.Err(); err != nil {
				return all, err
			}
			one, err := d.uploadOne(ctx, r)
			if err != nil {
				return all, Failure(err)
			}
			all = append(all, one)
			told(len(all)-foreign, in.number)
		}
	}
	return all, nil
}

// ofOthers takes out the reports of another reporting site: they would leave under the
// name of this one.
func (in *Intake) ofOthers(own model.Text) (all []intake.Outcome) {
	foreign := map[model.Text]bool{}
	for _, id := range in.order {
		for _, r := range in.known[id].reports {
			if r.melder.ID != own {
				foreign[r.meldung] = true
				all = append(all, notSent(r.meldung, intake.Mangel{Text: "Die Melder_ID " + string(r.melder.ID) + " gehört nicht zu Ihrer Einrichtung (" + string(own) + ")."}))
			}
		}
	}
	in.Only(func(meldung model.Text) bool { return !foreign[meldung] })
	return all
}

func notSent(meldung model.Text, why ...intake.Mangel) intake.Outcome {
	return intake.Outcome{MeldungID: meldung, Result: intake.NotSent, Maengel: why}
}

// uploadOne completes what was taken in of a report, unless it was sent before.
func (d *Desk) uploadOne(ctx context.Context, packed *packedReport) (intake.Outcome, error) {
	report, err := packed.unpack()
	if err != nil {
		return intake.Outcome{}, err
	}
	c, err := d.vault.Numbered(ctx, string(report.Patient.PatientID))
	if err != nil {
		return intake.Outcome{}, err
	}
	sent, err := d.vault.Reports(ctx, c.ID)
	if err != nil {
		return intake.Outcome{}, err
	}
	if before := sentBefore(sent, packed.meldung); before != nil {
		if !d.same(&before.Report, report) {
			return notSent(packed.meldung, intake.Mangel{Text: "Diese Meldung_ID ist hier schon mit anderem Inhalt gesendet. Bitte im Programm als Korrektur melden."}), nil
		}
		return outcomeOf(packed.meldung, &before.Delivery), nil
	}
	drafts, err := d.vault.Drafts(ctx, c.ID)
	if err != nil {
		return intake.Outcome{}, err
	}
	for i := range drafts {
		if of := &drafts[i]; of.Report.Meldung.MeldungID == packed.meldung && of.Fassung == "" && of.Ersetzt == "" {
			if !d.same(&of.Report, report) {
				return notSent(packed.meldung, intake.Mangel{Text: "Der Entwurf dazu ist hier inzwischen ein anderer. Bitte im Programm abschließen."}), nil
			}
			return d.completeAll(ctx, of)
		}
	}
	return notSent(packed.meldung, intake.Mangel{Text: "Der Entwurf dazu wurde hier inzwischen gelöscht."}), nil
}

// same compares what leaves, whoever is stamped on it.
func (d *Desk) same(a, b *model.Report) bool {
	now := d.now()
	return rule.SameContent(d.sender.Freeze(a, now), d.sender.Freeze(b, now), d.sender.Rules.In())
}

// sentBefore is what was sent last under an id, nil = nothing was.
func sentBefore(sent []store.Sent, meldung model.Text) (found *store.Sent) {
	for i := range sent {
		if s := &sent[i]; s.MeldungID == meldung && s.Art == model.SendungMeldung {
			found = s
		}
	}
	return found
}

// completeAll completes a draft with its Warnungen accepted; a Fehler keeps it.
func (d *Desk) completeAll(ctx context.Context, draft *model.Draft) (intake.Outcome, error) {
	meldung := draft.Report.Meldung.MeldungID
	var accepted []string
	for {
		queued, err := d.Complete(ctx, draft.ID, draft.Rev, accepted)
		if err == nil {
			return outcomeOf(meldung, &queued), nil
		}
		var refusal *answer.Refusal
		if !errors.As(err, &refusal) {
			return intake.Outcome{}, err
		}
		warnings, maengel := against(refusal.Findings)
		if len(maengel) > 0 || len(warnings) == 0 || accepted != nil {
			return notSent(meldung, maengel...), nil
		}
		accepted = warnings
	}
}

// against are the ids of the Warnungen among findings, and what no consent takes away.
func against(findings []rule.Finding) (warnings []string, maengel []intake.Mangel) {
	for i := range findings {
		f := &findings[i]
		if f.Severity == rule.Warnung {
			warnings = append(warnings, f.Rule)
			continue
		}
		maengel = append(maengel, intake.Mangel{Code: f.Rule, Text: f.Text})
	}
	return warnings, maengel
}

func outcomeOf(meldung model.Text, d *model.Delivery) intake.Outcome {
	o := intake.Outcome{MeldungID: meldung, Nummer: d.Transaktionsnummer}
	switch d.State {
	case model.StateAccepted:
		o.Result = intake.Accepted
	case model.StateRejected:
		o.Result, o.Maengel = intake.Rejected, []intake.Mangel{{Code: d.Code, Text: d.Reason}}
	default:
		o.Result = intake.Waiting
	}
	return o
}

// Waits of Answers.
const (
	answerPause    = 50 * time.Millisecond
	answerPatience = 3 * time.Minute  // without an answer to any: longer than the lease of a program that was killed (outbox)
	portalPatience = 30 * time.Second // while the portal cannot be reached
)

// Answers fills in what the portal says about those that wait. It ends when all have an
// answer, or the portal has given none for a while: the rest goes on waiting in the store,
// and whoever signs in next delivers it.
func (d *Desk) Answers(ctx context.Context, all []intake.Outcome, told func(done, all int)) error {
	open := waiting(all)
	n, heard := len(open), time.Now()
	for {
		left, err := d.unanswered(ctx, open)
		if err != nil || len(left) == 0 {
			return Failure(err)
		}
		if len(left) < len(open) {
			open, heard = left, time.Now()
			told(n-len(open), n)
		}
		patience := answerPatience
		if !d.Link().Online {
			patience = portalPatience
		}
		if time.Since(heard) > patience {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(answerPause):
		}
	}
}

// answersAtOnce are asked for at once: the first in a queue have theirs first.
const answersAtOnce = 200

// unanswered fills in what answers there are to the first, and says whose are missing.
func (d *Desk) unanswered(ctx context.Context, open []*intake.Outcome) (left []*intake.Outcome, err error) {
	some := min(len(open), answersAtOnce)
	for _, o := range open[:some] {
		now, err := d.vault.Delivery(ctx, o.Nummer)
		if err != nil {
			return nil, err
		}
		if *o = outcomeOf(o.MeldungID, &now); o.Result == intake.Waiting {
			left = append(left, o)
		}
	}
	return append(left, open[some:]...), nil
}

func waiting(all []intake.Outcome) (open []*intake.Outcome) {
	for i := range all {
		if all[i].Result == intake.Waiting {
			open = append(open, &all[i])
		}
	}
	return open
}
