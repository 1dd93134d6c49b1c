package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/style"
)

// Screens that explain or ask about the one below: help, palette, questions.

// quietScreen is what overlays have in common: nothing to read, save or wait for.
type quietScreen struct{}

func (quietScreen) Start() tea.Cmd { return nil }
func (quietScreen) Leave() tea.Cmd { return nil }
func (quietScreen) Busy() bool     { return false }
func (quietScreen) over()          {}

// explainer is a screen that has more to say about what has the focus.
type explainer interface {
	Explain() []string
}

// pager shows lines to be read.
type pager struct {
	quietScreen
	scroll
	sh    *Shell
	title string
	lines []string
}

// scroll is the part of a text that is in sight.
type scroll struct{ top, page int }

// key moves in a text of n lines.
func (s *scroll) key(key string, n int) {
	switch key {
	case "down":
		s.top++
	case "up":
		s.top--
	case "pgdown":
		s.top += s.page
	case "pgup":
		s.top -= s.page
	case "home":
		s.top = 0
	case "end":
		s.top = n
	}
	s.top = max(0, min(s.top, n-s.page))
}

// sight is the part of the lines that fits into h lines.
func (s *scroll) sight(lines []string, h int) []string {
	s.page = h
	s.top = max(0, min(s.top, len(lines)-h))
	return lines[s.top:min(len(lines), s.top+h)]
}

// newHelp lists every action of a screen and explains the focused field.
func newHelp(sh *Shell, about Screen, actions []Action) *pager {
	title, _ := about.Title()
	w, _ := sh.Size()
	lines := []string{" " + style.Title.Render(forms.Clean(title))}
	for _, l := range strings.Split(ansi.Wordwrap(forms.Clean(about.Hint()), w-2, ""), "\n") {
		lines = append(lines, " "+l)
	}
	lines = append(lines, "")
	if e, ok := about.(explainer); ok {
		lines = append(append(lines, e.Explain()...), "")
	}
	for _, a := range slices.Concat(actions, arranged(about)) {
		lines = append(lines, sh.helpLines(a)...)
	}
	info := sh.services.About
	lines = append(lines, "", " Programm "+info.Version+", oBDS "+info.Schema)
	if info.Registration != "" {
		lines = append(lines, " Meldeberatung: "+forms.Clean(info.Registration))
	}
	if info.Content != "" {
		lines = append(lines, " Medizinische Dokumentation: "+forms.Clean(info.Content))
	}
	return &pager{sh: sh, title: "Hilfe", lines: lines}
}

// helpLines explain one action: keys, name, and what it does or why it is off,
// wrapped beside them.
func (sh *Shell) helpLines(a Action) []string {
	const left = 34
	text := a.Help
	if a.Off != "" {
		text = "Jetzt nicht: " + a.Off
	}
	w, _ := sh.Size()
	lines := strings.Split(ansi.Wordwrap(text, w-left-1, ""), "\n")
	for i, l := range lines {
		beside := strings.Repeat(" ", left)
		if i == 0 {
			beside = " " + pad(keysText(a.Keys), 14) + pad(a.Label, left-15)
		}
		lines[i] = beside + l
	}
	return lines
}

func keysText(keys []string) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = keyName(k)
	}
	return strings.Join(names[:min(2, len(names))], ", ")
}

func (s *pager) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		s.key(k.String(), len(s.lines))
	}
	return nil
}

func (s *pager) Title() (string, string) { return s.title, "" }

func (s *pager) Body(_, h int) string {
	return strings.Join(s.sight(s.lines, h), "\n")
}

func (s *pager) Hint() string { return "Pfeile und Bild↑/Bild↓ blättern" }

func (s *pager) Actions() []Action {
	return []Action{{Keys: []string{"esc", "f10", "f1", "enter"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: s.sh.Pop}}
}

func (s *pager) Caret() (int, int, bool) { return 0, 0, false }

// palette finds an action by a part of its name.
type palette struct {
	quietScreen
	sh      *Shell
	actions []Action
	query   textinput.Model
	list    cursorList
}

func newPalette(sh *Shell, actions []Action) *palette {
	p := &palette{sh: sh, actions: append(actions[:len(actions):len(actions)], Action{Keys: []string{"f9"}, Label: "Bild neu aufbauen",
		Help: "Zeichnet das ganze Fenster neu.", Do: func() tea.Cmd { return tea.ClearScreen }}), query: newInput(false)}
	p.query.Focus()
	return p
}

func (p *palette) found() []Action {
	var hits []Action
	words := strings.Fields(catalog.Fold(p.query.Value()))
	for _, a := range p.actions {
		text := catalog.Fold(a.Label + " " + a.Help + " " + keysText(a.Keys))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			hits = append(hits, a)
		}
	}
	return hits
}

