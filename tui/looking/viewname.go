package looking

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
)

// viewName asks under which name a view of a list is kept.
type viewName struct {
	shell.QuietScreen
	sh   *shell.Shell
	name *forms.Dialog
	keep func(name string) tea.Cmd
}

func NewViewName(sh *shell.Shell, keep func(name string) tea.Cmd) *viewName {
	return &viewName{sh: sh, keep: keep,
		name: kit.NewDialog(forms.Ask{Label: "Name", Hint: "Unter diesem Namen steht der Filter bei den Spalten; ein gleicher wird ersetzt. Enter merkt ihn."})}
}

func (v *viewName) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		v.name.Key(k)
	}
	return nil
}

func (v *viewName) Title() (string, string) { return "Filter merken", "" }

func (v *viewName) Body(w, _ int) string {
	return strings.Join(append([]string{""}, v.name.Lines(w)...), "\n")
}

func (v *viewName) Hint() string { return v.name.Hint() }

func (v *viewName) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j", "f2"}, Label: "Speichern", Help: "Merkt den Filter unter diesem Namen.", Do: v.done},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu merken.", Do: v.sh.Pop},
	}
}

func (v *viewName) done() tea.Cmd {
	name := strings.TrimSpace(forms.Clean(v.name.Value(0)))
	if name == "" {
		v.sh.Say("Bitte einen Namen angeben; Esc bricht ab.")
		return nil
	}
	back := v.sh.Pop()
	return tea.Batch(back, v.keep(name))
}

func (v *viewName) Caret() (x, y int, ok bool) {
	x, y = v.name.Caret()
	return x, y + 1, true
}
