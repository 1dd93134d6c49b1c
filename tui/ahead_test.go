package tui

import (
	"testing"
	"time"

	"example.org/meldeportal/tui/place"
)

// busyFor is a desktop whose front screen waits for the XML of a preview, with
// a clock the test sets.
func busyFor(t *testing.T) (d *desktop, p *Preview, wait func(time.Duration)) {
	t.Helper()
	d = newDesktop(t, &deskDouble{})
	now := nowOfTests()
	d.sh.Services().Now = func() time.Time { return now }
	r := newDraft().Report
	d.sh.Push(newPreview(d.sh, place.Preview{CaseID: "c1", Report: &r}))
	return d, d.sh.Top().(*Preview), func(by time.Duration) { now = now.Add(by) }
}

func TestEscDoesNotOvertakeWhatWasTypedBefore(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"esc", "f10"} {
		d, p, _ := busyFor(t)
		d.press("f2", "x", key, key, "f5").see("das Getippte wartet")
		if d.sh.Top() != Screen(p) || len(d.sh.kept) != 4 {
			t.Fatalf("%s left a screen before the keys typed first: %d kept", key, len(d.sh.kept))
		}
		d.give(documentMsg{to: p, xml: []byte(someXML)}) // x into the name, the first back to the preview, the second out of it
		d.see("Loginname")
		if len(d.sh.kept) != 0 {
			t.Errorf("%s: %d keys were not handed over", key, len(d.sh.kept))
		}
	}
}

func TestEscLeavesAScreenThatStaysBusy(t *testing.T) {
	t.Parallel()
	d, p, wait := busyFor(t)
	d.press("f2", "x", "esc")
	wait(patience - time.Millisecond)
	d.press("esc")
	if d.sh.Top() != Screen(p) {
		t.Fatal("two Esc in a row gave up what was typed before them")
	}
	wait(time.Millisecond)
	d.press("esc").see("Loginname")
	if len(d.sh.kept) != 0 {
		t.Errorf("%d keys went on to the next screen", len(d.sh.kept))
	}
	d, _, _ = busyFor(t)
	d.press("f2", "esc").see("Loginname") // nothing was typed: at once
}
