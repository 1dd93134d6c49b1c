package main

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/tui/tuitest"
)

// Whoever stops the program with a signal gets the terminal as it was, without a person on
// it; when it goes on it draws everything anew, and keys are keys.
func TestAStoppedProgramGivesTheTerminalBack(t *testing.T) {
	t.Parallel()
	term := tuitest.Start(t, program(t, "demo", "--dir", t.TempDir()), 80, 24)
	term.See("Loginname")
	term.Quiet(200 * time.Millisecond)
	term.Signal(syscall.SIGTSTP)
	for late := time.Now().Add(10 * time.Second); !strings.HasSuffix(term.Tail(8), "\x1b[?1049l") && time.Now().Before(late); {
		time.Sleep(10 * time.Millisecond)
	}
	if got := term.Tail(8); got != "\x1b[?1049l" {
		t.Fatalf("stopped, the terminal shows the program still: %q", got)
	}
	time.Sleep(100 * time.Millisecond) // it stops behind what it has written
	term.Signal(syscall.SIGCONT)
	term.See("Loginname")
	term.Type("meier")
	term.See("meier")
	if all := term.Tail(4000); !strings.Contains(all[strings.LastIndex(all, "\x1b[?1049h"):], "VORF") {
		t.Errorf("going on, not all is drawn anew: %q", all)
	}
}

// Strg+\ of another terminal ends the program as a lost line does, not with the stacks of
// its goroutines over the screen.
func TestQuitSignalSavesAndLeavesTheTerminalClean(t *testing.T) {
	t.Parallel()
	term := tuitest.Start(t, program(t, "demo", "--dir", t.TempDir()), 80, 24)
	term.See("Loginname")
	term.Signal(syscall.SIGQUIT)
	term.Wait()
	if tail := term.Tail(2000); strings.Contains(tail, "goroutine ") || !strings.Contains(tail, "\x1b[?1049l") {
		t.Errorf("left behind: %q", tail)
	}
}
