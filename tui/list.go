package tui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/style"
)

// cursorList is the cursor of a list that draws only what is in sight. It
// scrolls by pages: when the cursor leaves the page the whole page turns, which
// writes a fifth of the bytes that scrolling by lines does.
type cursorList struct {
	at, top, page int
	moved         bool // the last key was one of its own: the terminal's cursor is on the selected line
}

// fit tells the list how many rows are in sight, and how many there are.
func (l *cursorList) fit(page, n int) {
	l.page = max(1, page)
	l.at = max(0, min(l.at, n-1))
	l.top = l.at / l.page * l.page
}

// key moves the cursor; it reports whether the key was one of its own.
func (l *cursorList) key(k tea.KeyMsg, n int) bool {
	l.moved = false
	switch k.String() {
	case "up":
		l.at--
	case "down":
		l.at++
	case "pgup":
		l.at -= max(1, l.page)
	case "pgdown":
		l.at += max(1, l.page)
	case "home":
		l.at = 0
	case "end":
		l.at = n - 1
	default:
		return false
	}
	l.at, l.moved = max(0, min(l.at, n-1)), true
	return true
}

// where says which of n rows are in sight, before their count; "" where all are.
func (l *cursorList) where(n int) string {
	if l.page == 0 || n <= l.page {
		return ""
	}
	from, to := l.window(n)
	return fmt.Sprintf("%d bis %d von ", from+1, to)
}

// window is the rows in sight: from top, at most page of n.
func (l *cursorList) window(n int) (from, to int) { return l.top, min(n, l.top+l.page) }

// marked is a line of a list, with the sign of the cursor.
func marked(here bool, text, aside string) string {
	if here {
		return " " + style.FocusSign + " " + style.Focus.Render(text) + style.Muted.Render(aside)
	}
	return "   " + text + style.Muted.Render(aside)
}
