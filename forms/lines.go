package forms

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Lines is a text of several lines outside a form, edited in place as such a
// field of a form is; Enter always makes a new line.
type Lines struct {
	text area
	top  int // first row drawn
}

// NewLines begins with a text, behind its last letter.
func NewLines(text string) *Lines {
	l := &Lines{}
	l.text.open(text, true)
	return l
}

// Key takes one key.
func (l *Lines) Key(k tea.KeyMsg) {
	switch k.String() {
	case "up":
		l.text.move(-1)
	case "down":
		l.text.move(1)
	case "ctrl+u":
		l.text.open("", true)
	default:
		l.text.key(k)
	}
}

// Text is what was written, without blanks at its ends.
func (l *Lines) Text() string { return strings.TrimSpace(l.text.text()) }

// View draws the rows around the cursor in at most h lines of w cells, and says
// where the cursor is.
func (l *Lines) View(w, h int) (lines []string, x, y int) {
	l.text.width = w
	rows := wrap(l.text.text(), w)
	r, col := place(rows, l.text.at)
	l.top = min(max(l.top, r-h+1), r)
	for _, row := range rows[l.top:min(len(rows), l.top+h)] {
		lines = append(lines, Clean(row.text))
	}
	for _, c := range []rune(rows[r].text)[:min(col, len([]rune(rows[r].text)))] {
		x += cellsOf(c)
	}
	return lines, x, r - l.top
}
