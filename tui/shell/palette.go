package shell

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/terminal"
)

// Palette finds an action by a part of its name.
type Palette struct {
	QuietScreen
	sh      *Shell
	actions []kit.Action
	query   textinput.Model
	list    kit.CursorList
}

func NewPalette(sh *Shell, actions []kit.Action) *Palette {
	p := &Palette{sh: sh, actions: append(actions[:len(actions):len(actions)], kit.Action{Label: "Bild neu aufbauen",
		Help: "Zeichnet das ganze Fenster neu.", Do: func() tea.Cmd { return terminal.Clear }}, sh.newsAction()), query: forms.NewInput("")}
	p.query.Focus()
	return p
}

func (p *Palette) found() []kit.Action {
	var hits []kit.Action
	words := strings.Fields(catalog.Fold(p.query.Value()))
	for _, a := range p.actions {
		text := catalog.Fold(a.Label + " " + a.Help + " " + keysText(a.Keys))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			hits = append(hits, a)
		}
	}
	return hits
}

func (p *Palette) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok || p.list.Key(k, len(p.found())) {
		return nil
	}
	forms.TypeInto(&p.query, k)
	p.list.At = 0
	return nil
}

func (p *Palette) run() tea.Cmd {
	hits := p.found()
	if p.list.At >= len(hits) {
		return nil
	}
	a := hits[p.list.At]
	if a.Off != "" {
		p.sh.Say(a.Off)
		return nil
	}
	return tea.Sequence(p.sh.Pop(), a.Do())
}

// final reports that the chosen action cannot be taken back.
func (p *Palette) final() bool {
	hits := p.found()
	return p.list.At < len(hits) && hits[p.list.At].Final
}

func (p *Palette) Title() (string, string) { return "Befehle", "Tippen sucht" }

func (p *Palette) Body(w, h int) string {
	p.query.Width = w - 12
	hits := p.found()
	p.list.Fit(h-2, len(hits))
	lines := []string{" Befehl: " + p.query.View(), ""}
	from, to := p.list.Window(len(hits))
	for i := from; i < to; i++ {
		sign := "   "
		if i == p.list.At {
			sign = " " + style.FocusSign + " "
		}
		line := kit.Pad(hits[i].Label, 28) + kit.Pad(keysText(hits[i].Keys), keysCells) + hits[i].Now()
		if i == p.list.At {
			line = style.Focus.Render(kit.Cut(line, w-4))
		}
		lines = append(lines, kit.Cut(sign+line, w-1))
	}
	return strings.Join(lines, "\n")
}

// Hint is the whole sentence of the action in focus, which its line may cut.
func (p *Palette) Hint() string {
	if hits := p.found(); p.list.At < len(hits) {
		return hits[p.list.At].Now()
	}
	return "Kein Befehl heißt so. Rücktaste löscht, Esc geht zurück."
}

func (p *Palette) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Ausführen", Help: "Führt den Befehl aus.", Final: p.final(), Do: p.run},
		{Keys: []string{"f10", "esc", "f9"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: p.sh.Pop},
	}
}

func (p *Palette) Caret() (int, int, bool) { return 9 + forms.CaretIn(&p.query), 0, !p.list.Moved }
