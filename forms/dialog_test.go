package forms

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

func testDialog() *Dialog {
	return NewDialog(Look{MaskSign: "*", FocusSign: ">"}, Ask{Label: "Loginname", Hint: "Wer?"}, Ask{Label: "Passwort", Hint: "Geheim", Secret: true})
}

func typeKeys(d *Dialog, keys ...tea.KeyMsg) (done bool) {
	for _, k := range keys {
		done = d.Key(k)
	}
	return done
}

func runes(text string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)} }

// Keys typed ahead land in the line they were meant for, no command run between.
func TestDialogTakesKeysTypedAhead(t *testing.T) {
	t.Parallel()
	d := testDialog()
	if done := typeKeys(d, runes("meier"), tea.KeyMsg{Type: tea.KeyEnter}, runes("geheim"), tea.KeyMsg{Type: tea.KeyEnter}); !done {
		t.Error("Enter in the last line is not the end")
	}
	if got := d.Value(0) + "/" + d.Value(1); got != "meier/geheim" {
		t.Errorf("got %q", got)
	}
	x, y := d.Caret()
	if lines := d.Lines(80); len(lines) != 2 || strings.TrimRight(lines[1], " ") != "  > Passwort                  ******" || x != 36 || y != 1 {
		t.Errorf("%q, cursor at %d, %d", lines, x, y)
	}
	for _, c := range []struct {
		key  tea.KeyType
		want int
	}{{tea.KeyTab, 0}, {tea.KeyUp, 1}, {tea.KeyShiftTab, 0}, {tea.KeyDown, 1}} {
		if d.Key(tea.KeyMsg{Type: c.key}); d.At() != c.want || d.form.GetFocusedField() != huh.Field(d.asks[c.want]) {
			t.Errorf("%s leads to %d, want %d", c.key, d.At(), c.want)
		}
	}
}

// A password is nowhere once it is cleared. A stock field breaks this, and goes on
// by a command: as long as it does, the lines are ours.
func TestDialogKeepsNoSecret(t *testing.T) {
	t.Parallel()
	d := testDialog()
	typeKeys(d, tea.KeyMsg{Type: tea.KeyTab}, runes("geheim"), tea.KeyMsg{Type: tea.KeyTab})
	d.Clear(1)
	if kept := d.form.Get(""); kept != nil || strings.Contains(strings.Join(d.Lines(80), ""), "geheim") {
		t.Errorf("%v is kept", kept)
	}
	password := huh.NewInput().Key("password").EchoMode(huh.EchoModePassword)
	stock := huh.NewForm(huh.NewGroup(password, huh.NewInput()))
	stock.Init()
	stock.Update(runes("geheim"))
	stock.Update(tea.KeyMsg{Type: tea.KeyEnter})
	if stock.GetFocusedField() != huh.Field(password) {
		t.Error("a stock field goes on at once now: the rule of keys typed ahead would hold")
	}
	stock.NextField()
	password.Value(new(string))
	if stock.GetString("password") != "geheim" {
		t.Error("a stock form keeps no password now: the rule of secrets would hold")
	}
}

// An option is chosen by arrow or digit; the digit goes on, and letters are no commands.
func TestDialogChoosesAnOption(t *testing.T) {
	t.Parallel()
	d := NewDialog(Look{FocusSign: ">"}, Ask{Options: []string{"Dublette", "Falsche Person", "Anderer Grund"}}, Ask{Label: "Erläuterung"})
	typeKeys(d, runes("j"), runes("/"), tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyUp})
	if x, y := d.Caret(); d.Value(0) != "Falsche Person" || x != 4 || y != 1 {
		t.Errorf("%q, cursor at %d, %d", d.Value(0), x, y)
	}
	typeKeys(d, runes("3"), runes("3 mal"))
	lines := d.Lines(80)
	if x, y := d.Caret(); d.Value(0)+"/"+d.Value(1) != "Anderer Grund/3 mal" || x != 35 || y != 3 || len(lines) != 4 || !strings.HasPrefix(lines[2], "    3  Anderer Grund  (gewählt)") {
		t.Errorf("%q, cursor at %d, %d: %q", d.Value(0)+"/"+d.Value(1), x, y, lines)
	}
}
