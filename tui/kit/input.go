package kit

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/style"
)

// NewInput is a line to type into, for the small dialogs. The cursor drawn is
// the terminal's own; pasting comes through the terminal, not the clipboard.
func NewInput(secret bool) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.Cursor.SetMode(cursor.CursorHide)
	in.KeyMap.Paste = key.NewBinding(key.WithDisabled())
	if secret {
		in.EchoMode = textinput.EchoPassword
		in.EchoCharacter = []rune(style.MaskSign)[0]
	}
	return in
}

// Dialog is a column of labelled inputs: Enter goes on and, on the last one,
// submits.
type Dialog struct {
	labels []string
	hints  []string
	Inputs []textinput.Model
	Focus  int
}

func NewDialog(labels, hints []string, secret ...int) *Dialog {
	d := &Dialog{labels: labels, hints: hints}
	for i := range labels {
		hidden := false
		for _, s := range secret {
			hidden = hidden || s == i
		}
		d.Inputs = append(d.Inputs, NewInput(hidden))
	}
	d.Move(0)
	return d
}

// Enter is Enter in the key table: it goes on and, in the last field, submits.
func (d *Dialog) Enter(verb, help string, submit func() tea.Cmd) Action {
	a := Action{Keys: []string{"enter", "ctrl+j"}, Label: "Weiter", Help: "Geht zum nächsten Feld.",
		Do: func() tea.Cmd { d.Move(d.Focus + 1); return nil }}
	if d.Focus == len(d.Inputs)-1 {
		a.Label, a.Help, a.Do = verb, help, submit
	}
	return a
}

func (d *Dialog) Move(to int) {
	d.Inputs[d.Focus].Blur()
	d.Focus = (to + len(d.Inputs)) % len(d.Inputs)
	d.Inputs[d.Focus].Focus()
}

// Key takes one key; done is true when the last field was confirmed.
func (d *Dialog) Key(k tea.KeyMsg) (done bool) {
	switch k.String() {
	case "enter", "ctrl+j":
		if d.Focus == len(d.Inputs)-1 {
			return true
		}
		d.Move(d.Focus + 1)
	case "tab", "down":
		d.Move(d.Focus + 1)
	case "shift+tab", "up":
		d.Move(d.Focus - 1)
	default:
		TypeInto(&d.Inputs[d.Focus], k)
	}
	return false
}

// TypeInto gives a key to an input line. What is typed or pasted there is shown,
// so nothing comes in that is not fit to be drawn; a masked line takes all.
func TypeInto(in *textinput.Model, k tea.KeyMsg) {
	if k.Type == tea.KeyRunes && in.EchoMode == textinput.EchoNormal {
		k.Runes = []rune(forms.Typed(string(k.Runes)))
	}
	*in, _ = in.Update(k)
}

func (d *Dialog) Value(i int) string { return d.Inputs[i].Value() }

func (d *Dialog) Set(i int, text string) {
	d.Inputs[i].SetValue(forms.Clean(text))
	d.Inputs[i].CursorEnd()
}

func (d *Dialog) Clear(i int) {
	d.Inputs[i].SetValue("")
	d.Move(i)
}

// caretMark is a sign no input line holds: typeInto lets it not in.
const caretMark = "\x00"

// CaretIn is where the caret stands in a line as it is drawn, which may show
// only a part of a long text.
func CaretIn(in *textinput.Model) int {
	drawn := *in
	drawn.Cursor.TextStyle = lipgloss.NewStyle().Transform(func(char string) string { return caretMark + char })
	before, _, _ := strings.Cut(drawn.View(), caretMark)
	return ansi.StringWidth(before)
}

const dialogLabel = 26

// Lines draws the fields, one each.
func (d *Dialog) Lines(w int) []string {
	var lines []string
	for i := range d.Inputs {
		sign, label := " ", Pad(d.labels[i], dialogLabel)
		if i == d.Focus {
			sign, label = style.FocusSign, style.Focus.Render(label)
		}
		d.Inputs[i].Width = max(10, w-dialogLabel-8)
		lines = append(lines, "  "+sign+" "+label+d.Inputs[i].View())
	}
	return lines
}

// Caret is the typing position in the line of the focused field.
func (d *Dialog) Caret() (x, line int) {
	in := &d.Inputs[d.Focus]
	return 4 + dialogLabel + CaretIn(in), d.Focus
}

func (d *Dialog) Hint() string { return d.hints[d.Focus] }
