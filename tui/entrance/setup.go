package entrance

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// setupScreen asks at the first start where the portal is and how it is
// recognised. It cannot be skipped and there is no "continue anyway".
type setupScreen struct {
	sh       *shell.Shell
	form     *forms.Dialog
	database bool // it is asked for, too
	failed   error
	busy     bool
}

func NewSetup(sh *shell.Shell) *setupScreen {
	s := &setupScreen{sh: sh}
	s.newDialog(nil)
	return s
}

// questions are what is asked, and where the answers go.
func (s *setupScreen) questions(a *work.Answers) []work.SetupQuestion {
	all := a.Questions()
	if s.database {
		all = append(all, a.Database())
	}
	return all
}

// newDialog begins the dialog with what was typed into the one before.
func (s *setupScreen) newDialog(before *forms.Dialog) {
	var asked []forms.Ask
	for i, q := range s.questions(&work.Answers{}) {
		one := forms.Ask{Label: q.Label, Hint: q.Hint}
		if before != nil && i < before.Len() {
			one.Text = before.Value(i)
		}
		asked = append(asked, one)
	}
	s.form = kit.NewDialog(asked...)
}

// askDatabase has the database be asked for, too.
func (s *setupScreen) askDatabase() tea.Cmd {
	if !s.database {
		s.database = true
		s.newDialog(s.form)
	}
	s.form.Move(s.form.Len() - 1)
	return nil
}

// setupMsg answers the trial connection.
type setupMsg struct{ err error }

func (s *setupScreen) Start() tea.Cmd { return nil }

func (s *setupScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		s.form.Key(msg)
	case setupMsg:
		s.busy, s.failed = false, msg.err
		if msg.err != nil {
			s.sh.Fail(msg.err)
			s.form.Move(work.AnswerAt(msg.err))
			return nil
		}
		return s.sh.Swap(place.Login{})
	}
	return nil
}

func (s *setupScreen) try() tea.Cmd {
	if strings.TrimSpace(s.form.Value(0)) == "" {
		s.sh.Say("Bitte die Adresse des Portals eingeben.")
		s.form.Move(0)
		return nil
	}
	s.busy = true
	setup, answers := s.sh.Services().Setup, work.Answers{}
	for i, q := range s.questions(&answers) {
		q.Answer(s.form.Value(i))
	}
	ctx := s.sh.While(s)
	return func() tea.Msg { return setupMsg{setup.Try(ctx, answers)} }
}

func (s *setupScreen) Title() (string, string) { return "Einrichtung", "erster Start" }

func (s *setupScreen) Body(w, _ int) string {
	lines := append(s.intro(w), s.form.Lines(w)...)
	return strings.Join(append(append(lines, ""), wording.Details(s.failed)...), "\n")
}

func (s *setupScreen) intro(w int) []string {
	return kit.Wrapped([]string{"", " Diese Angaben stehen im Schreiben der Vertrauensstelle. Sie werden einmal geprüft und in der Konfigurationsdatei abgelegt.", ""}, w-1)
}

func (s *setupScreen) Hint() string {
	if s.busy {
		return "Verbindung wird geprüft …"
	}
	return s.form.Hint()
}

func (s *setupScreen) Actions() []kit.Action {
	return []kit.Action{
		kit.Enter(s.form, "Verbindung prüfen", "Prüft die Verbindung zum Portal und legt die Angaben ab.", s.try),
		{Keys: []string{"alt+d"}, Label: "Datenbank", Help: work.AsksDatabase, Do: s.askDatabase},
		{Keys: []string{"f10"}, Label: "Beenden", Help: "Beendet das Programm; die Einrichtung kommt beim nächsten Start wieder.", Do: s.sh.Quit},
	}
}

func (s *setupScreen) Caret() (int, int, bool) {
	x, line := s.form.Caret()
	w, _ := s.sh.Size()
	return x, line + len(s.intro(w)), true
}

func (s *setupScreen) Busy() bool { return s.busy }

func (s *setupScreen) Leave() tea.Cmd { return nil }
