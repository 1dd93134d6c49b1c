package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui/style"
)

// ask wants a yes before something that cannot be taken back.
type ask struct {
	quietScreen
	sh                *Shell
	title, text, verb string
	do                func() tea.Cmd
	says              func() string  // the text where it changes while it is read, nil = it does not
	no                string         // what "n" does instead, "" = it only goes back
	otherwise         func() tea.Cmd // does that
}

func newAsk(sh *Shell, title, text, verb string, do func() tea.Cmd) *ask {
	return &ask{sh: sh, title: title, text: text, verb: verb, do: do}
}

// newSignOut asks before the session ends: F10 pressed once too often on the way
// back costs no new code.
func newSignOut(sh *Shell) *ask {
	return newAsk(sh, "Abmelden?", "Alle Entwürfe sind gesichert; die nächste Anmeldung braucht einen neuen Code.", "Abmelden", sh.SignOut)
}

func (a *ask) Update(tea.Msg) tea.Cmd { return nil }

func (a *ask) Title() (string, string) { return a.title, "" }

func (a *ask) Body(w, _ int) string {
	if a.says != nil {
		a.text = a.says()
	}
	text, no := strings.ReplaceAll(ansi.Wordwrap(a.text, w-2, ""), "\n", "\n "), "nein, zurück"
	if a.otherwise != nil {
		no = a.no + "    " + style.Focus.Render("Esc") + " = zurück"
	}
	return "\n " + text + "\n\n " + style.Focus.Render("j") + " = " + a.verb + "    " + style.Focus.Render("n") + " = " + no
}

func (a *ask) Hint() string { return "j oder n" }

func (a *ask) Actions() []Action {
	yes := Action{Keys: []string{"j"}, Label: a.verb, Help: a.text, Final: true, Do: a.after(a.do)}
	if a.otherwise == nil {
		return []Action{yes, {Keys: []string{"n", "esc", "f10"}, Label: "Zurück", Help: "Nichts ändern.", Do: a.sh.Pop}}
	}
	return []Action{yes,
		{Keys: []string{"n"}, Label: a.no, Help: a.text, Do: a.after(a.otherwise)},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Nichts ändern.", Do: a.sh.Pop}}
}

// after goes back and then does what was answered.
func (a *ask) after(do func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		back := a.sh.Pop()
		return tea.Batch(back, do())
	}
}

func (a *ask) Caret() (int, int, bool) { return 0, 0, false }
