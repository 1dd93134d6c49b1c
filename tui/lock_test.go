package tui

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

// A desk that was left locks by itself, with what was typed saved; whoever types is not
// locked out.
func TestADeskThatWasLeftLocksByItself(t *testing.T) {
	t.Parallel()
	clock := &stage.HandClock{Time: stage.Today}
	d := newDesktop(t, &stage.DeskDouble{})
	s := d.Sh.Services()
	s.Clock, s.LockAfter = clock, 10*time.Minute
	d.SignedIn().Settle()
	e := report.NewEditor(d.Sh, stage.NewDraft())
	d.Open(e)
	e.Form.Goto("Anmerkung")
	d.Press("Muster")
	clock.GoOn(9 * time.Minute)
	d.Press("x")
	clock.GoOn(2 * time.Minute)
	d.Settle()
	if s.Locked != nil {
		t.Fatal("locked while somebody types")
	}
	clock.GoOn(9 * time.Minute)
	d.Until(func() bool { return s.Locked != nil })
	if !strings.Contains(d.Screen(), "Gesperrt seit") {
		t.Fatalf("after ten minutes without a key:\n%s", d.Screen())
	}
	if _, draft := d.Desk.State(); draft.Report.Meldung.Anmerkung != "Musterx" {
		t.Errorf("saved before the lock: %q", draft.Report.Meldung.Anmerkung)
	}
}
