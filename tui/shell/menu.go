package shell

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
)

// menu is a short list of actions, each under a letter. Nothing is typed here,
// so the letters are free.
type menu struct {
	QuietScreen
	sh      *Shell
	title   string
	entries []kit.Action
	list    kit.CursorList
}

func NewMenu(sh *Shell, title string, entries []kit.Action) *menu {
	return &menu{sh: sh, title: title, entries: entries}
}

func (m *menu) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		m.list.Key(k, len(m.entries))
	}
	return nil
}

func (m *menu) Title() (string, string) { return m.title, "" }

func (m *menu) Body(_, h int) string {
	m.list.Fit(h-1, len(m.entries))
	lines := []string{""}
	from, to := m.list.Window(len(m.entries))
	for i := from; i < to; i++ {
		a := &m.entries[i]
		sign, name := "   ", style.Label
		if i == m.list.At {
			sign, name = " "+style.FocusSign+" ", style.Focus
		}
		lines = append(lines, sign+style.Focus.Render(kit.Pad(strings.Join(a.Keys, ""), 3))+name.Render(kit.Pad(a.Label, 24))+style.Muted.Render(a.Now()))
	}
	return strings.Join(lines, "\n")
}

// Hint is the whole sentence of the entry in focus, which its line may cut.
func (m *menu) Hint() string { return m.entries[m.list.At].Now() }

// Actions are the entries under their letters, and the one in focus under Enter.
func (m *menu) Actions() []kit.Action {
	here := m.leaving(m.entries[m.list.At])
	list := []kit.Action{{Keys: []string{"enter", "ctrl+j"}, Label: "Nehmen", Help: here.Help, Off: here.Off, Do: here.Do}}
	for _, a := range m.entries {
		a = m.leaving(a)
		a.Quiet = true
		list = append(list, a)
	}
	return append(list, kit.Action{Keys: []string{"f10", "esc", "ctrl+x"}, Label: "Zurück", Help: "Zurück, ohne etwas zu ändern.", Do: m.sh.Pop})
}

// leaving is an action that takes the menu away first.
func (m *menu) leaving(a kit.Action) kit.Action {
	do := a.Do
	a.Do = func() tea.Cmd {
		back := m.sh.Pop()
		return tea.Batch(back, do())
	}
	return a
}

func (m *menu) Caret() (int, int, bool) { return 0, 0, false }
