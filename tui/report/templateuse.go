package report

import (
	"maps"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/work"
)

// saveTemplate and useTemplate are the editor's two ways to templates.
func (e *Editor) saveTemplate() tea.Cmd {
	e.Form.Confirm()
	return tea.Batch(e.Noticed(), e.Sh.Push(NewTemplateSave(e)))
}

func (e *Editor) useTemplate() tea.Cmd {
	e.Form.Confirm()
	return tea.Batch(e.Noticed(), e.Sh.Push(NewTemplatePick(e.Sh, e.Report.Meldung.Typ, e.apply)))
}

// apply fills the report from a template, after its questions.
func (e *Editor) apply(t work.Template) tea.Cmd {
	values, asked := t.Parts(e.Form)
	if len(asked) == 0 {
		return e.fill(t.Name, values)
	}
	return e.Sh.Push(newAskValues(e, t.Name, asked, func(answers map[string]string) tea.Cmd {
		maps.Copy(values, answers)
		return e.fill(t.Name, values)
	}))
}

// fill writes values that came from a template. What a person has entered
// already is not touched without a yes.
func (e *Editor) fill(name string, values map[string]string) tea.Cmd {
	free, taken := work.Apart(e.Form, values)
	if len(taken) == 0 {
		return e.carry(name, free)
	}
	ask := shell.NewAsk(e.Sh, "Ausgefüllte Felder überschreiben?", "Schon anders ausgefüllt: "+strings.Join(taken, ", ")+".", "Überschreiben",
		func() tea.Cmd { return e.carry(name, values) })
	ask.No, ask.Otherwise = "behalten, nur leere füllen", func() tea.Cmd { return e.carry(name, free) }
	return e.Sh.Push(ask)
}

func (e *Editor) carry(name string, values map[string]string) tea.Cmd {
	from := "Vorlage " + name
	n := e.Form.Carry(values, from)
	saved := e.Noticed()
	e.Sh.Say(shell.Told(work.CarriedText(n, from)))
	return saved
}

// askValues asks for the parameters of a template in one small dialog. Its answers are
// cells of a report and not stock huh inputs: those know no codes, no dates in short
// and no Enter that stays while several entries match.
type askValues struct {
	shell.QuietScreen
	e      *Editor
	name   string
	asked  []forms.TemplateValue
	cells  []*forms.Cell
	values []string
	at     int
	first  int // question drawn
	done   func(map[string]string) tea.Cmd
}

func newAskValues(e *Editor, name string, asked []forms.TemplateValue, done func(map[string]string) tea.Cmd) *askValues {
	q := &askValues{e: e, name: name, asked: asked, done: done, values: make([]string, len(asked))}
	for i, v := range asked {
		q.cells = append(q.cells, e.Form.Cell(v.ID))
		q.values[i] = v.Text
	}
	q.cells[0].Open(q.values[0])
	return q
}

func (q *askValues) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	switch k.String() {
	case "tab", "down":
		q.move(1)
	case "shift+tab", "up":
		q.move(-1)
	default:
		q.cells[q.at].Key(k)
	}
	return nil
}

func (q *askValues) move(by int) {
	q.values[q.at] = q.cells[q.at].Commit()
	q.at = (q.at + by + len(q.cells)) % len(q.cells)
	q.cells[q.at].Open(q.values[q.at])
}

// enter goes to the next question and, after the last one, fills the report.
func (q *askValues) enter() tea.Cmd {
	if why := q.cells[q.at].Enter(); why != "" {
		q.e.Sh.Say(why)
		return nil
	}
	if q.at < len(q.cells)-1 {
		q.move(1)
		return nil
	}
	return q.finish()
}

func (q *askValues) finish() tea.Cmd {
	q.values[q.at] = q.cells[q.at].Commit()
	answers := map[string]string{}
	for i, v := range q.asked {
		if q.values[i] != "" {
			answers[v.ID] = q.values[i]
		}
	}
	back := q.e.Sh.Pop()
	return tea.Batch(back, q.done(answers))
}

func (q *askValues) Title() (string, string) { return "Vorlage „" + q.name + "“", "" }

func (q *askValues) Body(w, h int) string {
	lines := []string{""}
	rows := max(1, h-len(lines))
	q.first = q.at / rows * rows // whole pages, so that few lines change
	for i := q.first; i < min(len(q.cells), q.first+rows); i++ {
		lines = append(lines, q.line(i, w))
	}
	return strings.Join(lines, "\n")
}

func (q *askValues) line(i, w int) string {
	label, cell := kit.Pad(q.e.Form.Label(q.asked[i].ID), askLabel), q.cells[i]
	if i != q.at {
		return kit.Cut("   "+label+" "+kit.Pad(cell.Show(q.values[i]), 14)+style.Meaning.Render(cell.Meaning(q.values[i], false)), w-1)
	}
	left, right, replaced := cell.Line()
	size := ansi.StringWidth(left + right)
	typed := kit.Pad(left+right, max(14, size+1))
	if replaced {
		typed = kit.Look().Chosen.Render(left+right) + strings.Repeat(" ", max(1, 14-size))
	}
	return kit.Cut(" "+style.FocusSign+" "+style.Focus.Render(label)+" "+typed+style.Meaning.Render(cell.Meaning(q.values[i], true)), w-1)
}

const askLabel = 34

func (q *askValues) Hint() string {
	return "Leer lassen heißt: später ausfüllen. Enter geht weiter und übernimmt nach der letzten Frage."
}

func (q *askValues) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Weiter", Help: "Nächste Frage; nach der letzten werden die Werte übernommen.",
			Anew: q.at == len(q.cells)-1, Do: q.enter},
		{Keys: []string{"f7", "f12"}, Label: "Übernehmen", Help: "Übernimmt die Werte der Vorlage sofort.", Do: q.finish},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu übernehmen.", Do: q.e.Sh.Pop},
	}
}

func (q *askValues) Caret() (x, y int, ok bool) {
	left, _, _ := q.cells[q.at].Line()
	return 4 + askLabel + ansi.StringWidth(left), 1 + q.at - q.first, true
}
