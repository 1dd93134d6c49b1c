package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
)

func TestNoKeyReachesAScreenInAWindowTooSmall(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	e := d.sh.Top().(*Editor)
	d.give(tea.WindowSizeMsg{Width: 59, Height: 16})
	for range 5 {
		d.press("f12", "x", "tab", "enter", "j", "f9", "esc").shown(clock, time.Second)
	}
	if d.sh.Top() != Screen(e) || e.form.Changes() != 0 || d.sent() != 0 {
		t.Fatalf("keys reached %T in a window that shows nothing", d.sh.Top())
	}
	d.see("Fenster zu klein")
	d.give(tea.WindowSizeMsg{Width: 60, Height: 16})
	d.see("F10 Zurück")
}

func TestAWindowTooSmallCanBeLeftByAQuestionThatFits(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	d.give(tea.WindowSizeMsg{Width: 40, Height: 8})
	d.press("f10", "j")
	if d.sh.quitting {
		t.Fatal("the program ended before its question was drawn")
	}
	d.see("j = Beenden, n =").see("Alle Entwürfe sind gesichert").see("Bitte erst lesen")
	d.press("n").see("Fenster zu klein").press("ctrl+c", "ctrl+c").see("beenden?")
	d.shown(clock, time.Second).press("esc").see("Fenster zu klein")
	d.give(tea.WindowSizeMsg{Width: 10, Height: 2})
	d.press("f10").shown(clock, time.Second).press("j")
	if d.sh.quitting {
		t.Error("a question that does not fit into the window was answered")
	}
	d.give(tea.WindowSizeMsg{Width: 40, Height: 8})
	d.shown(clock, time.Second).press("j")
	if !d.sh.quitting {
		t.Error("j does not end the program")
	}
}

func TestQuittingSaysWhatIsNotSaved(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{fail: &answer.Failure{Kind: answer.FailDiskFull}})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "i", "enter").see("NICHT GESPEICHERT")
	d.press("ctrl+c").see("Nicht alles ist gespeichert")
	if strings.Contains(d.screen(), "Alle Entwürfe sind gesichert") {
		t.Errorf("the question says that all is saved:\n%s", d.screen())
	}
}
