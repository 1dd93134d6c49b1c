package editing

import (
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
)

// jump goes to a field by a part of its name: two or three letters and Enter.
type jump struct {
	shell.QuietScreen
	e     *Sheet
	all   []forms.Target
	hits  []forms.Target
	query textinput.Model
	list  kit.CursorList
}

func NewJump(e *Sheet) *jump {
	asked := e.Form.Targets()
	j := &jump{e: e, all: append(asked[:len(asked):len(asked)], e.Form.Unasked()...), hits: asked, query: forms.NewInput("")}
	j.query.Focus()
	return j
}

func (j *jump) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok || j.moves(k) {
		return nil
	}
	forms.TypeInto(&j.query, k)
	j.hits, j.list.At = forms.Find(j.all, j.query.Value()), 0
	return nil
}

// moves gives the keys of the list to it; Pos1 and Ende belong to the line.
func (j *jump) moves(k tea.KeyMsg) bool {
	switch k.String() {
	case "home", "end":
		return false
	}
	return j.list.Key(k, len(j.hits))
}

func (j *jump) Title() (string, string) { return "Feld suchen", "" }

func (j *jump) Body(w, h int) string {
	j.query.Width = w - 12
	j.list.Fit(h-2, len(j.hits))
	lines := []string{" Feld: " + j.query.View(), ""}
	from, to := j.list.Window(len(j.hits))
	for i := from; i < to; i++ {
		lines = append(lines, j.draw(i, w))
	}
	if len(j.hits) == 0 {
		lines = append(lines, "   "+style.Muted.Render("Kein Feld, das jetzt gefragt wird, heißt so."))
	}
	return strings.Join(lines, "\n")
}

func (j *jump) draw(i, w int) string {
	t := j.hits[i]
	where := max(30, (w-44)/2)
	if kit.Narrow(w) { // what stands in the field says more than where it stands
		where = 11
	}
	rest := style.Muted.Render(kit.Pad(t.Where, where)) + " " + style.Value.Render(t.Value)
	if i == j.list.At {
		return " " + style.FocusSign + " " + style.Focus.Render(kit.Pad(t.Label, 28)) + " " + rest
	}
	return "   " + kit.Pad(t.Label, 28) + " " + rest
}

func (j *jump) Hint() string {
	return "Zwei, drei Buchstaben des Namens und Enter; auch Anfänge mehrerer Wörter, z. B. pt n"
}

func (j *jump) Actions() []kit.Action {
	none := ""
	if len(j.hits) == 0 {
		none = "Kein Feld, das jetzt gefragt wird, heißt so."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Zum Feld", Help: "Springt zum markierten Feld.", Off: none, Do: j.open},
		{Keys: []string{"f10", "esc", "f3", "ctrl+f"}, Label: "Zurück", Help: "Zurück zum Feld, ohne zu springen.", Do: j.e.Sh.Pop},
	}
}

func (j *jump) open() tea.Cmd {
	back := j.e.Sh.Pop()
	j.e.Form.Goto(j.hits[j.list.At].ID)
	return tea.Batch(back, j.e.Noticed())
}

func (j *jump) Caret() (int, int, bool) { return 7 + forms.CaretIn(&j.query), 0, !j.list.Moved }
