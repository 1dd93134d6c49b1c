package entrance

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/wording"
)

// windows are the usual one and the smallest one can work in.
var windows = []tea.WindowSizeMsg{{Width: shell.DefaultWidth, Height: shell.DefaultHeight}, {Width: 60, Height: 16}}

// The colleague sees what she types into, beside the longest answer.
func TestTheFieldsOfAccessAreInSightInEveryWindow(t *testing.T) {
	t.Parallel()
	for _, size := range windows {
		d := watched(t, &stage.DeskDouble{})
		d.Open(NewAccess(d.Sh)).Give(size)
		d.See("Gerät verloren")
		d.Press("carl", "enter").CaretBehind("the roles", "med abs")
		d.Sh.Fail(&answer.Failure{Kind: answer.FailStoreLost, Detail: longFolder})
		d.See("Loginname der Person      carl").See("Rollen                    med abs")
	}
}

const longFolder = "/home/mustermann-beispiel/.local/share/meldeportal"

// What went wrong and what to do next is never cut, whatever folder or name is in it.
func TestEverySentenceOfAFailureIsWhollyReadable(t *testing.T) {
	t.Parallel()
	for kind := range wording.FailureTexts {
		f := &answer.Failure{Kind: kind, Host: "meldeportal.krebsregister.example:8443", Detail: longFolder, RetryAfter: time.Hour, Sperre: &model.Sperre{Grund: "Rückfrage"}}
		for _, size := range windows {
			d := newDesktop(t, &stage.DeskDouble{})
			d.Open(NewAccess(d.Sh)).Give(size)
			d.Sh.Fail(f)
			if !strings.Contains(unbroken(d.Screen()), unbroken(wording.Sentence(f))) {
				t.Errorf("%s in %d×%d: not all of %q can be read:\n%s", kind, size.Width, size.Height, wording.Sentence(f), d.Screen())
			}
		}
	}
}

// unbroken is a text without what separates its words and lines.
func unbroken(text string) string { return strings.Join(strings.Fields(text), "") }

// Who may open the store is listed, and one of them put out after a question.
func TestAccessIsListedAndTakenAway(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewAccess(d.Sh)).See("Zugelassen sind").See("meier, zugelassen seit 22.11.2026").See("berta, zugelassen seit")
	d.Press("ctrl+k").See("Bitte zuerst den Loginnamen")
	d.Press("berta", "ctrl+k").See("Zugang von „berta“ entziehen?").See("enden in wenigen Sekunden").Press("j").See("„berta“ ist entzogen")
	if strings.Contains(d.Screen(), "berta, zugelassen") || desk.PutOut != "berta" {
		t.Errorf("put out %q:\n%s", desk.PutOut, d.Screen())
	}
	d.Press("meier", "ctrl+k").See("Zugang von „meier“").Press("j").See("Den eigenen Zugang kann nur jemand anders entziehen")
}

// A colleague is asked in by her login name, with roles; nobody is asked for her password.
func TestAColleagueIsAskedIn(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewAccess(d.Sh)).Press("enter").See("Was die Person darf").Press("enter").See("Bitte den Loginnamen")
	d.Press("up", "niemand", "enter").See("Was die Person darf").Press("enter").See("Unter diesem Loginnamen")
	d.Press("up", "ctrl+u", "carl", "enter", "chefin", "enter").See("Die Rolle „chefin“ gibt es nicht")
	d.Press("ctrl+u", "medizin", "enter").See("Carl Beispiel (carl) ist eingeladen: Medizin.").See("carl, eingeladen bis").See("noch nicht angemeldet: Medizin")
	d.Press("dora", "enter").See("Was die Person darf").Press("enter").See("ist eingeladen: Stammdaten, Medizin, Absenden.")
	if strings.Contains(d.Screen(), "Passwort der Person") || len(desk.Asked) != 2 {
		t.Errorf("asked in: %+v\n%s", desk.Asked, d.Screen())
	}
	desk = &stage.DeskDouble{Lacking: rights.Verwaltung}
	d = newDesktop(t, desk)
	if d.Open(NewAccess(d.Sh)).Press("carl", "enter", "enter").See("Dafür fehlt Ihnen die Rolle Verwaltung"); len(desk.Asked) > 0 {
		t.Error("asked in without the role")
	}
}

// Enter that is held goes on to the roles, and lets nobody in.
func TestAHeldEnterAsksNobodyIn(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewAccess(d.Sh)).Press("carl", "enter", "enter", "enter").See("dann noch einmal Enter drücken: Einladen.")
	if len(desk.Asked) > 0 {
		t.Error("a held key has asked somebody in")
	}
	d.Press("enter").See("ist eingeladen")
}

// Roles are given by the login name, and take effect in the list.
func TestRolesAreGivenAtTheAccess(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Roles: rights.Stammdaten}
	d := newDesktop(t, desk)
	d.Open(NewAccess(d.Sh)).See("berta, zugelassen seit 22.11.2026: Stammdaten")
	d.Press("berta", "alt+j").See("Verwaltung: Zugänge").See("Stammdaten")
	d.Press("ctrl+u", "chefin", "enter").See("Die Rolle „chefin“ gibt es nicht")
	d.Press("ctrl+u", "med abs", "enter").See("Die Rollen von „berta“ sind jetzt: Medizin, Absenden.").See("22.11.2026: Medizin, Absenden")
	if desk.Roles != rights.Medizin|rights.Absenden {
		t.Errorf("given: %v", desk.Roles)
	}
	d.Press("meier", "alt+j", "ctrl+u", "medizin", "enter").See("Mindestens eine Person")
}

// Without the role nothing of it can be done, and each says why.
func TestWithoutTheRoleAccessIsOff(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Lacking: rights.Verwaltung}
	d := newDesktop(t, desk)
	for _, key := range []string{"alt+j", "ctrl+k"} {
		d.Open(NewAccess(d.Sh)).Press("berta", key).See("Dafür fehlt Ihnen die Rolle Verwaltung").Press("esc")
	}
	if desk.PutOut != "" || desk.Roles != rights.None {
		t.Error("done all the same")
	}
}

// Whoever is put out while she works is back at the sign-in, and told why.
func TestWhoseAccessIsTakenAwayIsAtTheSignIn(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Sh.During, d.Sh.StopNews = context.WithCancel(t.Context())
	d.Open(NewAccess(d.Sh))
	desk.Change(func() { desk.Out = true })
	d.Give(shell.NewsMsg{Desk: d.Sh.Desk(), News: answer.News{Link: true}})
	d.See("Ihr Zugang zu diesem Speicher wurde entzogen").See("Loginname")
}

// One's own password is changed by the old one, twice the new one and a code.
func TestOnesOwnPasswordIsChanged(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(newPassword(d.Sh)).Press("falsch", "enter", "laterne ananas keller", "enter", "laterne ananas", "enter", "123456", "enter").See("sind verschieden")
	d.Press("ctrl+u", "laterne ananas keller", "enter", "enter").See("Das Passwort stimmt nicht")
	if desk.Password != "" || strings.Contains(d.Screen(), "laterne") {
		t.Errorf("changed to %q:\n%s", desk.Password, d.Screen())
	}
	d.Press("down", "ctrl+u", "geheim", "enter", "enter", "enter", "123456", "enter").See("ist geändert, am Portal und im Speicher")
	if desk.Password != "laterne ananas keller" {
		t.Errorf("changed to %q", desk.Password)
	}
}
