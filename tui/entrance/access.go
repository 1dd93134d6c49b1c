package entrance

import (
	"cmp"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Access is the menu "Zugang": asking a colleague into the local store, and
// what to do when the second factor is lost (F-10, F-11).
type Access struct {
	sh   *shell.Shell
	form *forms.Dialog
	top  int // the line of the body the form begins in
	busy bool

	grants   []answer.Grant // who may open the store
	unsealed string         // what is still to be sealed anew
}

// NewAccess opens the menu.
func NewAccess(sh *shell.Shell) *Access {
	return &Access{sh: sh, form: kit.NewDialog(
		forms.Ask{Label: "Loginname der Person", Hint: "Loginname, mit dem sie sich beim Portal anmeldet"},
		forms.Ask{Label: "Rollen", Hint: wording.InviteHint})}
}

// grantsMsg brings who may open the store; said is what was done before.
type grantsMsg struct {
	said     string
	all      []answer.Grant
	unsealed string
	err      error
}

// Start reads who may open the store.
func (a *Access) Start() tea.Cmd { return a.read("") }

func (a *Access) read(said string) tea.Cmd {
	ctx, desk := a.sh.During, a.sh.Desk()
	return func() tea.Msg {
		all, err := desk.Access.Grants(ctx)
		left := 0
		if err == nil {
			left, err = desk.Access.Unsealed(ctx)
		}
		return grantsMsg{said, all, wording.UnsealedText(left), err}
	}
}

// do asks somebody in, takes her access away, or changes what she may.
func (a *Access) do(act work.Act, given work.Given) tea.Cmd {
	ctx, again := a.sh.During, a.read
	return func() tea.Msg {
		done, err := act.Do(ctx, given)
		if err != nil {
			return grantsMsg{err: err}
		}
		return again(done.Said)()
	}
}

func (a *Access) askRoles(act work.Act) tea.Cmd {
	return a.sh.Push(NewRoles(a.sh, act.Now.Roles, func(r rights.Roles) tea.Cmd { return a.do(act, work.Given{Roles: r}) }))
}

func (a *Access) learn(msg grantsMsg) {
	a.busy = false
	switch {
	case msg.err != nil:
		a.sh.Fail(msg.err)
		return
	case msg.said != "":
		a.form.Clear(1)
		a.form.Clear(0)
		a.sh.Say(msg.said)
	}
	a.grants, a.unsealed = msg.all, msg.unsealed
}

// Update takes keys and answers.
func (a *Access) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		a.form.Key(msg)
	case grantsMsg:
		a.learn(msg)
	}
	return nil
}

func (a *Access) invite() tea.Cmd {
	act := admission.Invite(a.sh.Desk(), a.form.Value(0), a.grants)
	roles, wrong := admission.InviteRoles(a.form.Value(0), a.form.Value(1), a.grants)
	if why := cmp.Or(act.Off, wrong); why != "" {
		a.sh.Say(why)
		return nil
	}
	a.busy = true
	return a.do(act, work.Given{Roles: roles})
}

// Title names the menu.
func (a *Access) Title() (string, string) { return "Zugang", "" }

// factorText says what to do about a second factor, factorBrief where it stands.
const (
	factorText = " Gerät verloren: abmelden (F10 in der Arbeitsliste), Loginname und Passwort eingeben, Alt+R. " +
		"Der alte Faktor gilt dann nicht mehr; einen neuen gibt die Vertrauensstelle frei. Verlässt jemand die Einrichtung: F1."
	factorBrief = " Gerät verloren, oder verlässt jemand die Einrichtung: F1."
)

// Body asks and explains; in a low window the explanation is where F1 finds it.
func (a *Access) Body(w, h int) string {
	lines := a.above(w)
	a.top = len(lines)
	lines = append(lines, a.form.Lines(w)...)
	factor := append([]string{"", " " + style.Title.Render("Zweiter Faktor")}, kit.Wrapped([]string{factorText}, w-1)...)
	if len(lines)+len(factor)+len(a.grants)+2 > h {
		factor = []string{"", factorBrief}
	}
	return strings.Join(append(append(lines, factor...), a.admitted(w, h-len(lines)-len(factor))...), "\n")
}

// above says who works here, and what is asked below.
func (a *Access) above(w int) []string {
	who := a.sh.Desk().Station.Who()
	lines := []string{"", " Angemeldet als " + style.Focus.Render(forms.Clean(who.Login)) + forms.Clean(" ("+who.Name+")")}
	lines = append(lines, kit.Wrapped([]string{forms.Clean(" für " + who.Einrichtung + ", Melder " + who.MelderID)}, w-1)...)
	return append(lines, "", " "+style.Title.Render("Kollegin oder Kollegen zum örtlichen Speicher einladen"))
}

// admitted are those who may open the store, as far as there is room.
func (a *Access) admitted(w, h int) []string {
	if h < 4 {
		return nil
	}
	lines := []string{"", " " + style.Title.Render("Zugelassen sind")}
	if a.unsealed != "" {
		lines = append(lines, " "+style.Muted.Render(a.unsealed))
	}
	for i := range a.grants {
		grant := kit.Wrapped([]string{" " + wording.GrantText(&a.grants[i], time.Now())}, w-1)
		if len(lines)+len(grant) > h-1 && i < len(a.grants)-1 {
			return append(lines, " "+style.Muted.Render("… und "+wording.Plural(len(a.grants)-i, "weitere Person", "weitere Personen")+": meldeportal nutzer"))
		}
		lines = append(lines, grant...)
	}
	return lines
}

// Hint is about the focused field.
func (a *Access) Hint() string { return a.form.Hint() }

// Actions are Enter, what can be done about an access, and the way back.
func (a *Access) Actions() []kit.Action {
	enter := kit.Enter(a.form, "Einladen", "Fragt das Portal, ob die Person für Ihre Einrichtung meldet, und lädt sie ein.", a.invite)
	enter.Off, enter.Anew = a.sh.Desk().Lacks(rights.Eingeladen), a.form.Last() // whoever holds Enter lets nobody in
	list := []kit.Action{enter}
	list = append(list, a.sh.Keyed(admission.AccessActs(a.sh.Desk(), a.form.Value(0), a.grants), shell.Doing{Run: a.do, Asks: map[work.Asked]func(work.Act) tea.Cmd{work.AskRoles: a.askRoles}})...)
	return append(list, kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur Liste.", Do: a.sh.Pop})
}

// Caret is in the focused field.
func (a *Access) Caret() (int, int, bool) {
	x, line := a.form.Caret()
	return x, line + a.top, true
}

// Busy while the store works.
func (a *Access) Busy() bool { return a.busy }

// Leave has nothing to save.
func (a *Access) Leave() tea.Cmd { return nil }
