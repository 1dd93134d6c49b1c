package shell

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// ListReading keeps a list to one reading at a time. What changes while one is on
// its way marks the list as behind, and one more reading follows however many
// changes there were: readings that begin anew with every change never end while
// a colleague types, and side by side they take all memory. A reading ends with
// its screen or when the person signs out. It belongs to the screen's goroutine.
type ListReading struct {
	stop   context.CancelFunc // ends the one on its way, nil when there is none
	n      int                // counts readings, so that a late answer is known
	behind bool
}

// Begin starts a reading, or notes that another one has to follow. read gets the
// number that its answer carries.
func (l *ListReading) Begin(sh *Shell, read func(ctx context.Context, n int) tea.Msg) tea.Cmd {
	if l.stop != nil {
		l.behind = true
		return nil
	}
	ctx, stop := context.WithCancel(sh.During)
	l.n++
	l.stop, l.behind = stop, false
	n := l.n
	return func() tea.Msg { return read(ctx, n) }
}

// Mine reports whether an answer belongs to the reading on its way.
func (l *ListReading) Mine(n int) bool { return l.stop != nil && n == l.n }

// End notes that the reading is over and reports whether another one has to follow.
func (l *ListReading) End() (again bool) {
	l.Cancel()
	return l.behind
}

// Cancel breaks off the reading on its way: nobody wants its answer any more.
func (l *ListReading) Cancel() {
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
}

// Running reports that a reading is on its way.
func (l *ListReading) Running() bool { return l.stop != nil }
