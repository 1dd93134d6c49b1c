package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/wording"
)

func TestAnEndedSessionIsSaidWholeWhateverTheWidth(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80} {
		desk := stage.ListDesk()
		desk.Over = true
		desk.OpenGate()
		d := signedIn(t, desk)
		d.Give(tea.WindowSizeMsg{Width: width, Height: 16})
		d.See("Sitzung beendet: bitte neu anmelden").Press("f6").See("1 wartet")
		if text := strings.Join(strings.Fields(d.Screen()), " "); !strings.Contains(text, "bis dahin wird von hier nichts gesendet.") || strings.Contains(text, "offline") {
			t.Errorf("%d columns: the sentence is not whole:\n%s", width, d.Screen())
		}
		d.Press("f5")
		if text := strings.Join(strings.Fields(d.Screen()), " "); strings.Count(text, "Bitte neu anmelden, alles bleibt offen") != 2 || desk.Hurried != 0 {
			t.Errorf("%d columns, F5: sending is begun %d times, want it said that nobody can:\n%s", width, desk.Hurried, d.Screen())
		}
	}
}

// Over whatever screen: nothing is closed, and what is half typed is still there.
func TestWhoseSessionEndedSignsInAgainWhereSheIs(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	desk.OpenGate()
	d := signedIn(t, desk)
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("f3").Press("a", "n", "m", "e", "r", "k", "enter").Press("H", "a", "l", "b")
	if strings.Contains(d.Screen(), "Neu anmelden") {
		t.Fatalf("offered while there is a session:\n%s", d.Screen())
	}
	desk.Change(func() { desk.Over = true })
	d.Give(shell.NewsMsg{Desk: d.Sh.Desk(), News: answer.News{Link: true}})
	d.See("Alt+A meldet hier wieder an").See("Alt+A Neu anmelden")
	d.Press("alt+a").See("beim Portal ist beendet. Was offen ist, bleibt offen")
	d.Press("enter", "enter").See("Bitte Passwort und Code eingeben").Press("shift+tab")
	d.Press("g", "e", "h", "e", "i", "m", "tab", "0", "enter").See("Loginname, Passwort oder Code stimmt nicht")
	d.Press("1", "2", "3", "4", "5", "6", "enter").See("Wieder angemeldet").See("Halb").Press("e", "s").See("Halbes")
	if strings.Contains(d.Screen(), "Sitzung beendet") {
		t.Errorf("signed in, and still said not to be:\n%s", d.Screen())
	}
}

// What is completed after the end of the session is not said to be on its way.
func TestAReceiptWithoutASessionPromisesNoAttempt(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	desk.OpenGate()
	desk.Sendings[0].NextAt = stage.NowOfTests()
	d := signedIn(t, desk)
	d.Press("f6").See("1 wartet").Press("enter").See("im Hintergrund übermittelt").See("Nächster Versuch")
	desk.Over = true
	d.Give(shell.NewsMsg{Desk: d.Sh.Desk(), News: answer.News{Link: true}})
	d.See("nach neuer Anmeldung.")
	if screen := d.Screen(); strings.Contains(screen, "im Hintergrund") || strings.Contains(screen, "Nächster Versuch") {
		t.Errorf("an attempt is promised:\n%s", screen)
	}
}

// News of the connection are drawn and read nothing again.
func TestNewsOfTheLinkReadNothing(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	desk.OpenGate()
	d := signedIn(t, desk)
	d.Press("f6").See("1 wartet").Settle()
	before := desk.Readings("Übertragung")
	for range 20 {
		d.Give(shell.NewsMsg{Desk: d.Sh.Desk(), News: answer.News{Link: true}})
	}
	time.Sleep(50 * time.Millisecond) // readings that should not be would begin now
	if n := desk.Readings("Übertragung") - before; n != 0 {
		t.Errorf("read %d times, want never", n)
	}
	d.Give(shell.NewsMsg{Desk: d.Sh.Desk(), News: answer.News{}})
	for late := time.Now().Add(10 * time.Second); desk.Readings("Übertragung") == before; time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("other news are not read either")
		}
	}
}

func TestLinkText(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 14, 9, 30, 0, 0, time.Local)
	for want, l := range map[string]answer.Link{
		"verbunden (TLS 1.3)":                 {Online: true},
		"verbunden (TLS 1.3) · 1 wartet":      {Online: true, Waiting: 1},
		"offline seit 09:12 · 2 warten":       {Since: now.Add(-18 * time.Minute), Waiting: 2},
		"Sitzung beendet: bitte neu anmelden": {Online: true, Ended: true, Waiting: 3},
	} {
		if got := wording.LinkText(l, now); got != want {
			t.Errorf("%+v: got %q, want %q", l, got, want)
		}
	}
}
