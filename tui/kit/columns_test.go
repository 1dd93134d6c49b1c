package kit

import (
	"strings"
	"testing"

	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/style"
)

// The line under the cursor is marked so that nobody needs a colour to see it, and one that
// is marked beside it otherwise.
func TestTheLineUnderTheCursorIsSeenWithoutColour(t *testing.T) {
	t.Parallel()
	columns := FitColumns([]listing.Column[string]{{Name: "wort", Head: "Wort", Text: func(s *string) string { return *s }, Min: 8, Max: 8}}, 40)
	word := "Anlass"
	lines := map[string]string{}
	for _, here := range []bool{false, true} {
		for _, marked := range []bool{false, true} {
			line := columns.Line(&word, here, marked)
			if strings.Contains(line, style.FocusSign) != here || strings.Contains(line, style.MarkSign) != marked || !strings.Contains(line, word) {
				t.Errorf("here %v, marked %v: %q", here, marked, line)
			}
			lines[Signs(here, marked)] = line
		}
	}
	if len(lines) != 4 {
		t.Errorf("%d lines differ in their signs, want 4", len(lines))
	}
}