func (p *palette) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok || p.list.key(k, len(p.found())) {
		return nil
	}
	typeInto(&p.query, k)
	p.list.at = 0
	return nil
}

func (p *palette) run() tea.Cmd {
	hits := p.found()
	if p.list.at >= len(hits) {
		return nil
	}
	a := hits[p.list.at]
	if a.Off != "" {
		p.sh.Say(a.Off)
		return nil
	}
	return tea.Sequence(p.sh.Pop(), a.Do())
}

func (p *palette) Title() (string, string) { return "Befehle", "" }

func (p *palette) Body(w, h int) string {
	p.query.Width = w - 12
	hits := p.found()
	p.list.fit(h-2, len(hits))
	lines := []string{" Befehl: " + p.query.View(), ""}
	from, to := p.list.window(len(hits))
	for i := from; i < to; i++ {
		sign := "   "
		if i == p.list.at {
			sign = " " + style.FocusSign + " "
		}
		lines = append(lines, sign+pad(hits[i].Label, 28)+pad(keysText(hits[i].Keys), 16)+hits[i].Help)
	}
	return strings.Join(lines, "\n")
}

func (p *palette) Hint() string { return "Tippen sucht, Enter führt aus" }

func (p *palette) Actions() []Action {
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Ausführen", Help: "Führt den Befehl aus.", Do: p.run},
		{Keys: []string{"esc", "f10", "f9"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: p.sh.Pop},
	}
}

func (p *palette) Caret() (int, int, bool) { return 9 + p.query.Position(), 0, true }

// ask wants a yes before something that cannot be taken back.
type ask struct {
	quietScreen
	sh                *Shell
	title, text, verb string
	do                func() tea.Cmd
	no                string         // what "n" does instead, "" = it only goes back
	otherwise         func() tea.Cmd // does that
}

func newAsk(sh *Shell, title, text, verb string, do func() tea.Cmd) *ask {
	return &ask{sh: sh, title: title, text: text, verb: verb, do: do}
}

// newQuit asks before the program ends.
func newQuit(sh *Shell) *ask {
	return newAsk(sh, "Programm beenden?", "Alle Entwürfe sind gesichert; wartende Meldungen werden beim nächsten Mal übermittelt.", "Beenden", sh.quit)
}

func (a *ask) Update(tea.Msg) tea.Cmd { return nil }

func (a *ask) Title() (string, string) { return a.title, "" }

func (a *ask) Body(w, _ int) string {
	text, no := strings.ReplaceAll(ansi.Wordwrap(a.text, w-2, ""), "\n", "\n "), "nein, zurück"
	if a.otherwise != nil {
		no = a.no + "    " + style.Focus.Render("Esc") + " = zurück"
	}
	return "\n " + text + "\n\n " + style.Focus.Render("j") + " = " + a.verb + "    " + style.Focus.Render("n") + " = " + no
}

func (a *ask) Hint() string { return "j oder n" }

func (a *ask) Actions() []Action {
	yes := Action{Keys: []string{"j"}, Label: a.verb, Help: a.text, Do: a.after(a.do)}
	if a.otherwise == nil {
		return []Action{yes, {Keys: []string{"n", "esc", "f10"}, Label: "Zurück", Help: "Nichts ändern.", Do: a.sh.Pop}}
	}
	return []Action{yes,
		{Keys: []string{"n"}, Label: a.no, Help: a.text, Do: a.after(a.otherwise)},
		{Keys: []string{"esc", "f10"}, Label: "Zurück", Help: "Nichts ändern.", Do: a.sh.Pop}}
}

// after goes back and then does what was answered.
func (a *ask) after(do func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		back := a.sh.Pop()
		return tea.Batch(back, do())
	}
}

func (a *ask) Caret() (int, int, bool) { return 0, 0, false }
