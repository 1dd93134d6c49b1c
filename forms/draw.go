package forms

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// width is how many cells a drawn text takes.
func width(s string) int { return Width(s) }

// cutTo shortens a text to w cells and marks that it was cut.
func cutTo(s string, w int, look *Look) string {
	if width(s) <= w {
		return s
	}
	if w <= width(look.MoreSign) {
		return ansi.Truncate(s, max(w, 0), "")
	}
	return ansi.Truncate(s, w, look.MoreSign)
}

// padTo fills a text up to w cells.
func padTo(s string, w int) string {
	return s + strings.Repeat(" ", max(0, w-width(s)))
}
