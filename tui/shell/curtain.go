package shell

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
)

// curtain hides what a passer-by is not to read. Nothing is closed; what is saved while
// somebody types goes on being saved.
type curtain struct {
	QuietScreen
	sh *Shell
}

// hide draws it over whatever screen one is on.
func (sh *Shell) hide() tea.Cmd {
	sh.Message = ""
	return sh.Push(&curtain{sh: sh})
}

func (c *curtain) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(tea.KeyMsg); ok {
		return c.sh.Pop()
	}
	return nil
}

func (c *curtain) Title() (string, string) { return "Ausgeblendet", "" }

func (c *curtain) Body(w, _ int) string {
	return strings.Join(kit.Wrapped([]string{"", " Hier steht gerade nichts. Jede Taste zeigt die Maske wieder.", "", " Wer den Platz verlässt, sperrt: Alt+X."}, w-1), "\n")
}

func (c *curtain) Hint() string { return "" }

func (c *curtain) Actions() []kit.Action {
	return []kit.Action{{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zeigt wieder, was hier steht; jede andere Taste tut es auch.", Do: c.sh.Pop}}
}

func (c *curtain) Caret() (int, int, bool) { return 0, 0, false }
