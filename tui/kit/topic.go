package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// TopicLines are what the field table says of a field, and what stands against
// it now.
func TopicLines(t *forms.Topic, element func(string) string, w int) []string {
	lines := []string{" " + style.Title.Render(t.Label)}
	for _, text := range wording.TopicText(t, "F4") {
		lines = append(lines, Paragraph(text, w)...)
	}
	if text := wording.ElementText(t, element); text != "" {
		lines = append(lines, strings.Split(ansi.Hardwrap(" "+text, w-2, true), "\n")...)
	}
	return lines
}

// Paragraph is a paragraph or an item of a list.
func Paragraph(text string, w int) []string {
	item, indent := strings.CutPrefix(text, "- ")
	lines := strings.Split(ansi.Wordwrap(item, min(w-4, ManualWidth), ""), "\n")
	for i, l := range lines {
		switch {
		case l == "":
		case indent && i == 0:
			lines[i] = " - " + l
		case indent:
			lines[i] = "   " + l
		default:
			lines[i] = " " + l
		}
	}
	return lines
}

// ManualWidth is how wide a text may be to be read well.
const ManualWidth = 84
