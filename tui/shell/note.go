package shell

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
)

// note writes the internal note of a draft (F-33): for the own house only. It is no
// huh form: the Text of huh hands what is written to an editor, in the clear, by a
// temporary file, and does not say where its cursor is.
type note struct {
	QuietScreen
	sh     *Shell
	text   *forms.Lines
	before string
	keep   func(string) tea.Cmd
	x, y   int // of the cursor, as drawn last
}

func NewNote(sh *Shell, text string, keep func(string) tea.Cmd) *note {
	return &note{sh: sh, text: forms.NewLines(text), before: text, keep: keep}
}

func (n *note) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		n.text.Key(k)
	}
	return nil
}

func (n *note) Title() (string, string) {
	return "Interne Notiz", style.Warnung.Render("wird nie übermittelt")
}

const noteTop = 1

func (n *note) Body(w, h int) string {
	lines, x, y := n.text.View(w-6, h-noteTop)
	n.x, n.y = x+3, y+noteTop
	for i, l := range lines {
		lines[i] = "   " + l
		if i == y {
			lines[i] = " " + style.Focus.Render(style.FocusSign) + " " + l
		}
	}
	return "\n" + strings.Join(lines, "\n")
}

func (n *note) Hint() string {
	return "Nur für die eigene Einrichtung. Was das Register lesen soll, steht im Feld Anmerkung der Meldung."
}

func (n *note) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"f2", "f10", "esc"}, Label: "Fertig", Help: "Behält die Notiz und geht zurück; eine leere wird entfernt.", Do: n.done},
	}
}

// done keeps what was written: going back never loses anything.
func (n *note) done() tea.Cmd {
	back := n.sh.Pop()
	return tea.Batch(back, n.keep(n.text.Text()))
}

func (n *note) Caret() (int, int, bool) { return n.x, n.y, true }

func (n *note) Saving() (open, lost bool) { return false, n.text.Text() != n.before }
