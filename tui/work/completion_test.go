package work

import (
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/rule"
)

func reviewOf(corrects string, found ...rule.Finding) *Completion {
	r := &Report{Services: &Services{Lists: catalog.NewShelf(), Now: func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }},
		Draft: &model.Draft{ID: "d", Rev: 7}, Id: "d", Corrects: corrects, Report: &model.Report{}, Aside: &Aside{}}
	return r.Review(found)
}

// What keeps a report here is said one after the other, the first to be mended first.
func TestWhatKeepsAReportIsSaidInItsOrder(t *testing.T) {
	t.Parallel()
	c := reviewOf("71", rule.Finding{Rule: "F-1", Severity: rule.Fehler}, rule.Finding{Rule: "W-1", Severity: rule.Warnung},
		rule.Finding{Rule: "W-1", Severity: rule.Warnung}, rule.Finding{Rule: "H-1", Severity: rule.Hinweis})
	c.report.Aside.Sperre = &model.Sperre{Grund: "Befund fehlt"}
	saved := false
	for _, want := range []struct {
		what Stop
		mend func()
	}{
		{Unsaved, func() { saved = true }},
		{Held, func() { c.report.Aside.Sperre = nil }},
		{Unread, func() { c.report.Sent = &model.Report{}; c.Compare() }},
		{Unchanged, func() { c.report.Report.Meldung.EigeneLeistung = "J"; c.Compare() }},
		{Wrong, func() { c.Findings = c.Findings[1:] }},
		{Unconfirmed, func() { c.Confirmed["W-1"] = true }},
		{Free, func() {}},
	} {
		if what, why := c.Stopped(saved); what != want.what || (why == "") != (what == Free) {
			t.Fatalf("stopped by %d (%q), want %d", what, why, want.what)
		}
		want.mend()
	}
}

// Only what was confirmed is handed over, and a refusal brings what counts now.
func TestARefusalBringsItsFindings(t *testing.T) {
	t.Parallel()
	c := reviewOf("", rule.Finding{Rule: "W-1", Severity: rule.Warnung}, rule.Finding{Rule: "W-2", Severity: rule.Warnung})
	c.Confirmed["W-1"], c.Confirmed["W-2"] = false, true
	s := c.Submit()
	if s.id != "d" || s.rev != 7 || len(s.confirmed) != 1 || s.confirmed[0] != "W-2" {
		t.Errorf("submitted %+v", s)
	}
	s.Err = &answer.Refusal{Findings: []rule.Finding{{Rule: "F-9", Severity: rule.Fehler}}}
	if found, refused := s.Refused(); !refused || len(found) != 1 {
		t.Errorf("refused %v with %v", refused, found)
	}
	s.Err = errors.New("disk")
	if _, refused := s.Refused(); refused {
		t.Error("a full disk is no refusal")
	}
}
