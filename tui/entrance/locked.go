package entrance

import (
	"cmp"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
)

// locked asks for the password of whoever locked the workplace.
type locked struct {
	shell.QuietScreen
	*admission.Unlock
	waiting
	sh   *shell.Shell
	form *forms.Dialog
	top  int // the line of the body the form begins in
}

func newLocked(sh *shell.Shell) *locked {
	return &locked{sh: sh, Unlock: &admission.Unlock{Services: sh.Services(), Locked: *sh.Services().Locked},
		form: kit.NewDialog(forms.Ask{Label: "Passwort", Hint: "Ihr Passwort; Enter öffnet wieder", Secret: true})}
}

func (l *locked) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		l.form.Key(msg)
	case enteredMsg:
		return l.entered(msg)
	case updateMsg:
		l.told(msg, l)
	}
	return nil
}

func (l *locked) submit() tea.Cmd {
	wrong, enter := l.Password(l.form.Value(0))
	if wrong != "" {
		l.sh.Say(wrong)
		return nil
	}
	l.form.Clear(0)
	return l.enter(l.sh, l, enter)
}

func (l *locked) entered(msg enteredMsg) tea.Cmd {
	if !l.over() {
		return nil
	}
	if err := l.Entered(msg.Entering); err != nil {
		l.sh.Fail(err)
		return nil
	}
	cmd := enterWith(l.sh, msg.Entering)
	l.sh.Say("Wieder offen. F8 setzt den letzten Entwurf an derselben Stelle fort.")
	return cmd
}

func (l *locked) Title() (string, string) { return "Gesperrt", l.Locked.Login }

func (l *locked) Body(w, h int) string {
	lines := append(append([]string{""}, kit.Wrapped([]string{" " + forms.Clean(l.Text())}, w-1)...), "")
	l.top = len(lines)
	return l.sh.BeforeSignIn(append(append(lines, l.form.Lines(w)...), ""), nil,
		"Hier arbeitet jemand anders weiter? F10 geht zur Anmeldung; die Entwürfe bleiben gespeichert.", w, h)
}

func (l *locked) Hint() string {
	return cmp.Or(l.hint("Der Speicher wird geöffnet …"), l.form.Hint())
}

func (l *locked) Actions() []kit.Action {
	return []kit.Action{kit.Enter(l.form, "Öffnen", "Öffnet wieder, wo Sie waren.", l.submit),
		{Keys: []string{"f10"}, Label: "Zurück", Help: "Zur Anmeldung, auch einer anderen Person.", Do: l.sh.Forget}}
}

func (l *locked) Caret() (int, int, bool) {
	x, line := l.form.Caret()
	return x, line + l.top, true
}

// Busy while the store is opened.

func (l *locked) Busy() bool { return l.waiting.Busy() }
