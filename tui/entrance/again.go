package entrance

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// again signs in once more, over whatever screen a person is on.
type again struct {
	shell.QuietScreen
	sh   *shell.Shell
	form *forms.Dialog
	top  int // the line of the body the form begins in
	busy bool
}

func newAgain(sh *shell.Shell) *again {
	return &again{sh: sh, form: kit.NewDialog(wording.FreshAsks("meldet an")...)}
}

// againMsg answers the sign-in.
type againMsg struct{ *admission.SignInAgain }

// SignsIn has the demo show its running code.
func (a *again) SignsIn() {}

// Start has the demo show its running code.
func (a *again) Start() tea.Cmd { return a.sh.AskAid() }

func (a *again) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		a.form.Key(msg)
	case againMsg:
		return a.signedIn(msg.SignInAgain)
	}
	return nil
}

func (a *again) submit() tea.Cmd {
	wrong, deed := admission.NewSignInAgain(a.sh.Desk(), a.form.Value(0), a.form.Value(1))
	if wrong != "" {
		a.sh.Say(wrong)
		return nil
	}
	a.busy = true
	ctx := a.sh.While(a)
	return func() tea.Msg {
		deed.Do(ctx)
		return againMsg{deed}
	}
}

func (a *again) signedIn(deed *admission.SignInAgain) tea.Cmd {
	if !a.busy {
		return nil
	}
	a.busy = false
	said, nextCode := deed.Said()
	if deed.Err == nil {
		back := a.sh.Pop()
		a.sh.Say(said)
		return back
	}
	a.form.Clear(1)
	if !nextCode {
		a.form.Clear(0)
	}
	a.sh.Fail(deed.Err)
	return nil
}

func (a *again) Title() (string, string) { return "Neu anmelden", a.sh.Desk().Station.Who().Login }

func (a *again) Body(w, h int) string {
	who := a.sh.Desk().Station.Who()
	is := " beim Portal ist beendet."
	if a.sh.Desk().Station.Link().Alone {
		is = " beim Portal beginnt erst jetzt."
	}
	lines := append([]string{""}, kit.Wrapped([]string{" Die Sitzung von " + style.Focus.Render(forms.Clean(who.Name)) + is + " Was offen ist, bleibt offen."}, w-1)...)
	lines = append(lines, "")
	a.top = len(lines)
	return a.sh.BeforeSignIn(append(append(lines, a.form.Lines(w)...), ""), nil, admission.AgainAdvice, w, h)
}

func (a *again) Hint() string {
	if a.busy {
		return "Verbindung zum Portal …"
	}
	return a.form.Hint()
}

func (a *again) Actions() []kit.Action {
	return []kit.Action{kit.Enter(a.form, "Anmelden", "Meldet am Portal wieder an.", a.submit),
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur Maske, ohne anzumelden.", Do: a.sh.Pop}}
}

func (a *again) Caret() (int, int, bool) {
	x, line := a.form.Caret()
	return x, line + a.top, true
}

// Busy while the portal is asked.
func (a *again) Busy() bool { return a.busy }

// Leave forgets what was typed.
func (a *again) Leave() tea.Cmd {
	a.form.Clear(1)
	a.form.Clear(0)
	return nil
}
