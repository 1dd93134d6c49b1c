package kit

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/style"
)

// A list of columns (model/listing) is drawn here and nowhere else: its heads with the
// one that is sorted by and the one under the cursor, and its rows.

// Columns are how a list stands in a window.
type Columns[R any] struct {
	all    []listing.Column[R]
	widths []int
	last   int // the last one that is drawn
	w      int
}

// listEdge is the room for the sign of the cursor, and one cell that stays free.
const listEdge = 4

// FitColumns fits a list into a window of w cells.
func FitColumns[R any](all []listing.Column[R], w int) Columns[R] {
	c := Columns[R]{all: all, widths: listing.Widths(all, w-listEdge), w: w}
	for i, cells := range c.widths {
		if cells > 0 {
			c.last = i
		}
	}
	return c
}

// Heads are the heads: the sort is told by an arrow, the column under the cursor by
// brackets.
func (c *Columns[R]) Heads(v *listing.View, at string) string {
	var b strings.Builder
	for i := range c.all {
		if c.widths[i] == 0 {
			continue
		}
		head := c.all[i].Head
		if c.all[i].Name == v.Sort {
			head += map[bool]string{false: "↑", true: "↓"}[v.Down]
		}
		if c.all[i].Name == at {
			head = "[" + head + "]"
		}
		b.WriteString(c.cell(i, head))
	}
	return style.Muted.Render(Cut("   "+b.String(), c.w-1))
}

// Row is a row as plain text.
func (c *Columns[R]) Row(r *R) string {
	first, rest := c.parts(r)
	return first + rest
}

// parts are the first column of a row and the others.
func (c *Columns[R]) parts(r *R) (first, rest string) {
	var b strings.Builder
	for i := range c.all {
		switch {
		case c.widths[i] == 0:
		case first == "" && i < c.last:
			first = c.cell(i, c.all[i].In(r, c.widths[i]))
		default:
			b.WriteString(c.cell(i, c.all[i].In(r, c.widths[i])))
		}
	}
	return first, Cut(b.String(), c.w-listEdge-lipgloss.Width(first))
}

// cell leaves what is behind the last column to it.
func (c *Columns[R]) cell(i int, text string) string {
	if i == c.last {
		return forms.Clean(text)
	}
	return Cell(text, c.widths[i])
}

// Line is a row with the signs of the cursor and of a mark.
func (c *Columns[R]) Line(r *R, here, marked bool) string {
	return Signs(here, marked) + Focused(here, c.Row(r))
}

// LineIn is a Line whose first column has a look of its own.
func (c *Columns[R]) LineIn(r *R, here, marked bool, look lipgloss.Style) string {
	first, rest := c.parts(r)
	return Signs(here, marked) + look.Render(first) + Focused(here, rest)
}

// Signs stand in front of a line: that of the cursor, and of a mark.
func Signs(here, marked bool) string {
	at, mark := " ", " "
	if here {
		at = style.FocusSign
	}
	if marked {
		mark = style.MarkSign
	}
	return " " + at + mark
}

// Focused is the text of a line under the cursor.
func Focused(here bool, text string) string {
	if here {
		return style.Focus.Render(text)
	}
	return text
}
