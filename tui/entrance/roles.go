package entrance

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
)

// roles asks what somebody may do.
type roles struct {
	shell.QuietScreen
	sh   *shell.Shell
	line *forms.Dialog
	give func(rights.Roles) tea.Cmd
}

// NewRoles asks for the roles of somebody who has those of now.
func NewRoles(sh *shell.Shell, now rights.Roles, give func(rights.Roles) tea.Cmd) *roles {
	r := &roles{sh: sh, give: give, line: kit.NewDialog(forms.Ask{Label: "Rollen", Hint: wording.RolesHint})}
	if now != rights.None {
		r.line.Set(0, now.String())
	}
	return r
}

func (r *roles) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		r.line.Key(k)
	}
	return nil
}

func (r *roles) Title() (string, string) { return "Rollen", "" }

func (r *roles) Body(w, _ int) string {
	lines := append([]string{""}, r.line.Lines(w)...)
	return strings.Join(append(append(lines, ""), kit.Wrapped(indented(rights.Help()), w-1)...), "\n")
}

func indented(lines []string) []string {
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

func (r *roles) Hint() string { return r.line.Hint() }

func (r *roles) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j", "f2"}, Label: "Speichern", Help: "Gibt der Person diese Rollen; sie gelten sofort.", Anew: true, Do: r.done},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu ändern.", Do: r.sh.Pop},
	}
}

func (r *roles) done() tea.Cmd {
	if wrong := wording.WrongRoles(r.line.Value(0)); wrong != "" {
		r.sh.Say(wrong)
		return nil
	}
	given, _ := rights.Parse(r.line.Value(0))
	back := r.sh.Pop()
	return tea.Batch(back, r.give(given))
}

func (r *roles) Caret() (x, y int, ok bool) {
	x, y = r.line.Caret()
	return x, y + 1, true
}
