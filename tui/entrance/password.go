package entrance

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// passwordScreen changes one's own password.
type passwordScreen struct {
	sh   *shell.Shell
	form *forms.Dialog
	busy bool
}

func newPassword(sh *shell.Shell) *passwordScreen {
	return &passwordScreen{sh: sh, form: kit.NewDialog(wording.PasswordAsks()...)}
}

// passwordMsg answers the change.
type passwordMsg struct {
	to   *passwordScreen
	said string
	err  error
}

// SignsIn has the demo show its running code.
func (p *passwordScreen) SignsIn() {}

// Start has the demo show its running code.
func (p *passwordScreen) Start() tea.Cmd { return p.sh.AskAid() }

func (p *passwordScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		p.form.Key(msg)
	case passwordMsg:
		if msg.to == p {
			return p.changed(msg)
		}
	}
	return nil
}

func (p *passwordScreen) submit() tea.Cmd {
	answers := []string{p.form.Value(0), p.form.Value(1), p.form.Value(2), p.form.Value(3)}
	if at, wrong := wording.PasswordWrong(answers); wrong != "" {
		p.form.Move(at)
		p.sh.Say(wrong)
		return nil
	}
	p.busy = true
	ctx, act := p.sh.During, work.ChangePassword(p.sh.Desk()) // what is half done at the portal goes on when she leaves
	return func() tea.Msg {
		done, err := act.Do(ctx, work.Given{Answers: answers})
		return passwordMsg{p, done.Said, err}
	}
}

func (p *passwordScreen) changed(msg passwordMsg) tea.Cmd {
	p.busy = false
	if msg.err != nil {
		p.form.Clear(3)
		p.sh.Fail(msg.err)
		return nil
	}
	back := p.sh.Pop()
	p.sh.Say(msg.said)
	return back
}

func (p *passwordScreen) Title() (string, string) {
	return "Passwort ändern", p.sh.Desk().Station.Who().Login
}

func (p *passwordScreen) Body(w, h int) string {
	return p.sh.BeforeSignIn(append([]string{""}, p.form.Lines(w)...), nil, "", w, h)
}

func (p *passwordScreen) Hint() string {
	if p.busy {
		return "Portal und Speicher werden geändert …"
	}
	return p.form.Hint()
}

func (p *passwordScreen) Actions() []kit.Action {
	return []kit.Action{kit.Enter(p.form, "Ändern", "Ändert das Passwort am Portal und im Speicher.", p.submit),
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück; das bisherige Passwort bleibt.", Do: p.sh.Pop}}
}

func (p *passwordScreen) Caret() (int, int, bool) {
	x, line := p.form.Caret()
	return x, line + 1, true
}

// Busy while it is changed.
func (p *passwordScreen) Busy() bool { return p.busy }

// Leave forgets what was typed.
func (p *passwordScreen) Leave() tea.Cmd {
	for i := range wording.PasswordAsks() {
		p.form.Clear(i)
	}
	return nil
}
