package shell

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
)

// Ask wants a yes before something that cannot be taken back.
type Ask struct {
	QuietScreen
	sh                *Shell
	title, text, verb string
	do                func() tea.Cmd
	says              func() string  // the text where it changes while it is read, nil = it does not
	No                string         // what "n" does instead, "" = it only goes back
	Otherwise         func() tea.Cmd // does that
}

func NewAsk(sh *Shell, title, text, verb string, do func() tea.Cmd) *Ask {
	return &Ask{sh: sh, title: title, text: text, verb: verb, do: do}
}

// NewSignOut asks before the session ends: F10 pressed once too often on the way
// back costs no new code.
func NewSignOut(sh *Shell) *Ask {
	return NewAsk(sh, "Abmelden?", "Alle Entwürfe sind gesichert; die nächste Anmeldung braucht einen neuen Code.", "Abmelden", sh.SignOut)
}

func (a *Ask) Update(tea.Msg) tea.Cmd { return nil }

func (a *Ask) Title() (string, string) { return a.title, "" }

func (a *Ask) Body(w, _ int) string {
	if a.says != nil {
		a.text = a.says()
	}
	text, no := strings.ReplaceAll(ansi.Wordwrap(a.text, w-2, ""), "\n", "\n "), "nein, zurück"
	if a.Otherwise != nil {
		no = a.No + "    " + style.Focus.Render("Esc") + " = zurück"
	}
	return "\n " + text + "\n\n " + style.Focus.Render("j") + " = " + a.verb + "    " + style.Focus.Render("n") + " = " + no
}

func (a *Ask) Hint() string { return "j oder n" }

func (a *Ask) Actions() []kit.Action {
	yes := kit.Action{Keys: []string{"j"}, Label: a.verb, Help: a.text, Final: true, Do: a.after(a.do)}
	if a.Otherwise == nil {
		return []kit.Action{yes, {Keys: []string{"n", "esc", "f10"}, Label: "Zurück", Help: "Nichts ändern.", Do: a.sh.Pop}}
	}
	return []kit.Action{yes,
		{Keys: []string{"n"}, Label: a.No, Help: a.text, Do: a.after(a.Otherwise)},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Nichts ändern.", Do: a.sh.Pop}}
}

// after goes back and then does what was answered.
func (a *Ask) after(do func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		back := a.sh.Pop()
		return tea.Batch(back, do())
	}
}

func (a *Ask) Caret() (int, int, bool) { return 0, 0, false }
