package editing

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// steps lists the pages of a form with what is filled and what is wrong.
type steps struct {
	shell.QuietScreen
	e    *Sheet
	list kit.CursorList
	pick kit.Numbers
	all  []forms.Step
}

func NewSteps(e *Sheet) *steps {
	s := &steps{e: e, all: e.Form.Steps()}
	for i, p := range s.all {
		if p.Current {
			s.list.At = i
		}
	}
	return s
}

func (s *steps) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	at, sure, ok := s.pick.Key(k.String(), len(s.all))
	switch {
	case ok && sure:
		s.list.At = at
		return s.open()
	case ok:
		s.list.At = at
	case !s.list.Key(k, len(s.all)) && len(k.Runes) == 1:
		s.seek(string(k.Runes))
	}
	return nil
}

// seek goes to the next section that begins with a letter.
func (s *steps) seek(letter string) {
	for i := range s.all {
		at := (s.list.At + 1 + i) % len(s.all)
		if strings.HasPrefix(catalog.Fold(s.all[at].Title), catalog.Fold(letter)) {
			s.list.At = at
			return
		}
	}
}

func (s *steps) Title() (string, string) { return "Abschnitte", "" }

func (s *steps) Body(w, h int) string {
	var lines []string
	for _, l := range s.e.Standing() {
		lines = append(lines, " "+kit.Cut(l, w-1))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	s.list.Fit(h-1-len(lines), len(s.all))
	title := min(36, w-5-14-24)
	lines = append(lines, style.Muted.Render("   "+kit.Pad("", 5)+kit.Pad("Abschnitt", title)+kit.Pad("ausgefüllt", 14)+"Mängel"))
	from, to := s.list.Window(len(s.all))
	for i := from; i < to; i++ {
		lines = append(lines, kit.Cut(s.draw(i, title), w-1))
	}
	return strings.Join(lines, "\n")
}

func (s *steps) draw(i, title int) string {
	p := s.all[i]
	filled := fmt.Sprintf("%d von %d", p.Filled, p.Asked)
	if p.Asked == 0 {
		filled = style.DashSign
	}
	line := kit.Pad(fmt.Sprintf("%d", i+1), 5) + kit.Cell(p.Title, title) + kit.Pad(filled, 14) + wording.StepText(p)
	if i == s.list.At {
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	}
	return "   " + line
}

func (s *steps) Hint() string {
	return "Die Nummer springt zum Abschnitt, ein Anfangsbuchstabe sucht ihn, Enter öffnet."
}

func (s *steps) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Springt zum Abschnitt.", Do: s.open},
		{Keys: []string{"f10", "esc", "f6"}, Label: "Zurück", Help: "Zurück zum Feld.", Do: s.e.Sh.Pop},
	}
}

func (s *steps) open() tea.Cmd {
	title := s.all[s.list.At].Title
	back := s.e.Sh.Pop()
	s.e.Form.Open(title)
	return tea.Batch(back, s.e.Noticed())
}

func (s *steps) Caret() (int, int, bool) { return 0, 0, false }
