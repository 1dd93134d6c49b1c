package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

func TestNoKeyReachesAScreenInAWindowTooSmall(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	e := d.Sh.Top().(*report.Editor)
	d.Give(tea.WindowSizeMsg{Width: 59, Height: 16})
	for range 5 {
		d.Press("f12", "x", "tab", "enter", "j", "f9", "esc").Shown(clock, time.Second)
	}
	if d.Sh.Top() != kit.Screen(e) || e.Form.Changes() != 0 || d.Sent() != 0 {
		t.Fatalf("keys reached %T in a window that shows nothing", d.Sh.Top())
	}
	d.See("Fenster zu klein")
	d.Give(tea.WindowSizeMsg{Width: 60, Height: 16})
	d.See("F10 Zurück")
}

func TestAWindowTooSmallCanBeLeftByAQuestionThatFits(t *testing.T) {
	t.Parallel()
	d, clock := reviewOf(t)
	d.Give(tea.WindowSizeMsg{Width: 40, Height: 8})
	d.Press("f10", "j")
	if d.Sh.Quitting {
		t.Fatal("the program ended before its question was drawn")
	}
	d.See("j = Beenden, n =").See("Alle Entwürfe sind gesichert").See("Bitte erst lesen")
	d.Press("n").See("Fenster zu klein").Press("ctrl+c", "ctrl+c").See("beenden?")
	d.Shown(clock, time.Second).Press("esc").See("Fenster zu klein")
	d.Give(tea.WindowSizeMsg{Width: 10, Height: 2})
	d.Press("f10").Shown(clock, time.Second).Press("j")
	if d.Sh.Quitting {
		t.Error("a question that does not fit into the window was answered")
	}
	d.Give(tea.WindowSizeMsg{Width: 40, Height: 8})
	d.Shown(clock, time.Second).Press("j")
	if !d.Sh.Quitting {
		t.Error("j does not end the program")
	}
}

func TestQuittingSaysWhatIsNotSaved(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{Fail: &answer.Failure{Kind: answer.FailDiskFull}})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("NICHT GESPEICHERT")
	d.Press("ctrl+c").See("Nicht alles ist gespeichert")
	if strings.Contains(d.Screen(), "Alle Entwürfe sind gesichert") {
		t.Errorf("the question says that all is saved:\n%s", d.Screen())
	}
}
