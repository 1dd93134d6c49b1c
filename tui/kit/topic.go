package kit

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/style"
)

// TopicLines are what the field table says of a field, and what stands against
// it now.
func TopicLines(t *forms.Topic, element func(string) string, w int) []string {
	lines := []string{" " + style.Title.Render(t.Label)}
	say := func(text string) {
		if text != "" {
			lines = append(lines, Paragraph(text, w)...)
		}
	}
	say(t.Finding)
	say(t.Hint)
	for _, l := range strings.Split(t.Help, "\n") {
		say(l)
	}
	for _, l := range t.Demanded {
		say(l)
	}
	if len(t.Asked) > 0 {
		say("Gefragt wird es nur: " + strings.Join(t.Asked, "; ") + ".")
	}
	say(t.Shape)
	for _, c := range t.Codes {
		say(strings.TrimSpace("- " + c.Code + "  " + c.Label))
	}
	if t.More > 0 {
		say(fmt.Sprintf("%d weitere Codes stehen in der Liste (F4).", t.More))
	}
	if element != nil && t.ID != "" {
		if path := element(t.ID); path != "" {
			lines = append(lines, strings.Split(ansi.Hardwrap(" oBDS-Element: "+path, w-2, true), "\n")...)
		}
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
