package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/style"
)

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
		Help: "Zeichnet das ganze Fenster neu.", Do: func() tea.Cmd { return tea.ClearScreen }}, sh.newsAction("f9")), query: newInput(false)}
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

// final reports that the chosen action cannot be taken back.
func (p *palette) final() bool {
	hits := p.found()
	return p.list.at < len(hits) && hits[p.list.at].Final
}

func (p *palette) Title() (string, string) { return "Befehle", "Tippen sucht" }

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
		line := pad(hits[i].Label, 28) + pad(keysText(hits[i].Keys), keysCells) + hits[i].now()
		if i == p.list.at {
			line = style.Focus.Render(cut(line, w-4))
		}
		lines = append(lines, cut(sign+line, w-1))
	}
	return strings.Join(lines, "\n")
}

// Hint is the whole sentence of the action in focus, which its line may cut.
func (p *palette) Hint() string {
	if hits := p.found(); p.list.at < len(hits) {
		return hits[p.list.at].now()
	}
	return "Kein Befehl heißt so. Rücktaste löscht, Esc geht zurück."
}

func (p *palette) Actions() []Action {
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Ausführen", Help: "Führt den Befehl aus.", Final: p.final(), Do: p.run},
		{Keys: []string{"f10", "esc", "f9"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: p.sh.Pop},
	}
}

func (p *palette) Caret() (int, int, bool) { return 9 + caretIn(&p.query), 0, !p.list.moved }
