package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// listReading keeps a list to one reading at a time. What changes while one is on
// its way marks the list as behind, and one more reading follows however many
// changes there were: readings that begin anew with every change never end while
// a colleague types, and side by side they take all memory. A reading ends with
// its screen or when the person signs out. It belongs to the screen's goroutine.
type listReading struct {
	stop   context.CancelFunc // ends the one on its way, nil when there is none
	n      int                // counts readings, so that a late answer is known
	behind bool
}

// begin starts a reading, or notes that another one has to follow. read gets the
// number that its answer carries.
func (l *listReading) begin(sh *Shell, read func(ctx context.Context, n int) tea.Msg) tea.Cmd {
	if l.stop != nil {
		l.behind = true
		return nil
	}
	ctx, stop := context.WithCancel(sh.during)
	l.n++
	l.stop, l.behind = stop, false
	n := l.n
	return func() tea.Msg { return read(ctx, n) }
}

// mine reports whether an answer belongs to the reading on its way.
func (l *listReading) mine(n int) bool { return l.stop != nil && n == l.n }

// end notes that the reading is over and reports whether another one has to follow.
func (l *listReading) end() (again bool) {
	l.cancel()
	return l.behind
}

// cancel breaks off the reading on its way: nobody wants its answer any more.
func (l *listReading) cancel() {
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
}

// running reports that a reading is on its way.
func (l *listReading) running() bool { return l.stop != nil }
