package main

import (
	"fmt"
	"testing"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/tui/tuitest"
)

// decisionsAMinute is what somebody must be able to decide by keyboard at least: the program may
// not be what she waits for.
const decisionsAMinute = 60

// Who decides about one pair after the other, with a reason for each, keeps a count that is
// right, and takes the last one back at the end; in the built program, on a terminal.
func TestPairsAreDecidedInARowByKeyboard(t *testing.T) {
	t.Parallel()
	term := tuitest.Start(t, command(t.TempDir(), "pruefen", "--uebung"), 100, 40)
	count := func(waiting, decided int) {
		t.Helper()
		term.See(fmt.Sprintf("%d warten · %d entschieden", waiting, decided))
	}
	count(exercisePairs, 0)
	begun := time.Now()
	for i := range decisions {
		term.Press(string(rune('1' + i%len("1234567"))))
		time.Sleep(pause)
		term.Press([...]string{"v", "n"}[i%2])
		count(exercisePairs-i-1, i+1)
	}
	took := time.Since(begun)
	term.See(map[bool]string{true: "nicht verknüpft", false: "verknüpft"}[decisions%2 == 0])
	term.Press("z")
	count(exercisePairs-decisions+1, decisions-1)
	term.See("zurückgenommen, das Paar wartet wieder")
	term.Press("q")
	if code := term.Wait(); code != hilfe.ExitOK {
		t.Errorf("it ended with %d", code)
	}
	rate := float64(decisions) / took.Minutes()
	t.Logf("%d decisions in a row, one taken back: %.0f a minute by keyboard", decisions, rate)
	if rate < decisionsAMinute {
		t.Errorf("%.0f decisions a minute, want %d at least", rate, decisionsAMinute)
	}
}

// pause is how long somebody takes at least between two pairs: a key that comes sooner was meant
// for the pair before, and the program does not take it (pairs.Screen).
const pause = 200 * time.Millisecond
