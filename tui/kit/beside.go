package kit

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/tui/style"
)

// A window that has the room shows a column beside what it is about: what a line of
// a list holds, how far a report is.

// besideFrom is the least window that has the column.
const besideFrom = 110

// BesideWidth is how wide the column is in a window of w cells, with the bar before
// it; 0 where there is none.
func BesideWidth(w int) int {
	if w < besideFrom {
		return 0
	}
	return min(60, w*3/10)
}

// SideBySide sets the column to the right of lines that are at most w cells wide.
func SideBySide(left, right []string, w int) []string {
	bar := style.Muted.Render(style.BarSign)
	for i := range left {
		column := ""
		if i < len(right) {
			column = right[i]
		}
		gap := strings.Repeat(" ", max(0, w-lipgloss.Width(left[i])))
		left[i] += gap + bar + " " + column
	}
	return left
}
