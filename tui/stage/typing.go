package stage

import (
	"strings"
	"testing"
	"time"
)

// TypedOn types a letter every 300 ms without a pause, so that no pause saves, and
// hands over what became due meanwhile. saved counts the letters on the disk.
func TypedOn(t *testing.T, d *Desktop, clock *HandClock, letters int, saved func() int) {
	t.Helper()
	const between = 300 * time.Millisecond
	var when []time.Time
	worst := time.Duration(0)
	for range letters {
		d.Press("a")
		when = append(when, clock.Now())
		for range clock.GoOn(between) {
			d.Due()
		}
		n := saved()
		if n < len(when) {
			worst = max(worst, clock.Now().Sub(when[n]))
		}
		if n < len(when) != strings.Contains(d.Screen(), "ungespeichert") {
			t.Fatalf("%d of %d letters are saved; the screen says:\n%s", n, len(when), d.Screen())
		}
	}
	t.Logf("%d letters typed, %d on the disk, the oldest one that was not had waited %v", letters, saved(), worst)
	if worst > 2*time.Second {
		t.Errorf("a letter waited %v for being saved, want at most 2s", worst)
	}
}
