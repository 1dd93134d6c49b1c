package kit

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// Whole pages are turned: the line above and below the edge stand on pages of their own.
func TestAListTurnsWholePages(t *testing.T) {
	t.Parallel()
	const n = 25
	l := CursorList{}
	l.Fit(10, n)
	for _, step := range []struct {
		key          tea.KeyType
		at, from, to int
	}{
		{tea.KeyUp, 0, 0, 10}, {tea.KeyDown, 1, 0, 10}, {tea.KeyPgDown, 11, 10, 20}, {tea.KeyUp, 10, 10, 20}, {tea.KeyUp, 9, 0, 10}, {tea.KeyDown, 10, 10, 20},
		{tea.KeyEnd, 24, 20, 25}, {tea.KeyDown, 24, 20, 25}, {tea.KeyPgUp, 14, 10, 20}, {tea.KeyHome, 0, 0, 10},
	} {
		own := l.Key(tea.KeyMsg{Type: step.key}, n)
		l.Fit(10, n)
		if from, to := l.Window(n); !own || l.At != step.at || from != step.from || to != step.to {
			t.Errorf("%v: at %d of %d to %d, want %d of %d to %d", step.key, l.At, from, to, step.at, step.from, step.to)
		}
	}
	if l.Key(tea.KeyMsg{Type: tea.KeyTab}, n) || l.Moved {
		t.Error("another key moves the cursor")
	}
	if l.Where(n) != "1 bis 10 von " || l.Where(10) != "" {
		t.Errorf("in sight: %q, and of ten %q", l.Where(n), l.Where(10))
	}
	if l.Fit(10, 0); l.At != 0 {
		t.Errorf("of nothing the cursor is at %d", l.At)
	}
}
