package tui

import (
	"strings"
	"testing"
	"time"
)

// typedOn types a letter every 300 ms without a pause, so that no pause saves, and
// hands over what became due meanwhile. saved counts the letters on the disk.
func typedOn(t *testing.T, d *desktop, clock *handClock, letters int, saved func() int) {
	t.Helper()
	const between = 300 * time.Millisecond
	var when []time.Time
	worst := time.Duration(0)
	for range letters {
		d.press("a")
		when = append(when, clock.Now())
		for range clock.goOn(between) {
			d.due()
		}
		n := saved()
		if n < len(when) {
			worst = max(worst, clock.Now().Sub(when[n]))
		}
		if n < len(when) != strings.Contains(d.screen(), "ungespeichert") {
			t.Fatalf("%d of %d letters are saved; the screen says:\n%s", n, len(when), d.screen())
		}
	}
	t.Logf("%d letters typed, %d on the disk, the oldest one that was not had waited %v", letters, saved(), worst)
	if worst > 2*time.Second {
		t.Errorf("a letter waited %v for being saved, want at most 2s", worst)
	}
}
