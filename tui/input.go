package tui

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

// newInput is a line to type into, for the small dialogs. The cursor drawn is
// the terminal's own; pasting comes through the terminal, not the clipboard.
func newInput(secret bool) textinput.Model {
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

// dialog is a column of labelled inputs: Enter goes on and, on the last one,
// submits.
type dialog struct {
	labels []string
	hints  []string
	inputs []textinput.Model
	focus  int
}

func newDialog(labels, hints []string, secret ...int) *dialog {
	d := &dialog{labels: labels, hints: hints}
	for i := range labels {
		hidden := false
		for _, s := range secret {
			hidden = hidden || s == i
		}
		d.inputs = append(d.inputs, newInput(hidden))
	}
	d.move(0)
	return d
}

// enter is Enter in the key table: it goes on and, in the last field, submits.
func (d *dialog) enter(verb, help string, submit func() tea.Cmd) Action {
	a := Action{Keys: []string{"enter", "ctrl+j"}, Label: "Weiter", Help: "Geht zum nächsten Feld.",
		Do: func() tea.Cmd { d.move(d.focus + 1); return nil }}
	if d.focus == len(d.inputs)-1 {
		a.Label, a.Help, a.Do = verb, help, submit
	}
	return a
}

func (d *dialog) move(to int) {
	d.inputs[d.focus].Blur()
	d.focus = (to + len(d.inputs)) % len(d.inputs)
	d.inputs[d.focus].Focus()
}

// key takes one key; done is true when the last field was confirmed.
func (d *dialog) key(k tea.KeyMsg) (done bool) {
	switch k.String() {
	case "enter", "ctrl+j":
		if d.focus == len(d.inputs)-1 {
			return true
		}
		d.move(d.focus + 1)
	case "tab", "down":
		d.move(d.focus + 1)
	case "shift+tab", "up":
		d.move(d.focus - 1)
	default:
		typeInto(&d.inputs[d.focus], k)
	}
	return false
}

// typeInto gives a key to an input line. What is typed or pasted there is shown,
// so nothing comes in that is not fit to be drawn; a masked line takes all.
func typeInto(in *textinput.Model, k tea.KeyMsg) {
	if k.Type == tea.KeyRunes && in.EchoMode == textinput.EchoNormal {
		k.Runes = []rune(forms.Typed(string(k.Runes)))
	}
	*in, _ = in.Update(k)
}

func (d *dialog) value(i int) string { return d.inputs[i].Value() }

func (d *dialog) set(i int, text string) {
	d.inputs[i].SetValue(forms.Clean(text))
	d.inputs[i].CursorEnd()
}

func (d *dialog) clear(i int) {
	d.inputs[i].SetValue("")
	d.move(i)
}

// caretMark is a sign no input line holds: typeInto lets it not in.
const caretMark = "\x00"

// caretIn is where the caret stands in a line as it is drawn, which may show
// only a part of a long text.
func caretIn(in *textinput.Model) int {
	drawn := *in
	drawn.Cursor.TextStyle = lipgloss.NewStyle().Transform(func(char string) string { return caretMark + char })
	before, _, _ := strings.Cut(drawn.View(), caretMark)
	return ansi.StringWidth(before)
}

const dialogLabel = 26

// lines draws the fields, one each.
func (d *dialog) lines(w int) []string {
	var lines []string
	for i := range d.inputs {
		sign, label := " ", pad(d.labels[i], dialogLabel)
		if i == d.focus {
			sign, label = style.FocusSign, style.Focus.Render(label)
		}
		d.inputs[i].Width = max(10, w-dialogLabel-8)
		lines = append(lines, "  "+sign+" "+label+d.inputs[i].View())
	}
	return lines
}

// caret is the typing position in the line of the focused field.
func (d *dialog) caret() (x, line int) {
	in := &d.inputs[d.focus]
	return 4 + dialogLabel + caretIn(in), d.focus
}

func (d *dialog) hint() string { return d.hints[d.focus] }
