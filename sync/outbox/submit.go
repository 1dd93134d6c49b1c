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
	// Around is a draft with what it is judged by; it fails when the stored draft
	// is not at rev any more.
	Around(ctx context.Context, draftID string, rev int) (Around, error)
	// Queue turns the draft into a delivery in one transaction. It is ErrMoved
	// when anything of the case has changed since it was read.
	Queue(ctx context.Context, a Around, c Completed) (model.Delivery, error)
}

// Around is a draft and what it is judged by, all of it as it stood at one moment.
type Around struct {
	Draft    model.Draft
	History  []rule.Past   // every other report of the person
	Corrects *model.Report // the sent report that the draft replaces, nil = none
	State    int64         // of the case at that moment
}

// ErrMoved says that the case changed between judging a report and queueing it.
var ErrMoved = errors.New("case changed while the report was completed")

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

	// Unread says what the memory of a draft's form holds that went into no field
	// of the report; nil = nothing ever does.
	Unread func(memory []byte) map[string]string
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

// tries is how often a report is judged when its case changes meanwhile.
const tries = 3

// Submit judges the stored draft, freezes what is asked of it, numbers it and
// queues it, provided that its case still is as it was judged; if not, it judges
// again. confirmed are the ids of the Warnungen the person has accepted. It
// returns *Held while the draft is held back, ErrUnchanged, *Refused when a
// Fehler or an unconfirmed Warnung stands against it, or ErrMoved when the case
// went on changing.
func (s Sender) Submit(ctx context.Context, desk Desk, now time.Time, draftID string, rev int, confirmed []string) (d model.Delivery, err error) {
	for range tries {
		d, err = s.submit(ctx, desk, now, draftID, rev, confirmed)
		if !errors.Is(err, ErrMoved) {
			break
		}
	}
	return d, err
}

func (s Sender) submit(ctx context.Context, desk Desk, now time.Time, draftID string, rev int, confirmed []string) (model.Delivery, error) {
	around, err := desk.Around(ctx, draftID, rev)
	if err != nil {
		return model.Delivery{}, err
	}
	report, err := s.judge(&around, now, confirmed)
	if err != nil {
		return model.Delivery{}, err
	}
	completed, err := s.number(report)
	if err != nil {
		return model.Delivery{}, err
	}
	return desk.Queue(ctx, around, completed)
}

// judge is the report as it leaves, if it may.
func (s Sender) judge(a *Around, now time.Time, confirmed []string) (*model.Report, error) {
	if a.Draft.Sperre.Holds(now) {
		return nil, &Held{*a.Draft.Sperre}
	}
	report := s.freeze(&a.Draft.Report, now)
	// That patient, tumour and type of a correction stay is a matter of the rules (P-020, P-345).
	if a.Corrects != nil && rule.SameContent(field.Written(dataset.Report, a.Corrects), report, s.Rules.In()) {
		return nil, ErrUnchanged
	}
	findings := rule.Check(rule.Case{Report: report, History: a.History, Today: model.DatumOf(now), Unread: s.unread(&a.Draft)}, rule.With(s.Rules))
	if against := standing(findings, confirmed); len(against) > 0 {
		return nil, &Refused{against}
	}
	return report, nil
}

// unread is what was typed into the draft and is no part of the report that leaves.
// It has to be confirmed like any Warnung; the receipt is for the report without it.
func (s Sender) unread(d *model.Draft) map[string]string {
	if s.Unread == nil {
		return nil
	}
	return s.Unread(d.Form)
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
	return s.number(s.freeze(r, now))
}

func (s Sender) number(frozen *model.Report) (Completed, error) {
	var doc bytes.Buffer
	if err := obds.Write(&doc, obds.FromReport(frozen, s.Rules.Target())); err != nil {
		return Completed{}, fmt.Errorf("write document: %w", err)
	}
	tnr, err := uuid.NewRandom()
	if err != nil {
		return Completed{}, fmt.Errorf("make number: %w", err)
	}
	return Completed{Transaktionsnummer: tnr.String(), Report: *frozen, Document: doc.Bytes(), Digest: portal.DocumentDigest(doc.Bytes())}, nil
}
