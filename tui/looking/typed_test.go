package looking

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

// The space bar is a key of its own until something is searched; then it parts the words.
func TestWhatIsTypedToSearch(t *testing.T) {
	t.Parallel()
	l := &Looking{}
	for i, step := range []struct {
		key   tea.KeyMsg
		taken bool
		words string
	}{
		{tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")}, false, ""},
		{tea.KeyMsg{Type: tea.KeyBackspace}, false, ""},
		{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a"), Alt: true}, false, ""},
		{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("mü")}, true, "mü"},
		{tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")}, true, "mü "},
		{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a")}, true, "mü a"},
		{tea.KeyMsg{Type: tea.KeyBackspace}, true, "mü "},
		{tea.KeyMsg{Type: tea.KeyCtrlU}, true, ""},
		{tea.KeyMsg{Type: tea.KeyCtrlU}, false, ""},
	} {
		if taken := l.Type(step.key); taken != step.taken || l.View.Words != step.words {
			t.Errorf("%d: taken %v, words %q, want %v, %q", i+1, taken, l.View.Words, step.taken, step.words)
		}
	}
}

// The columns are gone through in a ring, from either end.
func TestTheCursorGoesRoundTheColumns(t *testing.T) {
	t.Parallel()
	heads := []listing.Head{{Name: "a", Head: "A"}, {Name: "b", Head: "B"}, {Name: "c", Head: "C"}}
	for by, want := range map[int]string{1: "abca", -1: "cbac"} {
		l, got := &Looking{sh: stage.NewDesktop(t, &stage.DeskDouble{}, func(*shell.Shell, place.Place) kit.Screen { return &shell.Pager{} }).Sh, heads: heads}, ""
		for range want {
			l.turn(by)
			got += l.Column
		}
		if got != want {
			t.Errorf("by %d: got %s, want %s", by, got, want)
		}
	}
}
