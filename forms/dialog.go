package forms

import (
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
)

// Ask is one question of a small dialog.
type Ask struct {
	Label, Hint string
	Secret      bool // shown as a mask, and kept nowhere but in its line
	Text        string
	Options     []string // one of them is the answer, by arrow or digit; the first stands there
}

// Dialog asks a few questions, a line each, or one an option: a stock huh form of one group, in the
// program's theme. It is told keys and asked for its lines.
type Dialog struct {
	form *huh.Form
	asks []*ask
	at   int // of the focus
}

// NewDialog makes a dialog that stands on its first question.
func NewDialog(look Look, asks ...Ask) *Dialog {
	look.signs()
	d := &Dialog{}
	fields := make([]huh.Field, len(asks))
	for i := range asks {
		a := &ask{Field: huh.NewInput(), Ask: asks[i]}
		if a.in = NewInput(""); a.Secret {
			a.in = NewInput(look.MaskSign)
		}
		a.set(a.Text)
		d.asks, fields[i] = append(d.asks, a), a
	}
	d.form = huh.NewForm(huh.NewGroup(fields...)).WithTheme(dialogTheme(&look)).WithKeyMap(&huh.KeyMap{}).
		WithLayout(huh.LayoutStack).WithShowHelp(false).WithShowErrors(false)
	d.form.Init() // puts the focus on the first field; what else it asks for is not needed
	return d
}

// dialogTheme is the look of all dialogs.
func dialogTheme(look *Look) *huh.Theme {
	t := huh.ThemeBase()
	t.FieldSeparator = lipgloss.NewStyle().SetString("\n")
	t.Focused.TextInput.Prompt = lipgloss.NewStyle().SetString("  " + look.FocusSign + " ")
	t.Blurred.TextInput.Prompt = lipgloss.NewStyle().SetString("    ")
	t.Focused.Title, t.Focused.SelectedOption, t.Blurred.SelectedOption = look.Focus, look.Focus, look.Focus
	return t
}

// Key takes one key; done is true when the last question was confirmed. The keys
// that go on do it here and not in the fields: those of huh answer with a command,
// and letters typed ahead land in the field before.
func (d *Dialog) Key(k tea.KeyMsg) (done bool) {
	a, name := d.asks[d.at], k.String()
	if a.steps(name) {
		d.form.Update(k)
		return false
	}
	switch name {
	case "enter", "ctrl+j":
		if d.Last() {
			return true
		}
		d.Move(d.at + 1)
	case "tab", "down":
		d.Move(d.at + 1)
	case "shift+tab", "up":
		d.Move(d.at - 1)
	default:
		if d.form.Update(k); a.digit(name) >= 0 {
			d.Move(d.at + 1)
		}
	}
	return false
}

// Move goes to a question, from the last one to the first and back.
func (d *Dialog) Move(to int) {
	to = (to + len(d.asks)) % len(d.asks)
	for ; d.at < to; d.at++ {
		d.form.NextField()
	}
	for ; d.at > to; d.at-- {
		d.form.PrevField()
	}
}

// At is the question the person is at.
func (d *Dialog) At() int { return d.at }

// Len is how many questions there are.
func (d *Dialog) Len() int { return len(d.asks) }

// Last reports that it is the last one.
func (d *Dialog) Last() bool { return d.at == len(d.asks)-1 }

// Hint is about the question the person is at.
func (d *Dialog) Hint() string { return d.asks[d.at].Hint }

// Value is what stands in a line, or the chosen option.
func (d *Dialog) Value(i int) string {
	a := d.asks[i]
	if len(a.Options) > 0 {
		return a.Options[a.at]
	}
	return a.in.Value()
}

// Set replaces what stands in a line.
func (d *Dialog) Set(i int, text string) { d.asks[i].set(text) }

// Clear empties a line and goes there.
func (d *Dialog) Clear(i int) {
	d.Set(i, "")
	d.Move(i)
}

// Lines draws the dialog in w cells.
func (d *Dialog) Lines(w int) []string {
	return strings.Split(strings.TrimRight(d.form.WithWidth(w).View(), "\n "), "\n")
}

// Caret is the typing position in the lines, or the chosen option.
func (d *Dialog) Caret() (x, line int) {
	for _, a := range d.asks[:d.at] {
		line += max(1, len(a.Options))
	}
	a := d.asks[d.at]
	if len(a.Options) > 0 {
		return dialogIndent, line + a.at
	}
	return dialogIndent + dialogLabel + CaretIn(&a.in), line
}

const (
	dialogIndent = 4
	dialogLabel  = 26
)

// ask is a question in its huh form: huh's own input, with the line it types into
// replaced. Measured with huh v1.0.0 (dialog_test.go), the stock line breaks four
// rules:
//   - The cursor stands where the person types, for screen readers and magnifiers:
//     the stock line draws a picture of one and never says where it is.
//   - Nothing secret is kept: the form copies each value as the focus leaves its
//     field, and keeps a password that was cleared.
//   - What is drawn has passed Typed: the stock line takes in what turns or hides
//     the letters around it.
//   - A key changes its field at once: the stock line goes on by a command.
type ask struct {
	huh.Field
	Ask
	in    textinput.Model
	at    int // the chosen option
	theme *huh.Theme
}

func (a *ask) set(text string) {
	a.in.SetValue(Clean(text))
	a.in.CursorEnd()
}

// Update takes keys; nothing else that huh sends means anything here.
func (a *ask) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case ok && len(a.Options) > 0:
		a.choose(k.String())
	case ok:
		TypeInto(&a.in, k)
	}
	return a, nil
}

// View draws the sign of the focus, the label and the line.
func (a *ask) View() string {
	if a.theme == nil { // huh measures its fields before they have a theme
		return ""
	}
	s := &a.theme.Blurred
	if a.in.Focused() {
		s = &a.theme.Focused
	}
	if len(a.Options) > 0 {
		return a.options(s)
	}
	return s.TextInput.Prompt.String() + s.Title.Render(padTo(Clean(a.Label), dialogLabel)) + a.in.View()
}

func (a *ask) Focus() tea.Cmd {
	a.in.Focus()
	return nil
}

func (a *ask) Blur() tea.Cmd {
	a.in.Blur()
	return nil
}

// GetValue is nothing: huh would keep it.
func (a *ask) GetValue() any { return nil }

func (a *ask) WithTheme(t *huh.Theme) huh.Field {
	a.theme = t
	return a
}

func (a *ask) WithWidth(w int) huh.Field {
	a.in.Width = max(10, w-dialogIndent-dialogLabel-4)
	return a
}
