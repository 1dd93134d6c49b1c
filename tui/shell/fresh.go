package shell

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// fresh asks who sits here for password and a fresh code, before what wants one.
type fresh struct {
	QuietScreen
	sh    *Shell
	words FreshWords
	form  *forms.Dialog
	top   int // the line of the body the form begins in
	do    func(work.Given) tea.Cmd
}

// FreshWords say what the code is for.
type FreshWords struct {
	Head, Why   string
	Label, Help string // of Enter
	Back        string // help of the way back
}

// NewFresh asks, and goes on with what was answered.
func NewFresh(sh *Shell, words FreshWords, do func(work.Given) tea.Cmd) *fresh {
	return &fresh{sh: sh, words: words, do: do, form: kit.NewDialog(wording.FreshAsks("fragt das Portal")...)}
}

// SignsIn has the demo show its running code.
func (f *fresh) SignsIn() {}

// Start has the demo show its running code.
func (f *fresh) Start() tea.Cmd { return f.sh.AskAid() }

func (f *fresh) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		f.form.Key(k)
	}
	return nil
}

func (f *fresh) Title() (string, string) { return f.words.Head, f.sh.Desk().Station.Who().Login }

func (f *fresh) Body(w, h int) string {
	lines := append([]string{""}, kit.Wrapped([]string{" " + f.words.Why}, w-1)...)
	lines = append(lines, "")
	f.top = len(lines)
	return f.sh.BeforeSignIn(append(append(lines, f.form.Lines(w)...), ""), nil, "", w, h)
}

func (f *fresh) Hint() string { return f.form.Hint() }

func (f *fresh) Actions() []kit.Action {
	return []kit.Action{kit.Enter(f.form, f.words.Label, f.words.Help, f.submit),
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: f.words.Back, Do: f.sh.Pop}}
}

func (f *fresh) submit() tea.Cmd {
	given := work.Given{Password: f.form.Value(0), Code: strings.TrimSpace(f.form.Value(1))}
	if given.Password == "" || given.Code == "" {
		f.sh.Say("Bitte Passwort und OTP-Code eingeben.")
		if given.Password == "" {
			f.form.Move(0)
		}
		return nil
	}
	f.form.Set(0, "")
	back := f.sh.Pop()
	return tea.Batch(back, f.do(given))
}

func (f *fresh) Caret() (int, int, bool) {
	x, line := f.form.Caret()
	return x, line + f.top, true
}
