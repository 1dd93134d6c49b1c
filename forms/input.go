package forms

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// NewInput is a line to type into outside a form: for searches and small dialogs.
// The cursor drawn is the terminal's own; pasting comes through the terminal, not
// the clipboard. With a mask it shows that instead of every letter.
func NewInput(mask string) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.Cursor.SetMode(cursor.CursorHide)
	in.KeyMap.Paste = key.NewBinding(key.WithDisabled())
	if mask != "" {
		in.EchoMode = textinput.EchoPassword
		in.EchoCharacter = []rune(mask)[0]
	}
	return in
}

// TypeInto gives a key to an input line. What is typed or pasted there is shown,
// so nothing comes in that is not fit to be drawn; a masked line takes all.
func TypeInto(in *textinput.Model, k tea.KeyMsg) {
	if isShortcut(k) {
		return
	}
	if k.Type == tea.KeyRunes && in.EchoMode == textinput.EchoNormal {
		k.Runes = []rune(typedLine(string(k.Runes)))
	}
	*in, _ = in.Update(k)
}

// isShortcut reports Alt with a letter: it names an act and is no text, also where the
// act is not offered, as in the dialog that a held key has opened.
func isShortcut(k tea.KeyMsg) bool {
	return k.Alt && (k.Type == tea.KeyRunes || k.Type == tea.KeySpace)
}

// caretMark is a sign no input line holds: TypeInto lets it not in.
const caretMark = "\x00"

// CaretIn is where the caret stands in a line as it is drawn, which may show
// only a part of a long text.
func CaretIn(in *textinput.Model) int {
	drawn := *in
	drawn.Cursor.TextStyle = lipgloss.NewStyle().Transform(func(char string) string { return caretMark + char })
	before, _, _ := strings.Cut(drawn.View(), caretMark)
	return ansi.StringWidth(before)
}
