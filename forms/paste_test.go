package forms

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// Lines that are pasted into one line stay apart, whichever way the terminal says where
// they break.
func TestPastedLinesStayApart(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Kowalski\nGerd", "Kowalski\r\nGerd", "Kowalski\rGerd", "Kowalski\tGerd", "Kowalski\rGerd\r"} {
		k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
		in := NewInput("")
		in.Focus()
		if TypeInto(&in, k); in.Value() != "Kowalski Gerd" {
			t.Errorf("a search: %q became %q", text, in.Value())
		}
		var l line
		l.open("", false)
		if l.key(k); l.in.Value() != "Kowalski Gerd" {
			t.Errorf("a field: %q became %q", text, l.in.Value())
		}
		secret := NewInput("*")
		secret.Focus()
		if TypeInto(&secret, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a  b")}); secret.Value() != "a  b" {
			t.Errorf("a password became %q", secret.Value())
		}
	}
}
