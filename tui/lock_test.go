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

// Whoever wakes a machine that slept has to know the password, whatever key it was; a colleague
// has the report by then, and where the rest of the word is stands beside the password.
func TestAMachineThatSleptWakesLocked(t *testing.T) {
	t.Parallel()
	clock := &stage.HandClock{Time: stage.Today}
	d := newDesktop(t, &stage.DeskDouble{})
	s := d.Sh.Services()
	s.Clock, s.LockAfter = clock, 10*time.Minute
	d.SignedIn().Settle()
	e := report.NewEditor(d.Sh, stage.NewDraft())
	d.Open(e)
	e.Form.Goto("Anmerkung")
	d.Press("Must")
	clock.Sleep(time.Hour)
	d.Desk.Change(func() { d.Desk.Faster = true })
	d.Press("e")
	d.Until(func() bool { return s.Locked != nil })
	if screen := strings.Join(strings.Fields(d.Screen()), " "); !strings.Contains(screen, "Gesperrt seit") || !strings.Contains(screen, "als zweiter Entwurf in der Akte") {
		t.Errorf("woken:\n%s", d.Screen())
	}
	if _, draft := d.Desk.State(); draft.Report.Meldung.Anmerkung != "Must" {
		t.Errorf("saved before the lock: %q", draft.Report.Meldung.Anmerkung)
	}
}
