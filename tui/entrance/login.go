package entrance

import (
	"cmp"
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Login asks for name and password (the portal's first login, steps 3 and 5).
type Login struct {
	*admission.SignIn
	waiting
	sh     *shell.Shell
	form   *forms.Dialog
	notice string // what the step before has to say
	failed error  // the last failure, for its details
}

// NewLogin is the first screen.
func NewLogin(sh *shell.Shell) *Login {
	return &Login{sh: sh, SignIn: &admission.SignIn{Services: sh.Services()}, form: kit.NewDialog(wording.LoginAsks("meldet an")...)}
}

// enrolMsg answers whether an account still waits for its second factor.
type enrolMsg struct{ *admission.Enrolling }

// resetMsg answers the request for a new second factor.
type resetMsg struct {
	done work.Done
	err  error
}

// Start has nothing to read.
func (l *Login) Start() tea.Cmd { return nil }

// Update takes keys and answers.
func (l *Login) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		was := l.form.Value(0) + "\n" + l.form.Value(1)
		if l.form.Key(msg); l.Away && l.form.Value(0)+"\n"+l.form.Value(1) != was {
			l.notice = ""
			l.Begin()
		}
	case enrolMsg:
		return l.enrolled(msg)
	case enteredMsg:
		return l.entered(msg)
	case updateMsg:
		l.told(msg, l)
	case resetMsg:
		l.busy = false
		if msg.err != nil {
			l.sh.Fail(msg.err)
			return nil
		}
		l.sh.Say(msg.done.Said)
	}
	return nil
}

func (l *Login) submit() tea.Cmd {
	wrong, ask := l.Name(l.form.Value(0), l.form.Value(1))
	switch {
	case wrong != "":
		l.sh.Say(wrong)
		return nil
	case ask == nil:
		return l.code()
	}
	l.busy = true
	return enrol(l.sh.While(l), ask)
}

// enrol asks the portal.
func enrol(ctx context.Context, ask *admission.Enrolling) tea.Cmd {
	return func() tea.Msg {
		ask.Do(ctx)
		return enrolMsg{ask}
	}
}

// code goes on to the second step.
func (l *Login) code() tea.Cmd {
	l.form.Clear(1)
	return l.sh.Push(NewCodeScreen(l.sh, l.SignIn))
}

func (l *Login) enrolled(msg enrolMsg) tea.Cmd {
	if !l.over() {
		return nil
	}
	found, _, err := l.Enrolled(msg.Enrolling)
	l.notice = shell.Told(l.AloneText())
	if l.failed = err; err != nil {
		l.sh.Fail(err)
		return nil
	}
	if found == nil {
		return l.code()
	}
	l.form.Clear(1)
	return l.sh.Push(newEnrolScreen(l.sh, l.SignIn, found))
}

// alone goes in without the portal.
func (l *Login) alone() tea.Cmd {
	return l.enter(l.sh, l, l.Alone())
}

// entered goes in, or says why not.
func (l *Login) entered(msg enteredMsg) tea.Cmd {
	if !l.over() {
		return nil
	}
	if l.failed = l.Entered(msg.Entering); l.failed != nil {
		l.sh.Fail(l.failed)
		return nil
	}
	l.form.Clear(1)
	return enterWith(l.sh, msg.Entering)
}

// enterWith goes into the workplace, with what is new of the program before it.
func enterWith(sh *shell.Shell, e *admission.Entering) tea.Cmd {
	cmds := []tea.Cmd{sh.Enter(e.Desk)}
	if e.News != "" {
		cmds = append(cmds, sh.Push(shell.NewNews(sh, e.News)))
	}
	if e.Desk.Older > 0 {
		cmds = append(cmds, sh.Push(&shell.Pager{Sh: sh, Head: wording.OlderTitle, Lines: append([]string{""}, indented(wording.OlderText(e.Desk.Older))...)}))
	}
	if said := wording.ApartText(&e.Desk.Apart); len(said) > 0 {
		cmds = append(cmds, sh.Push(&shell.Pager{Sh: sh, Head: wording.ApartTitle, Lines: append([]string{""}, indented(said)...)}))
	}
	if e.Desk.Paper != "" {
		cmds = append(cmds, sh.Push(newPaperScreen(sh, e.Desk.Paper)))
	}
	return tea.Batch(cmds...)
}

// newPaperScreen shows the recovery key of a store that was made just now.
func newPaperScreen(sh *shell.Shell, paper string) *shell.Pager {
	w, _ := sh.Size()
	return &shell.Pager{Sh: sh, Head: "Notschlüssel", Lines: kit.Wrapped(wording.PaperText(paper), w-1)}
}

// again asks for the credentials anew, with a word on why.
func (l *Login) again(notice string) {
	l.notice = notice
	l.form.Clear(1)
	l.form.Clear(0)
}

// reset asks for a new second factor.
func (l *Login) reset(a work.Act, given work.Given) tea.Cmd {
	l.busy = true
	ctx := l.sh.While(l)
	return func() tea.Msg {
		done, err := a.Do(ctx, given)
		return resetMsg{done, err}
	}
}

// Title names the screen.
func (l *Login) Title() (string, string) { return "Anmeldung", forms.Clean(l.Services.Place) }

// Body draws the fields and, in the demo, the invented access data.
func (l *Login) Body(w, h int) string {
	asked := append([]string{"", " Für Einrichtungen " + l.Services.Config.In().In + " ohne eigene oBDS-Schnittstelle.", ""}, l.form.Lines(w)...)
	return l.sh.BeforeSignIn(append(asked, ""), append([]string{" " + l.notice}, wording.Details(l.failed)...),
		"Zugangsdaten erhalten Sie von der Vertrauensstelle. Für den zweiten Schritt bitte eine Authenticator-App installieren (z. B. Google Authenticator).", w, h)
}

// Hint is about the focused field.
func (l *Login) Hint() string {
	return cmp.Or(l.hint(connects), l.form.Hint())
}

// Actions are what can be done before signing in.
func (l *Login) Actions() []kit.Action {
	lost := l.sh.Keyed([]work.Act{l.Reset(l.form.Value(0), l.form.Value(1))}, shell.Doing{Run: l.reset})
	lost = append(l.sh.Keyed(l.AloneActs(), shell.Doing{Shows: map[string]func() tea.Cmd{"ohneportal": l.alone}}), lost...)
	return append([]kit.Action{kit.Enter(l.form, "Anmelden", "Meldet an; danach wird der Code der App gefragt.", l.submit)}, append(lost,
		kit.Action{Keys: []string{"f10"}, Label: "Beenden", Help: "Beendet das Programm.", Do: l.sh.Quit})...)
}

// Caret is in the focused field.
func (l *Login) Caret() (int, int, bool) {
	x, line := l.form.Caret()
	return x, line + 3, true
}

// Leave has nothing to save.
func (l *Login) Leave() tea.Cmd { return nil }
