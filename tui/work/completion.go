package work

import (
	"context"
	"errors"
	"slices"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// Completion is the last look at a report before it leaves: Fehler keep it here, each
// Warnung wants a yes, Hinweise are only shown, and a correction must change something.
type Completion struct {
	report    *Report
	Findings  []rule.Finding
	Changes   []forms.Change  // of a correction
	Confirmed map[string]bool // by rule: that is what completing asks for
}

// Review looks at what was found last in the report.
func (r *Report) Review(found []rule.Finding) *Completion {
	c := &Completion{report: r, Findings: found, Confirmed: map[string]bool{}}
	c.Compare()
	return c
}

// Compare looks up what a correction changes, once the sent report is known.
func (c *Completion) Compare() {
	if c.report.Sent != nil {
		c.Changes = c.report.Services.Changes(c.report.Sent, c.report.Report)
	}
}

// Of are the findings of a severity.
func (c *Completion) Of(s rule.Severity) []rule.Finding {
	return slices.DeleteFunc(slices.Clone(c.Findings), func(f rule.Finding) bool { return f.Severity != s })
}

// Open are the Warnungen nobody has confirmed.
func (c *Completion) Open() []rule.Finding {
	return slices.DeleteFunc(c.Of(rule.Warnung), func(f rule.Finding) bool { return c.Confirmed[f.Rule] })
}

// ConfirmAll confirms every Warnung.
func (c *Completion) ConfirmAll() {
	for _, f := range c.Of(rule.Warnung) {
		c.Confirmed[f.Rule] = true
	}
}

// Stop is what keeps a report from leaving.
type Stop int

const (
	Free Stop = iota
	Unsaved
	NoRole
	Held
	Unread // the report a correction replaces
	Unchanged
	Wrong // Fehler stand against it
	Unconfirmed
)

// Stopped says what keeps the report here first, and why; saved is whether all of it
// is on the disk. Why is no whole sentence where a face has to say how it is mended.
func (c *Completion) Stopped(saved bool) (what Stop, why string) {
	fehler, open := len(c.Of(rule.Fehler)), len(c.Open())
	switch {
	case !saved:
		return Unsaved, "Noch ist nicht alles gespeichert."
	case c.report.Desk.Lacks(rights.Abgeschlossen) != "":
		return NoRole, c.report.Desk.Lacks(rights.Abgeschlossen)
	case c.report.Held() != "":
		return Held, c.report.Held()
	case c.Same() && c.report.Sent == nil:
		return Unread, "Die gesendete Meldung wird noch gelesen."
	case c.Same():
		return Unchanged, "Keine Änderung gegenüber der gesendeten Meldung. Bitte berichtigen oder den Entwurf in der Akte löschen."
	case fehler == 1:
		return Wrong, "Ein Fehler muss zuerst behoben werden"
	case fehler > 1:
		return Wrong, wording.Plural(fehler, "", "Fehler müssen") + " zuerst behoben werden"
	case open > 0:
		return Unconfirmed, wording.Plural(open, "Warnung ist", "Warnungen sind") + " noch zu bestätigen"
	}
	return Free, ""
}

// Same reports a correction that changes nothing.
func (c *Completion) Same() bool { return c.report.Corrects != "" && len(c.Changes) == 0 }

// Submission is the completing of a saved draft, with the Warnungen that were
// confirmed.
type Submission struct {
	id        string
	rev       int
	confirmed []string
	Delivery  model.Delivery
	Err       error
}

// SubmissionOf is that of a draft in the state that was judged.
func SubmissionOf(id string, rev int, confirmed []string) Submission {
	return Submission{id: id, rev: rev, confirmed: confirmed}
}

// Submit prepares it.
func (c *Completion) Submit() *Submission {
	var confirmed []string
	for id, yes := range c.Confirmed {
		if yes {
			confirmed = append(confirmed, id)
		}
	}
	s := SubmissionOf(c.report.Id, c.report.Draft.Rev, confirmed)
	return &s
}

// Do completes the draft. It may run beside the sitting.
func (s *Submission) Do(ctx context.Context, desk *Desk) {
	s.Delivery, s.Err = desk.Reports.Complete(ctx, s.id, s.rev, s.confirmed)
}

// Refused are the findings for which the draft was not completed; they count from now
// on. ok is false where it was not refused.
func (s *Submission) Refused() (found []rule.Finding, ok bool) {
	var refused *answer.Refusal
	if ok = errors.As(s.Err, &refused); ok {
		found = refused.Findings
	}
	return found, ok
}

// NotCompleted is said of a report that was refused. What stands against it may have
// come since it was opened: its past is to be read again.
const NotCompleted = "Die Meldung kann so nicht abgeschlossen werden; bitte die Mängel ansehen."
