package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/tui/tuitest"
)

// mostWakes is how often a program that nobody uses may wake in a second. It is to
// be 20; a machine on which others work makes it more.
const mostWakes = 60

// A program in front of which nobody types, and with nothing to deliver, sleeps:
// sixty of them stand on one machine.
func TestAProgramNobodyUsesSleeps(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	term := d.start()
	d.signIn(term, user(1))
	const watched = 5 * time.Second
	time.Sleep(2 * time.Second) // what signing in has begun comes to its end
	before := restOf(t, term)
	time.Sleep(watched)
	used := restOf(t, term).since(before)
	t.Logf("idle: %.1f wake-ups/s, %.2f %% of a core", float64(used.wakes)/watched.Seconds(), 100*used.cpu.Seconds()/watched.Seconds())
	if got := float64(used.wakes) / watched.Seconds(); got > mostWakes {
		t.Errorf("%.0f wake-ups a second, want at most %d", got, mostWakes)
	}
}

// rest is what a process has done so far.
type rest struct {
	wakes int           // of all its threads
	cpu   time.Duration // of all of them, as fine as the system counts
}

func (r rest) since(before rest) rest { return rest{r.wakes - before.wakes, r.cpu - before.cpu} }

func restOf(t testing.TB, term *tuitest.Terminal) (r rest) {
	t.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", term.PID()))
	if err != nil || len(threads) == 0 {
		t.Fatalf("no threads of %d: %v", term.PID(), err)
	}
	for _, thread := range threads {
		status, err := os.ReadFile(filepath.Join(thread, "status"))
		if err != nil {
			continue // it has ended
		}
		for line := range strings.Lines(string(status)) {
			if n, ok := strings.CutPrefix(line, "voluntary_ctxt_switches:"); ok {
				wakes, _ := strconv.Atoi(strings.TrimSpace(n))
				r.wakes += wakes
			}
		}
		if ran, err := os.ReadFile(filepath.Join(thread, "schedstat")); err == nil {
			nanos, _ := strconv.ParseInt(strings.Fields(string(ran))[0], 10, 64)
			r.cpu += time.Duration(nanos)
		}
	}
	return r
}
