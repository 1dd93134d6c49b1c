package entrance

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// codeScreen asks for the one-time code (the portal's first login, step 6).
type codeScreen struct {
	sh              *shell.Shell
	login, password string
	form            *forms.Dialog
	forget          func() // that the account waits: a code was refused, so the portal is asked anew
	waits           bool   // the account waits for its first code: its QR code can be shown again
	busy            bool
	refused         bool // a code was not taken; name and password stand
	asking          bool // for the QR code
}

func NewCodeScreen(sh *shell.Shell, login, password string) *codeScreen {
	return &codeScreen{sh: sh, login: login, password: password, form: kit.NewDialog(
		forms.Ask{Label: "OTP-Code (6 Ziffern)", Hint: "Code aus der Authenticator-App; Leerzeichen sind erlaubt"})}
}

// signInMsg answers the sign-in.
type signInMsg struct {
	desk *work.Desk
	news string // of the program, since the person was here last
	err  error
}

func (c *codeScreen) Start() tea.Cmd { return nil }

func (c *codeScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if msg.String() == "esc" {
			return c.sh.Pop()
		}
		c.form.Key(msg)
	case signInMsg:
		return c.signedIn(msg)
	case enrolMsg:
		return c.shown(msg)
	}
	return nil
}

func (c *codeScreen) submit() tea.Cmd {
	if strings.TrimSpace(c.form.Value(0)) == "" {
		c.sh.Say("Bitte den Code aus der Authenticator-App eingeben.")
		return nil
	}
	c.busy = true
	services, login, password, code := c.sh.Services(), c.login, c.password, c.form.Value(0)
	ctx := c.sh.While(c)
	return func() tea.Msg {
		desk, err := services.Gate.SignIn(ctx, login, password, code)
		if err != nil {
			return signInMsg{err: err}
		}
		return signInMsg{desk: desk, news: work.UnseenNews(ctx, desk, &services.About)}
	}
}

// showAgain asks for the QR code that was shown already: as long as no code was
// accepted it is the same.
func (c *codeScreen) showAgain() tea.Cmd {
	c.asking = true
	gate, login, password := c.sh.Services().Gate, c.login, c.password
	ctx := c.sh.While(c)
	return func() tea.Msg {
		e, err := gate.Enrol(ctx, login, password)
		return enrolMsg{e, err}
	}
}

func (c *codeScreen) shown(msg enrolMsg) tea.Cmd {
	if !c.asking {
		return nil
	}
	c.asking = false
	switch {
	case msg.err != nil:
		c.sh.Fail(msg.err)
	case msg.enrolment == nil:
		c.waits = false
		c.sh.Say("Der QR-Code wird nicht mehr gezeigt: Ein Code wurde schon angenommen, oder Loginname oder Passwort stimmen nicht.")
	default:
		return c.sh.Push(newEnrolScreen(c.sh, c.login, msg.enrolment))
	}
	return nil
}

func (c *codeScreen) signedIn(msg signInMsg) tea.Cmd {
	if !c.busy {
		return nil
	}
	c.busy = false
	if msg.err == nil && msg.news != "" {
		return tea.Batch(c.sh.Enter(msg.desk), c.sh.Push(shell.NewNews(c.sh, msg.news)))
	}
	if msg.err == nil {
		return c.sh.Enter(msg.desk)
	}
	return c.notSignedIn(msg.err)
}

// notSignedIn asks for the next code, or where that is no use begins anew.
func (c *codeScreen) notSignedIn(err error) tea.Cmd {
	var back tea.Cmd
	if work.AsksForTheNextCode(err) {
		c.form.Clear(0)
		if c.refused = true; c.forget != nil {
			c.forget()
		}
	} else {
		back = c.sh.Pop()
		if l, ok := c.sh.Top().(*Login); ok {
			l.again("", "")
		}
	}
	c.sh.Fail(err)
	return back
}

func (c *codeScreen) Title() (string, string) { return "Anmeldung, zweiter Schritt", c.login }

func (c *codeScreen) Body(w, h int) string {
	asked := append([]string{"", " Den Code zeigt die Authenticator-App unter diesem Konto.", ""}, c.form.Lines(w)...)
	left := 30 - c.sh.Services().Now().Unix()%30
	valid := " Der Code gilt noch etwa " + wording.Duration(time.Duration(left)*time.Second) + " und zählt nur einmal."
	return c.sh.BeforeSignIn(append(asked, ""), []string{valid}, c.advice(), w, h)
}

// advice is for whoever has no code.
func (c *codeScreen) advice() string {
	if c.refused {
		return "Loginname und Passwort stehen noch: den nächsten Code eingeben. War es das Passwort, geht Esc zurück."
	}
	if c.waits {
		return "Das Konto steht noch in keiner App? F4 zeigt den QR-Code noch einmal, bis der erste Code angenommen ist."
	}
	return "Noch nie angemeldet und keinen QR-Code gesehen? Dann mit Esc zurück und Loginname und Passwort prüfen."
}

func (c *codeScreen) Hint() string {
	if c.Busy() {
		return "Verbindung zum Portal …"
	}
	return c.form.Hint()
}

func (c *codeScreen) Actions() []kit.Action {
	list := []kit.Action{kit.Enter(c.form, "Anmelden", "Meldet mit dem Code an.", c.submit)}
	if c.waits {
		list = append(list, kit.Action{Keys: []string{"f4"}, Label: "QR-Code zeigen", Help: "Zeigt den QR-Code noch einmal, solange noch kein Code angenommen wurde.", Do: c.showAgain})
	}
	return append(list, kit.Action{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zu Loginname und Passwort.", Do: c.sh.Pop})
}

func (c *codeScreen) Caret() (int, int, bool) {
	x, line := c.form.Caret()
	return x, line + 3, true
}

func (c *codeScreen) Busy() bool { return c.busy || c.asking }

func (c *codeScreen) Leave() tea.Cmd {
	c.password = ""
	return nil
}
