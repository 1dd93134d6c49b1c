package outbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/portal"
)

// Desk is the store as completing a report needs it.
type Desk interface {
	Draft(ctx context.Context, id string) (model.Draft, error)
	History(ctx context.Context, caseID, exceptDraft string) ([]rule.Past, error)
	// Sent is a completed report, which a correction replaces.
	Sent(ctx context.Context, transaktionsnummer string) (model.Report, error)
	// Queue turns the draft into a delivery in one transaction; it fails when
	// the stored draft is not at rev any more.
	Queue(ctx context.Context, draftID string, rev int, c Completed) (model.Delivery, error)
}

// Completed is a report as it leaves the house: frozen, numbered, written.
type Completed struct {
	Transaktionsnummer string
	Report             model.Report
	Document           []byte
	Digest             string
}

// Sender is who delivers: set by the configuration and the sign-in.
type Sender struct {
	Absender model.Absender
	Melder   model.Melder
	Rules    rule.Config
}

// Refused is a report that may not leave yet.
type Refused struct{ Findings []rule.Finding }

func (*Refused) Error() string { return "report refused by rules" }

// Held is a report that is held back.
type Held struct{ Sperre model.Sperre }

func (*Held) Error() string { return "report is held back" }

// ErrUnchanged is a correction that says what the sent report said: the
// registries refuse it as a duplicate.
var ErrUnchanged = errors.New("correction changes nothing")

// Submit judges the stored draft, freezes what is asked of it, numbers it and
// queues it. confirmed are the ids of the Warnungen the person has accepted.
// It returns *Held while the draft is held back, ErrUnchanged, or *Refused when
// a Fehler or an unconfirmed Warnung stands against it.
func (s Sender) Submit(ctx context.Context, desk Desk, now time.Time, draftID string, rev int, confirmed []string) (model.Delivery, error) {
	draft, err := desk.Draft(ctx, draftID)
	if err != nil {
		return model.Delivery{}, fmt.Errorf("read draft: %w", err)
	}
	if draft.Sperre.Holds(now) {
		return model.Delivery{}, &Held{*draft.Sperre}
	}
	report := s.freeze(&draft.Report, now)
	if err := changed(ctx, desk, draft.Ersetzt, report); err != nil {
		return model.Delivery{}, err
	}
	history, err := desk.History(ctx, draft.PatientID, draftID)
	if err != nil {
		return model.Delivery{}, fmt.Errorf("read history: %w", err)
	}
	findings := rule.Check(rule.Case{Report: report, History: history, Today: model.DatumOf(now)}, rule.With(s.Rules))
	if against := standing(findings, confirmed); len(against) > 0 {
		return model.Delivery{}, &Refused{against}
	}
	completed, err := number(report)
	if err != nil {
		return model.Delivery{}, err
	}
	return desk.Queue(ctx, draftID, rev, completed)
}

// changed is ErrUnchanged when a report corrects a sent one and says the same.
// That patient, tumour and type stay is a matter of the rules (P-020, P-345).
func changed(ctx context.Context, desk Desk, corrects string, report *model.Report) error {
	if corrects == "" {
		return nil
	}
	sent, err := desk.Sent(ctx, corrects)
	if err != nil {
		return fmt.Errorf("read corrected report: %w", err)
	}
	if rule.SameContent(field.Written(dataset.Report, &sent), report) {
		return ErrUnchanged
	}
	return nil
}

// Stamp is the report with what the program itself adds: sender, reporting site
// and today's date. What was typed is shared with r, not copied.
func (s Sender) Stamp(r *model.Report, now time.Time) *model.Report {
	stamped := *r
	stamped.Absender, stamped.Melder = s.Absender, s.Melder
	stamped.Meldedatum = model.DatumOf(now)
	stamped.Meldung.MelderID = s.Melder.ID
	return &stamped
}

// freeze is the report as it leaves: stamped, and without what is hidden.
func (s Sender) freeze(r *model.Report, now time.Time) *model.Report {
	return field.Written(dataset.Report, s.Stamp(r, now))
}

// standing is what keeps a report from leaving.
func standing(findings []rule.Finding, confirmed []string) []rule.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f rule.Finding) bool {
		return f.Severity == rule.Hinweis || f.Severity == rule.Warnung && slices.Contains(confirmed, f.Rule)
	})
}

// Complete freezes, numbers and writes a report without judging it.
func (s Sender) Complete(r *model.Report, now time.Time) (Completed, error) {
	return number(s.freeze(r, now))
}

func number(frozen *model.Report) (Completed, error) {
	var doc bytes.Buffer
	if err := obds.Write(&doc, obds.FromReport(frozen)); err != nil {
		return Completed{}, fmt.Errorf("write document: %w", err)
	}
	tnr, err := uuid.NewRandom()
	if err != nil {
		return Completed{}, fmt.Errorf("make number: %w", err)
	}
	return Completed{Transaktionsnummer: tnr.String(), Report: *frozen, Document: doc.Bytes(), Digest: portal.DocumentDigest(doc.Bytes())}, nil
}
