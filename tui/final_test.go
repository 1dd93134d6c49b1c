package tui

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/rule"
)

// reviewOf opens the review of a draft nothing stands against, with a clock the
// test sets; frames come when it says so.
func reviewOf(t *testing.T) (d *desktop, clock *handClock) {
	t.Helper()
	clock = &handClock{now: today}
	d = newDesktop(t, &deskDouble{})
	d.sh.Services().Clock = clock
	e := NewEditor(d.sh, newDraft())
	d.open(e)
	e.judge = nothingWrong
	e.look()
	clock.goOn(time.Minute)
	return d, clock
}

func nothingWrong() []rule.Finding { return nil }

func TestABurstOfKeysSendsNothing(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{
		"two": {"f12", "f12"}, "three": {"f12", "f12", "f12"}, "after others": {"tab", "tab", "f12", "f7", "f12"},
		"by name": {"f12", "f9", "abschließen", "enter"},
	} {
		d, clock := reviewOf(t)
		d.press(keys...).settle()
		d.press("f12").settle()
		if d.sent() != 0 {
			t.Errorf("%s: %v sent a report nobody has looked at", name, keys)
		}
		d.shown(clock, readTime)
		if _, ok := d.sh.Top().(*palette); ok {
			continue
		}
		if !strings.Contains(d.screen(), "Bitte erst lesen") {
			t.Errorf("%s: the screen does not say what to do:\n%s", name, d.screen())
		}
		clock.goOn(repeatTime)
		d.press("f12").see("Transaktionsnummer")
	}
}

func TestAHeldKeySendsNothing(t *testing.T) {
	t.Parallel()
	for _, delay := range []time.Duration{33 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond, 660 * time.Millisecond} {
		d, clock := reviewOf(t)
		d.press("f12").settle()
		d.shown(clock, delay)
		for held := delay; held < 3*time.Second; held += 33 * time.Millisecond {
			d.press("f12").settle()
			d.shown(clock, 33*time.Millisecond)
		}
		if d.sent() != 0 {
			t.Errorf("a key held down, repeated after %v, has sent a report", delay)
		}
		d.shown(clock, repeatTime)
		d.press("f12").see("Transaktionsnummer")
	}
}

func TestAKeyCountsOnlyWhenItsQuestionStoodOnTheTerminal(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	d.press("f12").settle()
	clock.goOn(time.Hour) // the terminal takes no frame: nobody sees anything
	d.press("f12").settle()
	if d.sent() != 0 {
		t.Fatal("a question that was never on the terminal was answered")
	}
	d.shown(clock, time.Second).press("f12").see("Transaktionsnummer")
}

func TestAKeyThatWaitedBehindALongMessageDoesNotCount(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	d.press("f12").settle()
	d.screen()
	d.sh.Shown()
	d.sh.eye.wake()
	clock.goOn(time.Second) // a message takes this long; the key may be older than the question
	d.screen()
	d.press("f12").settle()
	if d.sent() != 0 {
		t.Error("a key that may have been pressed before the question was there has answered it")
	}
}
