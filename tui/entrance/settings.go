package entrance

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/work"
)

// Settings asks how the person likes to work.
type Settings struct {
	sh     *shell.Shell
	list   []work.Setting
	form   *forms.Dialog
	busy   bool
	loaded bool
}

// NewSettings shows the settings of the signed-in person.
func NewSettings(sh *shell.Shell) *Settings {
	s := &Settings{sh: sh, list: work.SettingList(sh.Services().Lists)}
	s.fill(work.Settings{})
	return s
}

func (s *Settings) fill(now work.Settings) {
	asks := make([]forms.Ask, len(s.list))
	for i := range s.list {
		asks[i] = forms.Ask{Label: s.list[i].Label, Hint: s.list[i].Hint, Text: *s.list[i].At(&now)}
	}
	s.form = kit.NewDialog(asks...)
}

// settingsRead and settingsKept bring what is remembered, and that it is.
type (
	settingsRead struct {
		to  *Settings
		now work.Settings
		err error
	}
	settingsKept struct {
		to  *Settings
		now work.Settings
		err error
	}
)

// Start reads them.
func (s *Settings) Start() tea.Cmd {
	ctx, desk := s.sh.While(s), s.sh.Desk()
	return func() tea.Msg {
		now, err := work.ReadSettings(ctx, desk)
		return settingsRead{s, now, err}
	}
}

// Update takes keys and answers.
func (s *Settings) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		s.form.Key(msg)
	case settingsRead:
		if msg.to == s {
			if s.loaded = true; msg.err != nil {
				s.sh.Fail(msg.err)
				return nil
			}
			s.fill(msg.now)
		}
	case settingsKept:
		if msg.to == s {
			return s.kept(msg)
		}
	}
	return nil
}

func (s *Settings) kept(msg settingsKept) tea.Cmd {
	if s.busy = false; msg.err != nil {
		s.sh.Fail(msg.err)
		return nil
	}
	s.sh.Like(msg.now)
	back := s.sh.Pop()
	s.sh.Say("Einstellungen gespeichert.")
	return back
}

// keep reads what was typed and remembers it.
func (s *Settings) keep() tea.Cmd {
	var now work.Settings
	for i := range s.list {
		code, wrong := s.list[i].Read(s.form.Value(i))
		if wrong != "" {
			s.form.Move(i)
			s.sh.Say(wrong)
			return nil
		}
		*s.list[i].At(&now) = code
	}
	s.busy = true
	ctx, desk := s.sh.During, s.sh.Desk()
	return func() tea.Msg { return settingsKept{s, now, now.Keep(ctx, desk)} }
}

func (s *Settings) Title() (string, string) { return "Einstellungen", "nur für Sie" }

// Body draws the lines, and below them what can be chosen in the one with the focus.
func (s *Settings) Body(w, _ int) string {
	lines := append([]string{""}, s.form.Lines(w)...)
	lines = append(lines, "")
	at := &s.list[s.form.At()]
	now, wrong := at.Read(s.form.Value(s.form.At()))
	for _, o := range at.Options {
		mark, text := "   ", o.Code+"  "+o.Label
		if wrong == "" && o.Code == now {
			mark, text = " "+style.FocusSign+" ", style.Focus.Render(text)
		}
		lines = append(lines, " "+mark+text)
	}
	return strings.Join(lines, "\n")
}

func (s *Settings) Hint() string { return s.form.Hint() }

func (s *Settings) Actions() []kit.Action {
	return []kit.Action{
		kit.Enter(s.form, "Speichern", "Behält die Einstellungen.", s.keep),
		{Keys: []string{"f2"}, Label: "Speichern", Help: "Behält die Einstellungen.", Do: s.keep},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu ändern.", Do: s.sh.Pop},
	}
}

func (s *Settings) Caret() (int, int, bool) {
	x, y := s.form.Caret()
	return x, y + 1, true
}

// Busy until they are read, and while they are written.
func (s *Settings) Busy() bool { return s.busy || !s.loaded }

// Leave has nothing to save.
func (s *Settings) Leave() tea.Cmd { return nil }
