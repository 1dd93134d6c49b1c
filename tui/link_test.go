package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
)

func TestAnEndedSessionIsSaidWholeWhateverTheWidth(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80} {
		desk := listDesk()
		desk.over = true
		desk.openGate()
		d := signedIn(t, desk)
		d.give(tea.WindowSizeMsg{Width: width, Height: 16})
		d.see("Sitzung beendet: bitte neu anmelden").press("f6").see("1 wartet")
		if text := strings.Join(strings.Fields(d.screen()), " "); !strings.Contains(text, "bis dahin wird von hier nichts gesendet.") || strings.Contains(text, "offline") {
			t.Errorf("%d columns: the sentence is not whole:\n%s", width, d.screen())
		}
		d.press("f5")
		if text := strings.Join(strings.Fields(d.screen()), " "); strings.Count(text, "Bitte abmelden und neu anmelden") != 2 || desk.hurried != 0 {
			t.Errorf("%d columns, F5: sending is begun %d times, want it said that nobody can:\n%s", width, desk.hurried, d.screen())
		}
	}
}

// What is completed after the end of the session is not said to be on its way.
func TestAReceiptWithoutASessionPromisesNoAttempt(t *testing.T) {
	t.Parallel()
	desk := listDesk()
	desk.openGate()
	desk.deliveries[0].NextAt = nowOfTests()
	d := signedIn(t, desk)
	d.press("f6").see("1 wartet").press("enter").see("im Hintergrund übermittelt").see("Nächster Versuch")
	desk.over = true
	d.give(newsMsg{desk: d.sh.Desk(), news: answer.News{Link: true}})
	d.see("nach neuer Anmeldung.")
	if screen := d.screen(); strings.Contains(screen, "im Hintergrund") || strings.Contains(screen, "Nächster Versuch") {
		t.Errorf("an attempt is promised:\n%s", screen)
	}
}

// News of the connection are drawn and read nothing again.
func TestNewsOfTheLinkReadNothing(t *testing.T) {
	t.Parallel()
	desk := listDesk()
	desk.openGate()
	d := signedIn(t, desk)
	d.press("f6").see("1 wartet").settle()
	before := desk.readings("Übertragung")
	for range 20 {
		d.give(newsMsg{desk: d.sh.Desk(), news: answer.News{Link: true}})
	}
	time.Sleep(50 * time.Millisecond) // readings that should not be would begin now
	if n := desk.readings("Übertragung") - before; n != 0 {
		t.Errorf("read %d times, want never", n)
	}
	d.give(newsMsg{desk: d.sh.Desk(), news: answer.News{}})
	for late := time.Now().Add(10 * time.Second); desk.readings("Übertragung") == before; time.Sleep(time.Millisecond) {
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
		if got := linkText(l, now); got != want {
			t.Errorf("%+v: got %q, want %q", l, got, want)
		}
	}
}
