package report

import (
	"context"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// templatesMsg brings the templates to who asked for them.
type templatesMsg struct {
	to   kit.Screen
	all  []work.Template
	said string // of what was done before
	err  error
}

func askTemplates(ctx context.Context, desk *work.Desk, to kit.Screen) tea.Cmd {
	return func() tea.Msg {
		all, err := work.ReadTemplates(ctx, desk)
		return templatesMsg{to: to, all: all, err: err}
	}
}

// templatePick picks a template by a part of its name; it is also the place to
// rename and delete one.
type templatePick struct {
	shell.QuietScreen
	sh     *shell.Shell
	typ    model.Zweig // only of this type, "" = of all
	take   func(work.Template) tea.Cmd
	all    []work.Template
	query  textinput.Model
	list   kit.CursorList
	loaded bool
}

func NewTemplatePick(sh *shell.Shell, typ model.Zweig, take func(work.Template) tea.Cmd) *templatePick {
	p := &templatePick{sh: sh, typ: typ, take: take, query: forms.NewInput("")}
	p.query.Focus()
	return p
}

func (p *templatePick) Start() tea.Cmd { return askTemplates(p.sh.While(p), p.sh.Desk(), p) }

func (p *templatePick) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if !p.list.Key(msg, len(p.found())) {
			forms.TypeInto(&p.query, msg)
			p.list.At = 0
		}
	case templatesMsg:
		if msg.to == kit.Screen(p) {
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
	p.all = slices.DeleteFunc(msg.all, func(t work.Template) bool { return p.typ != "" && t.Typ != p.typ })
	if msg.said != "" {
		p.sh.Say(shell.Told(msg.said))
	}
}

func (p *templatePick) found() []work.Template {
	want := strings.Fields(catalog.Fold(p.query.Value()))
	return slices.DeleteFunc(slices.Clone(p.all), func(t work.Template) bool {
		return slices.ContainsFunc(want, func(w string) bool { return !strings.Contains(catalog.Fold(t.Name), w) })
	})
}

func (p *templatePick) selected() (work.Template, bool) {
	if hits := p.found(); p.list.At < len(hits) {
		return hits[p.list.At], true
	}
	return work.Template{}, false
}

func (p *templatePick) Title() (string, string) {
	return "Vorlage anwenden", wording.Plural(len(p.all), "Vorlage", "Vorlagen")
}

func (p *templatePick) Body(w, h int) string {
	p.query.Width = w - 14
	hits := p.found()
	p.list.Fit(h-2, len(hits))
	lines := []string{" Vorlage: " + p.query.View(), ""}
	from, to := p.list.Window(len(hits))
	for i := from; i < to; i++ {
		lines = append(lines, kit.Marked(i == p.list.At, kit.Pad(hits[i].Name, kit.NameCells(w-52))+" "+kit.Pad(wording.TypTitle(hits[i].Typ), 17)+" ", work.TemplateText(&hits[i].Template)))
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

func (p *templatePick) Actions() []kit.Action {
	var chosen *work.Template
	off := "Es ist keine Vorlage ausgewählt."
	if t, ok := p.selected(); ok {
		chosen, off = &t, ""
	}
	acts := p.sh.Keyed(work.TemplateActs(p.sh.Desk(), chosen), shell.Doing{Run: p.run, Asks: map[work.Asked]func(work.Act) tea.Cmd{work.AskName: p.rename}})
	return slices.Concat([]kit.Action{{Keys: []string{"enter", "ctrl+j"}, Label: "Nehmen", Help: "Nimmt die ausgewählte Vorlage.", Off: off, Do: p.pick}}, acts,
		[]kit.Action{{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu übernehmen.", Do: p.sh.Pop}})
}

func (p *templatePick) pick() tea.Cmd {
	t, _ := p.selected()
	back := p.sh.Pop()
	return tea.Batch(back, p.take(t))
}

func (p *templatePick) rename(a work.Act) tea.Cmd {
	return p.sh.Push(NewNaming(p.sh, "Vorlage umbenennen", a.Now.Text, func(name string) tea.Cmd { return p.run(a, work.Given{Text: name}) }))
}

// run does something to a template and reads them again.
func (p *templatePick) run(a work.Act, given work.Given) tea.Cmd {
	desk, ctx := p.sh.Desk(), p.sh.During
	return func() tea.Msg {
		done, err := a.Do(ctx, given)
		if err != nil {
			return templatesMsg{to: p, err: err}
		}
		all, err := work.ReadTemplates(ctx, desk)
		return templatesMsg{p, all, done.Said, err}
	}
}

func (p *templatePick) Caret() (int, int, bool) {
	return 10 + forms.CaretIn(&p.query), 0, !p.list.Moved
}

// Busy until the templates are read.
func (p *templatePick) Busy() bool { return !p.loaded }

// naming asks for a name.
type naming struct {
	shell.QuietScreen
	sh    *shell.Shell
	title string
	name  *forms.Dialog
	do    func(string) tea.Cmd
}

func NewNaming(sh *shell.Shell, title, name string, do func(string) tea.Cmd) *naming {
	return &naming{sh: sh, title: title, do: do,
		name: kit.NewDialog(forms.Ask{Label: "Name", Hint: "Ein Name, unter dem Sie sie wiederfinden. Enter übernimmt ihn.", Text: name})}
}

func (n *naming) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		n.name.Key(k)
	}
	return nil
}

func (n *naming) done() tea.Cmd {
	name := strings.TrimSpace(n.name.Value(0))
	if name == "" {
		n.sh.Say("Bitte einen Namen angeben; Esc bricht ab.")
		return nil
	}
	back := n.sh.Pop()
	return tea.Batch(back, n.do(name))
}

func (n *naming) Title() (string, string) { return n.title, "" }
func (n *naming) Body(w, _ int) string    { return "\n" + strings.Join(n.name.Lines(w), "\n") }
func (n *naming) Hint() string            { return n.name.Hint() }

func (n *naming) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Übernehmen", Help: "Nimmt den Namen.", Do: n.done},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Nichts ändern.", Do: n.sh.Pop},
	}
}

func (n *naming) Caret() (x, y int, ok bool) {
	x, y = n.name.Caret()
	return x, y + 1, true
}
