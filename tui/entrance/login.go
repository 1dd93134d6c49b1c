package entrance

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
)

// Login asks for name and password (the portal's first login, steps 3 and 5).
type Login struct {
	sh     *shell.Shell
	form   *forms.Dialog
	notice string // what the step before has to say
	failed error  // the last failure, for its details
	// scanned is the login whose QR code was just confirmed with "fertig": its
	// account still waits for the first code, so asking again would only show
	// the same QR code. The second step shows it when it is asked to.
	scanned string
	busy    bool
}

// NewLogin is the first screen.
func NewLogin(sh *shell.Shell) *Login {
	return &Login{sh: sh, form: kit.NewDialog(
		forms.Ask{Label: "Loginname", Hint: "Ihr Loginname aus dem Schreiben der Vertrauensstelle"},
		forms.Ask{Label: "Passwort", Hint: "Ihr Passwort; Enter meldet an", Secret: true})}
}

// enrolMsg answers whether an account still waits for its second factor.
type enrolMsg struct {
	enrolment *answer.Enrolment
	err       error
}

// resetMsg answers the request for a new second factor.
type resetMsg struct{ err error }

// Start has nothing to read.
func (l *Login) Start() tea.Cmd { return nil }

// Update takes keys and answers.
func (l *Login) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		l.form.Key(msg)
	case enrolMsg:
		return l.enrolled(msg)
	case resetMsg:
		l.busy = false
		if msg.err != nil {
			l.sh.Fail(msg.err)
			return nil
		}
		l.sh.Say(wording.ResetAsked)
	}
	return nil
}

func (l *Login) submit() tea.Cmd {
	login, password := strings.TrimSpace(l.form.Value(0)), l.form.Value(1)
	if login == "" || password == "" {
		l.sh.Say("Bitte Loginname und Passwort eingeben.")
		return nil
	}
	if login == l.scanned {
		l.form.Clear(1)
		code := NewCodeScreen(l.sh, login, password)
		code.waits, code.forget = true, func() { l.notice, l.scanned = "", "" }
		return l.sh.Push(code)
	}
	l.busy = true
	gate := l.sh.Services().Gate
	ctx := l.sh.While(l)
	return func() tea.Msg {
		e, err := gate.Enrol(ctx, login, password)
		return enrolMsg{e, err}
	}
}

func (l *Login) enrolled(msg enrolMsg) tea.Cmd {
	if !l.busy {
		return nil
	}
	l.busy, l.failed = false, msg.err
	if msg.err != nil {
		l.sh.Fail(msg.err)
		return nil
	}
	login, password := strings.TrimSpace(l.form.Value(0)), l.form.Value(1)
	l.form.Clear(1)
	if msg.enrolment != nil {
		return l.sh.Push(newEnrolScreen(l.sh, login, msg.enrolment))
	}
	return l.sh.Push(NewCodeScreen(l.sh, login, password))
}

// again asks for the credentials anew, with a word on why; scanned is the login
// whose QR code was confirmed, "" after anything else.
func (l *Login) again(notice, scanned string) {
	l.notice, l.scanned = notice, scanned
	l.form.Clear(1)
	l.form.Clear(0)
}

// askReset asks first: a wrong key must not lock anybody out.
func (l *Login) askReset() tea.Cmd {
	return l.sh.Push(shell.NewAsk(l.sh, "Zweiten Faktor zurücksetzen?", wording.ResetMeans, "Zurücksetzen", l.requestReset))
}

func (l *Login) requestReset() tea.Cmd {
	login, password := strings.TrimSpace(l.form.Value(0)), l.form.Value(1)
	l.busy = true
	gate := l.sh.Services().Gate
	ctx := l.sh.While(l)
	return func() tea.Msg { return resetMsg{gate.RequestReset(ctx, login, password)} }
}

// Title names the screen.
func (l *Login) Title() (string, string) { return "Anmeldung", forms.Clean(l.sh.Services().Place) }

// Body draws the fields and, in the demo, the invented access data.
func (l *Login) Body(w, h int) string {
	asked := append([]string{"", " Für Einrichtungen " + l.sh.Services().Config.In().In + " ohne eigene oBDS-Schnittstelle.", ""}, l.form.Lines(w)...)
	return l.sh.BeforeSignIn(append(asked, ""), append([]string{" " + l.notice}, wording.Details(l.failed)...),
		"Zugangsdaten erhalten Sie von der Vertrauensstelle. Für den zweiten Schritt bitte eine Authenticator-App installieren (z. B. Google Authenticator).", w, h)
}

// Hint is about the focused field.
func (l *Login) Hint() string {
	if l.busy {
		return "Verbindung zum Portal …"
	}
	return l.form.Hint()
}

// Actions are what can be done before signing in.
func (l *Login) Actions() []kit.Action {
	off := ""
	if l.form.Value(0) == "" || l.form.Value(1) == "" {
		off = "Für den Reset bitte zuerst Loginname und Passwort eingeben."
	}
	return []kit.Action{
		kit.Enter(l.form, "Anmelden", "Meldet an; danach wird der Code der App gefragt.", l.submit),
		{Keys: []string{"f4"}, Label: "Zweiten Faktor zurücksetzen", Off: off,
			Help: "Handy verloren oder gestohlen: sperrt den alten zweiten Faktor und beantragt bei der Vertrauensstelle einen neuen.",
			Do:   l.askReset},
		{Keys: []string{"f10"}, Label: "Beenden", Help: "Beendet das Programm.", Do: l.sh.Quit},
	}
}

// Caret is in the focused field.
func (l *Login) Caret() (int, int, bool) {
	x, line := l.form.Caret()
	return x, line + 3, true
}

// Busy while the portal is asked.
func (l *Login) Busy() bool { return l.busy }

// Leave has nothing to save.
func (l *Login) Leave() tea.Cmd { return nil }
