package tui

import (
	"context"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/style"
)

// templatesMsg brings the templates to who asked for them.
type templatesMsg struct {
	to  Screen
	all []template
	err error
}

func askTemplates(desk *Desk, to Screen) tea.Cmd {
	return func() tea.Msg {
		all, err := readTemplates(context.Background(), desk)
		return templatesMsg{to, all, err}
	}
}

// templatePick picks a template by a part of its name; it is also the place to
// rename and delete one.
type templatePick struct {
	quietScreen
	sh     *Shell
	typ    model.Zweig // only of this type, "" = of all
	take   func(template) tea.Cmd
	all    []template
	query  textinput.Model
	list   cursorList
	loaded bool
}

func newTemplatePick(sh *Shell, typ model.Zweig, take func(template) tea.Cmd) *templatePick {
	p := &templatePick{sh: sh, typ: typ, take: take, query: newInput(false)}
	p.query.Focus()
	return p
}

func (p *templatePick) Start() tea.Cmd { return askTemplates(p.sh.Desk(), p) }

func (p *templatePick) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if !p.list.key(msg, len(p.found())) {
			typeInto(&p.query, msg)
			p.list.at = 0
		}
	case templatesMsg:
		if msg.to == Screen(p) {
			p.learn(msg)
		}
	}
	return nil
}

func (p *templatePick) learn(msg templatesMsg) {
	p.loaded = true
	if msg.err != nil {
		p.sh.Fail(msg.err)
		return
	}
	p.all = slices.DeleteFunc(msg.all, func(t template) bool { return p.typ != "" && t.Typ != p.typ })
}

func (p *templatePick) found() []template {
	want := strings.Fields(catalog.Fold(p.query.Value()))
	return slices.DeleteFunc(slices.Clone(p.all), func(t template) bool {
		return slices.ContainsFunc(want, func(w string) bool { return !strings.Contains(catalog.Fold(t.Name), w) })
	})
}

func (p *templatePick) selected() (template, bool) {
	if hits := p.found(); p.list.at < len(hits) {
		return hits[p.list.at], true
	}
	return template{}, false
}

func (p *templatePick) Title() (string, string) {
	return "Vorlage anwenden", plural(len(p.all), "Vorlage", "Vorlagen")
}

func (p *templatePick) Body(w, h int) string {
	p.query.Width = w - 14
	hits := p.found()
	p.list.fit(h-2, len(hits))
	lines := []string{" Vorlage: " + p.query.View(), ""}
	from, to := p.list.window(len(hits))
	for i := from; i < to; i++ {
		lines = append(lines, marked(i == p.list.at, pad(hits[i].Name, nameCells(w-45))+" "+typCell(hits[i].Typ, w)+" ", templateText(&hits[i].Template)))
	}
	if len(hits) == 0 && p.loaded {
		lines = append(lines, "   "+style.Muted.Render(p.nothing()))
	}
	return strings.Join(lines, "\n")
}

// nothing says why no template is shown and what to do.
func (p *templatePick) nothing() string {
	if len(p.all) > 0 {
		return "Keine Vorlage heißt so. Strg+U leert die Suche."
	}
	return "Keine Vorlage. Im Formular macht Strg+X, dann v, eine aus der Meldung."
}

func (p *templatePick) Hint() string {
	return "Tippen sucht, Enter nimmt die Vorlage. Schon Ausgefülltes wird nur nach Rückfrage überschrieben."
}

func (p *templatePick) Actions() []Action {
	off := ""
	if _, ok := p.selected(); !ok {
		off = "Es ist keine Vorlage ausgewählt."
	}
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Nehmen", Help: "Nimmt die ausgewählte Vorlage.", Off: off, Do: p.pick},
		{Keys: []string{"f2"}, Label: "Umbenennen", Help: "Gibt der Vorlage einen anderen Namen.", Off: off, Do: p.rename},
		{Keys: []string{"ctrl+k"}, Label: "Löschen", Help: "Löscht die Vorlage nach Rückfrage.", Off: off, Do: p.remove},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu übernehmen.", Do: p.sh.Pop},
	}
}

func (p *templatePick) pick() tea.Cmd {
	t, _ := p.selected()
	back := p.sh.Pop()
	return tea.Batch(back, p.take(t))
}

func (p *templatePick) rename() tea.Cmd {
	t, _ := p.selected()
	return p.sh.Push(newNaming(p.sh, "Vorlage umbenennen", t.Name, func(name string) tea.Cmd {
		t.Name = name
		return p.change(func(ctx context.Context, desk *Desk) error { return keepTemplate(ctx, desk, t) })
	}))
}

func (p *templatePick) remove() tea.Cmd {
	t, _ := p.selected()
	return p.sh.Push(newAsk(p.sh, "Vorlage löschen?", "„"+forms.Clean(t.Name)+"“ wird gelöscht. Meldungen, die damit entstanden, bleiben.", "Löschen",
		func() tea.Cmd {
			return p.change(func(ctx context.Context, desk *Desk) error { return desk.Memory.Remember(ctx, t.key, nil) })
		}))
}

// change does something to the templates and reads them again.
func (p *templatePick) change(do func(context.Context, *Desk) error) tea.Cmd {
	desk := p.sh.Desk()
	return func() tea.Msg {
		ctx := context.Background()
		if err := do(ctx, desk); err != nil {
			return templatesMsg{p, nil, err}
		}
		all, err := readTemplates(ctx, desk)
		return templatesMsg{p, all, err}
	}
}

func (p *templatePick) Caret() (int, int, bool) { return 10 + caretIn(&p.query), 0, !p.list.moved }

// Busy until the templates are read.
func (p *templatePick) Busy() bool { return !p.loaded }

// naming asks for a name.
type naming struct {
	quietScreen
	sh    *Shell
	title string
	name  *dialog
	do    func(string) tea.Cmd
}

func newNaming(sh *Shell, title, name string, do func(string) tea.Cmd) *naming {
	n := &naming{sh: sh, title: title, do: do, name: newDialog([]string{"Name"}, []string{"Ein Name, unter dem Sie sie wiederfinden. Enter übernimmt ihn."})}
	n.name.inputs[0].SetValue(name)
	n.name.inputs[0].CursorEnd()
	return n
}

func (n *naming) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		n.name.key(k)
	}
	return nil
}

func (n *naming) done() tea.Cmd {
	name := strings.TrimSpace(n.name.value(0))
	if name == "" {
		n.sh.Say("Bitte einen Namen angeben; Esc bricht ab.")
		return nil
	}
	back := n.sh.Pop()
	return tea.Batch(back, n.do(name))
}

func (n *naming) Title() (string, string) { return n.title, "" }
func (n *naming) Body(w, _ int) string    { return "\n" + strings.Join(n.name.lines(w), "\n") }
func (n *naming) Hint() string            { return n.name.hint() }

func (n *naming) Actions() []Action {
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Übernehmen", Help: "Nimmt den Namen.", Do: n.done},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Nichts ändern.", Do: n.sh.Pop},
	}
}

func (n *naming) Caret() (x, y int, ok bool) {
	x, y = n.name.caret()
	return x, y + 1, true
}
