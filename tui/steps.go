package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/style"
)

// steps lists the pages of a form with what is filled and what is wrong.
type steps struct {
	quietScreen
	e    *editing
	list cursorList
	all  []forms.Step
}

func newSteps(e *editing) *steps {
	s := &steps{e: e, all: e.form.Steps()}
	for i, p := range s.all {
		if p.Current {
			s.list.at = i
		}
	}
	return s
}

func (s *steps) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		s.list.key(k, len(s.all))
	}
	return nil
}

func (s *steps) Title() (string, string) { return "Abschnitte", "" }

func (s *steps) Body(w, h int) string {
	var lines []string
	for _, l := range s.e.Standing() {
		lines = append(lines, " "+cut(l, w-1))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	s.list.fit(h-1-len(lines), len(s.all))
	lines = append(lines, style.Muted.Render("   "+pad("", 5)+pad("Abschnitt", 36)+pad("ausgefüllt", 14)+"Befunde"))
	from, to := s.list.window(len(s.all))
	for i := from; i < to; i++ {
		lines = append(lines, cut(s.draw(i), w-1))
	}
	return strings.Join(lines, "\n")
}

func (s *steps) draw(i int) string {
	p := s.all[i]
	filled := fmt.Sprintf("%d von %d", p.Filled, p.Asked)
	if p.Asked == 0 {
		filled = style.DashSign
	}
	line := pad(fmt.Sprintf("%d", i+1), 5) + pad(p.Title, 36) + pad(filled, 14) + stepText(p)
	if i == s.list.at {
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	}
	return "   " + line
}

func (s *steps) Hint() string { return "Enter springt zum Abschnitt." }

func (s *steps) Actions() []Action {
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Springt zum Abschnitt.", Do: s.open},
		{Keys: []string{"f10", "esc", "f6"}, Label: "Zurück", Help: "Zurück zum Feld.", Do: s.e.sh.Pop},
	}
}

func (s *steps) open() tea.Cmd {
	title := s.all[s.list.at].Title
	back := s.e.sh.Pop()
	s.e.form.Open(title)
	return tea.Batch(back, s.e.noticed())
}

func (s *steps) Caret() (int, int, bool) { return 0, 0, false }
