package followups

import (
	"context"
	"fmt"
	"slices"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Judge looks at a line with everything known around it.
func (s *Series) Judge(l *Line) []rule.Finding {
	if l.Report == nil {
		return nil
	}
	if !l.judged {
		l.judged = true
		l.Findings = rule.Check(work.Judged(s.services, s.desk, l.Report, l.past, forms.Unread(l.form)), rule.With(s.services.Config))
	}
	return l.Findings
}

// Count gives the Fehler and the Warnungen of a line.
func (s *Series) Count(l *Line) (fehler, warnungen int) {
	for _, f := range s.Judge(l) {
		switch f.Severity {
		case rule.Fehler:
			fehler++
		case rule.Warnung:
			warnungen++
		}
	}
	return fehler, warnungen
}

// Ready reports that a line can be completed.
func (s *Series) Ready(l *Line) bool {
	fehler, _ := s.Count(l)
	return l.Report != nil && !l.Done && l.Err == nil && fehler == 0
}

// Readiness are the lines in sight that can be completed, and how many cannot yet.
func (s *Series) Readiness() (ready []*Line, open int) {
	for _, l := range s.Sight() {
		switch {
		case s.Ready(l):
			ready = append(ready, l)
		case !l.Done:
			open++
		}
	}
	return ready, open
}

// Warnings are the Warnungen of all lines in sight that can be completed, one a rule,
// with how many lines have it.
func (s *Series) Warnings() (distinct []rule.Finding, lines map[string]int) {
	lines = map[string]int{}
	for _, l := range s.Sight() {
		if !s.Ready(l) {
			continue
		}
		seen := map[string]bool{}
		for _, f := range l.Findings {
			if f.Severity != rule.Warnung || seen[f.Rule] {
				continue
			}
			if seen[f.Rule] = true; lines[f.Rule] == 0 {
				distinct = append(distinct, f)
			}
			lines[f.Rule]++
		}
	}
	return distinct, lines
}

// Summary is a line as it is going to be completed.
type Summary struct{ Name, Born, Tumour, Day, Total string }

// Summary is that of a line.
func (s *Series) Summary(l *Line) Summary {
	day, total := Fields[0], Fields[1]
	return Summary{wording.MarkName(l.Name, l.Objects), l.Born, l.TumourText(), s.Cells[day].Show(l.Value(day)),
		forms.Clean(l.Value(total) + " " + s.Cells[total].Meaning(l.Value(total), false))}
}

// Completes says what completing lines does, and StaysOpen how many are left.
func Completes(ready []*Line) string {
	return wording.Plural(len(ready), "Meldung wird", "Meldungen werden") + " abgeschlossen und übermittelt, danach nur noch lesbar"
}

func (s *Series) StaysOpen(open int) (stays []string) {
	if open > 0 {
		stays = append(stays, wording.Plural(open, "Zeile bleibt", "Zeilen bleiben")+" in der Serie: dort fehlt noch etwas.")
	}
	if hidden := s.Hidden(); hidden != "" {
		stays = append(stays, hidden)
	}
	return stays
}

// Completion is the completing of one line, with the state that was judged
// and the Warnungen that were confirmed.
type Completion struct {
	work.Submission
	line      *Line
	confirmed []string
	state     *work.Snapshot // not on the disk yet, nil = all is
}

// Completing prepares the completing of lines.
func (s *Series) Completing(ready []*Line) (all []*Completion) {
	for _, l := range ready {
		c := &Completion{line: l, confirmed: warnedRules(l.Findings)}
		if l.Unsaved() {
			c.state = l.snapshot()
		}
		all = append(all, c)
	}
	return all
}

func warnedRules(found []rule.Finding) (ids []string) {
	for _, f := range found {
		if f.Severity == rule.Warnung && !slices.Contains(ids, f.Rule) {
			ids = append(ids, f.Rule)
		}
	}
	return ids
}

// Do completes the line, behind its own last save. It may run beside the sitting.
func (c *Completion) Do(ctx context.Context, desk *work.Desk) {
	if c.Err = c.line.Save.Flush(ctx, c.state); c.Err == nil {
		c.Submission = work.SubmissionOf(c.line.Draft.ID, c.line.Draft.Rev, c.confirmed)
		c.Submission.Do(ctx, desk)
	}
}

// Completed takes what became of a line; one that was refused shows why.
func (s *Series) Completed(c *Completion) error {
	found, refused := c.Refused()
	switch {
	case refused:
		c.line.Findings = found
	case c.Err != nil:
		c.line.Err = c.Err
		return c.Err
	default:
		c.line.complete(c.Delivery)
	}
	return nil
}

// CompleteAll completes lines at once, one after the other, and tells what became
// of them.
func (s *Series) CompleteAll(ctx context.Context, ready []*Line) (said string) {
	for _, c := range s.Completing(ready) {
		c.Do(ctx, s.desk)
		s.Completed(c) // what went wrong the sum tells
	}
	return s.Sum()
}

// Sum remembers which lines are completed and tells how many.
func (s *Series) Sum() (said string) {
	s.Remember()
	done, failed := 0, error(nil)
	for _, l := range s.Lines {
		if l.Done {
			done++
		}
		if l.Err != nil {
			failed = l.Err
		}
	}
	said = fmt.Sprintf("%d von %d abgeschlossen; sie werden im Hintergrund übermittelt.", done, len(s.Lines))
	if s.desk.Station.Link().Ended {
		said = fmt.Sprintf("%d von %d abgeschlossen; von hier gehen sie nach neuer Anmeldung.", done, len(s.Lines))
	}
	if failed != nil {
		said += " " + wording.Sentence(failed)
	}
	return said
}
