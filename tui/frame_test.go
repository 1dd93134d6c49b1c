package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

func TestKeyBarKeepsTheWaysOutAndDropsWhatIsOffFirst(t *testing.T) {
	t.Parallel()
	actions := []kit.Action{
		{Keys: []string{"enter"}, Label: "Öffnen", Off: "nichts da"},
		{Keys: []string{"ctrl+n"}, Label: "Neue Meldung"},
		{Keys: []string{"f4"}, Label: "Stammdaten"},
		{Keys: []string{"f10", "esc"}, Label: "Zurück"},
		{Keys: []string{"f1"}, Label: "Hilfe"},
		{Keys: []string{"f9"}, Label: "Befehle"},
	}
	for width, want := range map[int]string{
		80: " Enter (Öffnen) Strg+N Neue Meldung F4 Stammdaten F10 Zurück F1 Hilfe F9 Befehle",
		79: " Strg+N Neue Meldung F4 Stammdaten F10 Zurück F1 Hilfe F9 Befehle",
		60: " Strg+N Neue Meldung F10 Zurück F1 Hilfe F9 Befehle",
		30: " F10 Zurück F1 Hilfe",
	} {
		if got := ansi.Strip(shell.KeyBar(actions, width)); got != want {
			t.Errorf("width %d: got %q, want %q", width, got, want)
		}
	}
}

func TestALongHintTakesTheLineOfTheMessage(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	long := strings.Repeat("lang ", 20) + "Schluss"
	lines := strings.Join(d.Sh.Words(long, 2), "\n")
	if !strings.HasSuffix(ansi.Strip(lines), "Schluss") {
		t.Errorf("without a message: got %q, want the whole hint", lines)
	}
	d.Sh.Say("Gespeichert.")
	lines = ansi.Strip(strings.Join(d.Sh.Words(long, 2), "\n"))
	if strings.Contains(lines, "Schluss") || !strings.HasSuffix(lines, "Gespeichert.") {
		t.Errorf("with a message: got %q, want the hint cut and the message", lines)
	}
}
