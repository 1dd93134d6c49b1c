package kit

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
)

// NewDialog is a small dialog in the look of the program.
func NewDialog(asks ...forms.Ask) *forms.Dialog { return forms.NewDialog(Look(), asks...) }

// Enter is Enter in the key table of a dialog: it goes on and, in the last line,
// submits.
func Enter(d *forms.Dialog, verb, help string, submit func() tea.Cmd) Action {
	if d.Last() {
		return Action{Keys: []string{"enter", "ctrl+j"}, Label: verb, Help: help, Do: submit}
	}
	return Action{Keys: []string{"enter", "ctrl+j"}, Label: "Weiter", Help: "Geht zum nächsten Feld.",
		Do: func() tea.Cmd { d.Move(d.At() + 1); return nil }}
}
