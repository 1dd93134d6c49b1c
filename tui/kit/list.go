package kit

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/style"
)

// CursorList is the cursor of a list that draws only what is in sight. It
// scrolls by pages: when the cursor leaves the page the whole page turns, which
// writes a fifth of the bytes that scrolling by lines does.
type CursorList struct {
	At, top, Page int
	Moved         bool // the last key was one of its own: the terminal's cursor is on the selected line
}

// Fit tells the list how many rows are in sight, and how many there are.
func (l *CursorList) Fit(page, n int) {
	l.Page = max(1, page)
	l.At = max(0, min(l.At, n-1))
	l.top = l.At / l.Page * l.Page
}

// Key moves the cursor; it reports whether the key was one of its own.
func (l *CursorList) Key(k tea.KeyMsg, n int) bool {
	l.Moved = false
	switch k.String() {
	case "up":
		l.At--
	case "down":
		l.At++
	case "pgup":
		l.At -= max(1, l.Page)
	case "pgdown":
		l.At += max(1, l.Page)
	case "home":
		l.At = 0
	case "end":
		l.At = n - 1
	default:
		return false
	}
	l.At, l.Moved = max(0, min(l.At, n-1)), true
	return true
}

// Where says which of n rows are in sight, before their count; "" where all are.
func (l *CursorList) Where(n int) string {
	if l.Page == 0 || n <= l.Page {
		return ""
	}
	from, to := l.Window(n)
	return fmt.Sprintf("%d bis %d von ", from+1, to)
}

// Window is the rows in sight: from top, at most page of n.
func (l *CursorList) Window(n int) (from, to int) { return l.top, min(n, l.top+l.Page) }

// Marked is a line of a list, with the sign of the cursor.
func Marked(here bool, text, aside string) string {
	if here {
		return " " + style.FocusSign + " " + style.Focus.Render(text) + style.Muted.Render(aside)
	}
	return "   " + text + style.Muted.Render(aside)
}
