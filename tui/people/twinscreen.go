package people

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// twinScreen warns before a second record of the same person is made: who is
// known already, and why it may be her.
type twinScreen struct {
	shell.QuietScreen
	sh    *shell.Shell
	twins []people.Twin
	isNew bool
	list  kit.CursorList
	open  func(caseID string) tea.Cmd
	stay  func() tea.Cmd // they are two people
	drop  func() tea.Cmd // the new one was a mistake; of a known person nil
}

func (s *twinScreen) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		s.list.Key(k, len(s.twins))
	}
	return nil
}

func (s *twinScreen) Title() (string, string) {
	return "Gibt es diese Person schon?", wording.Plural(len(s.twins), "ähnliche Person", "ähnliche Personen")
}

// The columns of birth dates and numbers.
const twinBorn, twinNumber = 11, 13

func (s *twinScreen) Body(w, h int) string {
	intro := "Bitte vergleichen. Eine bekannte Akte zu öffnen verwirft die neue Person."
	if !s.isNew {
		intro = "Mit den geänderten Stammdaten gleicht diese Person einer anderen."
	}
	lines := append(kit.Wrapped([]string{"", " " + intro, ""}, w-1),
		style.Muted.Render("   "+kit.Pad("Name", 24)+kit.Pad("Geb.", twinBorn)+kit.Pad("Pat.-Nr.", twinNumber)+"Warum"))
	s.list.Fit(h-len(lines), len(s.twins))
	from, to := s.list.Window(len(s.twins))
	for i := from; i < to; i++ {
		t := &s.twins[i]
		lines = append(lines, kit.Cut(kit.Marked(i == s.list.At, kit.Pad(wording.MarkName(t.Row.Name, t.Row.Objects), 23)+" "+kit.Pad(t.Row.Born, twinBorn)+kit.Cell(t.Row.Number, twinNumber), t.Why), w-1))
	}
	return strings.Join(lines, "\n")
}

func (s *twinScreen) Hint() string {
	t := &s.twins[s.list.At]
	return t.Row.Name + ", *" + t.Row.Born + ": " + t.Why + "."
}

func (s *twinScreen) Actions() []kit.Action {
	open, openHelp := "Diese Akte öffnen", "Öffnet die Akte der bekannten Person; die neue wird nicht angelegt."
	stay, stayHelp := "Trotzdem anlegen", "Es sind zwei Personen: die neue wird angelegt."
	if !s.isNew {
		openHelp, stay, stayHelp = "Öffnet die Akte der anderen Person.", "Zwei Personen", "Es sind zwei Personen: alles bleibt, wie es ist."
	}
	actions := []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: open, Help: openHelp, Final: s.isNew, Do: func() tea.Cmd {
			back := s.sh.Pop()
			return tea.Batch(back, s.open(s.twins[s.list.At].Row.ID))
		}},
		{Keys: []string{"t"}, Label: stay, Help: stayHelp, Final: s.isNew, Do: func() tea.Cmd {
			back := s.sh.Pop()
			return tea.Batch(back, s.stay())
		}},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zum Feld, um etwas zu berichtigen.", Do: s.sh.Pop},
	}
	if s.drop != nil {
		actions = append(actions, kit.Action{Keys: []string{"alt+k"}, Label: "Verwerfen", Help: "Verwirft die neue Person nach Rückfrage; es entsteht keine Akte.", Do: func() tea.Cmd {
			back := s.sh.Pop()
			return tea.Batch(back, s.drop())
		}})
	}
	return actions
}

func (s *twinScreen) Caret() (int, int, bool) { return 0, 0, false }
