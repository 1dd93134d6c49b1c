package forms

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/field"
)

// line asks for one line of text. With replaces, the first letter of a visit
// takes the place of the stored text, as in a spreadsheet; a cursor key keeps it.
type line struct {
	typ      *field.Type // nil where the widget around it knows
	replaces bool

	in     textinput.Model
	chosen bool // the next letter replaces
}

func (l *line) open(stored string, resumed bool) {
	l.in = newInput()
	l.in.SetValue(stored)
	l.in.CursorEnd()
	l.in.Focus()
	l.chosen = l.replaces && !resumed && stored != ""
}

// newInput is a text line without a cursor of its own, without the clipboard
// and without the keys that mean something else here.
func newInput() textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.Cursor.SetMode(cursor.CursorHide)
	off := key.NewBinding(key.WithDisabled())
	in.KeyMap.Paste, in.KeyMap.DeleteAfterCursor, in.KeyMap.DeleteBeforeCursor = off, off, off
	in.KeyMap.NextSuggestion, in.KeyMap.PrevSuggestion, in.KeyMap.AcceptSuggestion = off, off, off
	in.KeyMap.DeleteCharacterForward = key.NewBinding(key.WithKeys("delete"))
	return in
}

func (l *line) key(k tea.KeyMsg) bool {
	before := l.in.Value()
	if k.Alt {
		return false
	}
	switch k.Type {
	case tea.KeyRunes, tea.KeySpace:
		k.Runes = []rune(typedLine(string(k.Runes)))
		if len(k.Runes) == 0 {
			return false
		}
		if l.chosen {
			l.in.SetValue("")
		}
	case tea.KeyDelete:
		if l.chosen {
			l.in.SetValue("")
		}
	}
	l.chosen = false
	l.in, _ = l.in.Update(k)
	return l.in.Value() != before
}

// set replaces the text as if it had been typed.
func (l *line) set(text string) {
	l.in.SetValue(text)
	l.in.CursorEnd()
	l.chosen = false
}

func (l *line) text() string { return l.in.Value() }

func (l *line) commit() string {
	if l.typ == nil {
		return l.text()
	}
	return l.typ.Normal(l.text())
}

func (l *line) show(stored string) string { return stored }

func (l *line) meaning(string, bool) (string, tone) { return "", tells }

func (l *line) around() (left, right string, replaced bool) {
	runes := []rune(l.in.Value())
	at := min(l.in.Position(), len(runes))
	return string(runes[:at]), string(runes[at:]), l.chosen
}

// zahl asks for a number, with a comma or a point, or one of a few words.
type zahl struct {
	line
	unit string
}

func newZahl(typ *field.Type) *zahl {
	return &zahl{line: line{typ: typ, replaces: true}, unit: typ.Unit}
}

func (z *zahl) show(stored string) string { return strings.ReplaceAll(stored, ".", ",") }

func (z *zahl) open(stored string, resumed bool) { z.line.open(z.show(stored), resumed) }

func (z *zahl) meaning(stored string, focused bool) (string, tone) {
	text := stored
	if focused {
		text = z.text()
	}
	if strings.Trim(text, "0123456789.,-") != "" {
		return "", tells
	}
	return z.unit, tells
}
