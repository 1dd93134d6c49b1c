package tui

import (
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/style"
)

// objected marks the title of a screen about a person who has objected: her
// identity data are to be used for nothing but the treatment file.
func objected(title string, reports []rule.Past) string {
	if !rule.Widerspruch(reports) {
		return title
	}
	return style.Warnung.Render("Widerspruch") + " " + style.DotSign + " " + title
}
