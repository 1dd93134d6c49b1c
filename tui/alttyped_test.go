package tui

import (
	"maps"
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

// Whoever holds the key of an act goes on pressing it where the act has led: Alt with a
// letter is text on no screen.
func TestAltWithALetterIsTextOnNoScreen(t *testing.T) {
	t.Parallel()
	for _, name := range slices.Sorted(maps.Keys(typedScreens)) {
		open := typedScreens[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := watched(t, stage.TemplateDesk(t))
			patients := people.NewCaseList(d.Sh)
			d.Sh.Seat(d.Sh.Desk(), patients)
			d.Run(patients.Start())
			e := report.NewEditor(d.Sh, stage.NewDraft())
			d.Open(e)
			s := open(d, e)
			if d.Sh.Top() != s {
				d.Open(s)
			}
			d.Settle()
			before := s.Body(80, 18)
			for _, r := range " abcdefghijklmnopqrstuvwxyzABCXZ0123456789.,-+/#äöüß" {
				k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: true}
				if r == ' ' {
					k.Type = tea.KeySpace
				}
				if s.Update(k); s.Body(80, 18) != before {
					t.Fatalf("%s is typed:\n%s", k, s.Body(80, 18))
				}
			}
			if d.Press("s", "1"); d.Sh.Top() == s && s.Body(80, 18) == before {
				t.Errorf("a letter alone is not typed either:\n%s", s.Body(80, 18))
			}
		})
	}
}
