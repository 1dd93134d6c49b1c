package forms

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

func TestLinesAreWrittenWrappedAndScrolled(t *testing.T) {
	t.Parallel()
	l := NewLines("Pathologie")
	for _, r := range " rufen\nund mahnen" {
		k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if r == '\n' {
			k = tea.KeyMsg{Type: tea.KeyEnter}
		}
		l.Key(k)
	}
	lines, x, y := l.View(12, 2)
	if got := strings.Join(lines, "|"); got != "rufen|und mahnen" || x != 10 || y != 1 {
		t.Errorf("drawn: got %q with the cursor at %d,%d", got, x, y)
	}
	l.Key(tea.KeyMsg{Type: tea.KeyUp})
	l.Key(tea.KeyMsg{Type: tea.KeyBackspace})
	if got := l.Text(); got != "Pathologie rufe\nund mahnen" {
		t.Errorf("text: got %q", got)
	}
	l.Key(tea.KeyMsg{Type: tea.KeyCtrlU})
	if got := l.Text(); got != "" {
		t.Errorf("emptied: got %q", got)
	}
}
