package tui

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/terminal"
)

// reviewOf opens the review of a draft nothing stands against, with a clock the
// test sets; frames come when it says so.
func reviewOf(t *testing.T) (d *stage.Desktop, clock *stage.HandClock) {
	t.Helper()
	clock = &stage.HandClock{Time: stage.Today}
	d = newDesktop(t, &stage.DeskDouble{})
	d.Sh.Services().Clock = clock
	e := report.NewEditor(d.Sh, stage.NewDraft())
	d.Open(e)
	e.Judge = nothingWrong
	e.Look()
	clock.GoOn(time.Minute)
	return d, clock
}

func nothingWrong() []rule.Finding { return nil }

func TestABurstOfKeysSendsNothing(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{
		"two": {"f12", "f12"}, "three": {"f12", "f12", "f12"}, "after others": {"tab", "tab", "f12", "*", "f12"},
		"by name": {"f12", "f9", "abschließen", "enter"},
	} {
		d, clock := reviewOf(t)
		d.Press(keys...).Settle()
		d.Press("f12").Settle()
		if d.Sent() != 0 {
			t.Errorf("%s: %v sent a report nobody has looked at", name, keys)
		}
		d.Shown(clock, terminal.ReadTime)
		if _, ok := d.Sh.Top().(*shell.Palette); ok {
			continue
		}
		if !strings.Contains(d.Screen(), "Bitte erst lesen") {
			t.Errorf("%s: the screen does not say what to do:\n%s", name, d.Screen())
		}
		clock.GoOn(terminal.RepeatTime)
		d.Press("f12").See("Transaktionsnummer")
	}
}

func TestAHeldKeySendsNothing(t *testing.T) {
	t.Parallel()
	for _, delay := range []time.Duration{33 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond, 660 * time.Millisecond} {
		d, clock := reviewOf(t)
		d.Press("f12").Settle()
		d.Shown(clock, delay)
		for held := delay; held < 3*time.Second; held += 33 * time.Millisecond {
			d.Press("f12").Settle()
			d.Shown(clock, 33*time.Millisecond)
		}
		if d.Sent() != 0 {
			t.Errorf("a key held down, repeated after %v, has sent a report", delay)
		}
		d.Shown(clock, terminal.RepeatTime)
		d.Press("f12").See("Transaktionsnummer")
	}
}

func TestAKeyCountsOnlyWhenItsQuestionStoodOnTheTerminal(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	d.Press("f12").Settle()
	clock.GoOn(time.Hour) // the terminal takes no frame: nobody sees anything
	d.Press("f12").Settle()
	if d.Sent() != 0 {
		t.Fatal("a question that was never on the terminal was answered")
	}
	d.Shown(clock, time.Second).Press("f12").See("Transaktionsnummer")
}

func TestAKeyThatWaitedBehindALongMessageDoesNotCount(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	d.Press("f12").Settle()
	d.Screen()
	d.Sh.Shown()
	d.Sh.Eye.Wake()
	clock.GoOn(time.Second) // a message takes this long; the key may be older than the question
	d.Screen()
	d.Press("f12").Settle()
	if d.Sent() != 0 {
		t.Error("a key that may have been pressed before the question was there has answered it")
	}
}
