package document

import (
	"testing"
	"time"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

// busyFor is a desktop whose front screen waits for the XML of a preview, with
// a clock the test sets.
func busyFor(t *testing.T) (d *stage.Desktop, p *Preview, wait func(time.Duration)) {
	t.Helper()
	d = newDesktop(t, &stage.DeskDouble{})
	now := stage.NowOfTests()
	d.Sh.Services().Now = func() time.Time { return now }
	r := stage.NewDraft().Report
	d.Sh.Push(NewPreview(d.Sh, place.Preview{CaseID: "c1", Report: &r}))
	return d, d.Sh.Top().(*Preview), func(by time.Duration) { now = now.Add(by) }
}

func TestEscDoesNotOvertakeWhatWasTypedBefore(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"esc", "f10"} {
		d, p, _ := busyFor(t)
		d.Press("f2", "x", key, key, "tab").See("das Getippte wartet")
		if d.Sh.Top() != kit.Screen(p) || len(d.Sh.Kept) != 4 {
			t.Fatalf("%s left a screen before the keys typed first: %d kept", key, len(d.Sh.Kept))
		}
		d.Give(documentMsg{to: p, xml: []byte(stage.SomeXML)}) // x into the name, the first back to the preview, the second out of it
		d.See("Loginname")
		if len(d.Sh.Kept) != 0 {
			t.Errorf("%s: %d keys were not handed over", key, len(d.Sh.Kept))
		}
	}
}

func TestEscLeavesAScreenThatStaysBusy(t *testing.T) {
	t.Parallel()
	d, p, wait := busyFor(t)
	d.Press("f2", "x", "esc")
	wait(shell.Patience - time.Millisecond)
	d.Press("esc")
	if d.Sh.Top() != kit.Screen(p) {
		t.Fatal("two Esc in a row gave up what was typed before them")
	}
	wait(time.Millisecond)
	d.Press("esc").See("Loginname")
	if len(d.Sh.Kept) != 0 {
		t.Errorf("%d keys went on to the next screen", len(d.Sh.Kept))
	}
	d, _, _ = busyFor(t)
	d.Press("f2", "esc").See("Loginname") // nothing was typed: at once
}
