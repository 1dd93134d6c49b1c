package entrance

import (
	"cmp"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
)

// codeScreen asks for the one-time code (the portal's first login, step 6).
type codeScreen struct {
	*admission.SignIn
	waiting
	sh     *shell.Shell
	form   *forms.Dialog
	asking bool // for the QR code
}

func NewCodeScreen(sh *shell.Shell, s *admission.SignIn) *codeScreen {
	return &codeScreen{sh: sh, SignIn: s, form: kit.NewDialog(
		forms.Ask{Label: "OTP-Code (6 Ziffern)", Hint: "Code aus der Authenticator-App; Leerzeichen sind erlaubt"})}
}

func (c *codeScreen) Start() tea.Cmd { return nil }

func (c *codeScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if msg.String() == "esc" {
			return c.sh.Pop()
		}
		c.form.Key(msg)
	case enteredMsg:
		return c.entered(msg)
	case updateMsg:
		c.told(msg, c)
	case enrolMsg:
		return c.shown(msg)
	}
	return nil
}

func (c *codeScreen) submit() tea.Cmd {
	wrong, enter := c.Code(c.form.Value(0))
	if wrong != "" {
		c.sh.Say(wrong)
		return nil
	}
	return c.enter(c.sh, c, enter)
}

// showAgain asks for the QR code that was shown already.
func (c *codeScreen) showAgain() tea.Cmd {
	c.asking = true
	return enrol(c.sh.While(c), c.Enrol())
}

func (c *codeScreen) shown(msg enrolMsg) tea.Cmd {
	if !c.asking {
		return nil
	}
	c.asking = false
	found, said, err := c.Enrolled(msg.Enrolling)
	switch {
	case err != nil:
		c.sh.Fail(err)
	case found == nil:
		c.sh.Say(said)
	default:
		return c.sh.Push(newEnrolScreen(c.sh, c.SignIn, found))
	}
	return nil
}

// entered goes in, asks for the next code, or begins anew.
func (c *codeScreen) entered(msg enteredMsg) tea.Cmd {
	if !c.over() {
		return nil
	}
	err := c.Entered(msg.Entering)
	if err == nil {
		return enterWith(c.sh, msg.Entering)
	}
	var back tea.Cmd
	c.form.Clear(0)
	if c.Step == admission.SignInName {
		back = c.sh.Pop()
		if l, ok := c.sh.Top().(*Login); ok {
			l.again("")
		}
	}
	c.sh.Fail(err)
	return back
}

func (c *codeScreen) Title() (string, string) { return "Anmeldung, zweiter Schritt", c.Login }

func (c *codeScreen) Body(w, h int) string {
	asked := append([]string{"", " Den Code zeigt die Authenticator-App unter diesem Konto.", ""}, c.form.Lines(w)...)
	left := 30 - c.Services.Now().Unix()%30
	valid := " Der Code gilt noch etwa " + wording.Duration(time.Duration(left)*time.Second) + " und zählt nur einmal."
	return c.sh.BeforeSignIn(append(asked, ""), []string{valid}, shell.Told(c.Advice()), w, h)
}

func (c *codeScreen) Hint() string {
	if c.asking {
		return connects
	}
	return cmp.Or(c.hint(connects), c.form.Hint())
}

func (c *codeScreen) Actions() []kit.Action {
	list := []kit.Action{kit.Enter(c.form, "Anmelden", "Meldet mit dem Code an.", c.submit)}
	list = append(list, c.sh.Keyed(c.Acts(), shell.Doing{Shows: map[string]func() tea.Cmd{"schluessel": c.showAgain}})...)
	return append(list, kit.Action{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zu Loginname und Passwort.", Do: c.sh.Pop})
}

func (c *codeScreen) Caret() (int, int, bool) {
	x, line := c.form.Caret()
	return x, line + 3, true
}

func (c *codeScreen) Busy() bool { return c.busy || c.asking }

// Leave forgets what was typed.
func (c *codeScreen) Leave() tea.Cmd {
	c.Begin()
	return nil
}
