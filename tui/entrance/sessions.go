package entrance

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// sessions are the sessions a person has open at the portal.
type sessions struct {
	shell.QuietScreen
	sh     *shell.Shell
	its    account.Sessions
	list   kit.CursorList
	loaded bool
	busy   bool
}

func newSessions(sh *shell.Shell) *sessions { return &sessions{sh: sh} }

// sessionsMsg brings them; said is what was done before.
type sessionsMsg struct {
	to   *sessions
	its  account.Sessions
	said string
	err  error
}

// Start reads them.
func (s *sessions) Start() tea.Cmd { return s.read("") }

func (s *sessions) read(said string) tea.Cmd {
	s.busy = true
	ctx, desk := s.sh.While(s), s.sh.Desk()
	return func() tea.Msg {
		its, err := account.ReadSessions(ctx, desk)
		return sessionsMsg{s, its, said, err}
	}
}

func (s *sessions) run(a work.Act, g work.Given) tea.Cmd {
	s.busy = true
	ctx, while, desk, was := s.sh.During, s.sh.While(s), s.sh.Desk(), s.its
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		if err != nil {
			return sessionsMsg{to: s, its: was, err: err}
		}
		its, err := account.ReadSessions(while, desk)
		return sessionsMsg{s, its, done.Said, err}
	}
}

func (s *sessions) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		s.list.Key(msg, len(s.its.All))
	case sessionsMsg:
		if msg.to == s {
			s.learn(msg)
		}
	}
	return nil
}

// learn takes what was read. That one was ended is said, whatever came after it.
func (s *sessions) learn(msg sessionsMsg) {
	s.busy, s.its, s.loaded = false, msg.its, len(msg.its.All) > 0
	switch {
	case msg.said != "":
		s.sh.Say(msg.said)
	case msg.err != nil:
		s.sh.Fail(msg.err)
	}
}

func (s *sessions) Title() (string, string) {
	return "Meine Sitzungen am Portal", s.sh.Desk().Station.Who().Login
}

func (s *sessions) Body(w, h int) string {
	if !s.loaded {
		return unanswered(s.busy, w)
	}
	lines := append([]string{""}, kit.Paragraph(wording.SessionsMost, w)...)
	lines = append(lines, "")
	s.list.Fit(h-len(lines), len(s.its.All))
	from, to := s.list.Window(len(s.its.All))
	for i := from; i < to; i++ {
		lines = append(lines, kit.Cut(kit.Marked(i == s.list.At, wording.SessionText(&s.its.All[i]), ""), w-1))
	}
	return strings.Join(lines, "\n")
}

// unanswered stands where nothing is known of the portal.
func unanswered(asking bool, w int) string {
	if asking {
		return "\n" + kit.Indented("Das Portal wird gefragt …", w)
	}
	return "\n" + kit.Indented("Das Portal hat nicht geantwortet. Enter fragt noch einmal.", w)
}

// Hint is the line in focus, which the window may cut.
func (s *sessions) Hint() string {
	if s.list.At < len(s.its.All) {
		return wording.SessionText(&s.its.All[s.list.At])
	}
	return ""
}

func (s *sessions) Actions() []kit.Action {
	list := s.sh.Keyed(s.its.Acts(s.list.At), shell.Doing{Run: s.run})
	if !s.loaded {
		list = []kit.Action{anew(s.Start)}
	}
	return append(list, kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: s.sh.Pop})
}

// anew asks the portal once more.
func anew(ask func() tea.Cmd) kit.Action {
	return kit.Action{Keys: []string{"enter", "ctrl+j"}, Label: "Noch einmal", Help: "Fragt das Portal noch einmal.", Do: ask}
}

func (s *sessions) Caret() (int, int, bool) { return 0, 0, false }

// Busy while the portal is asked.
func (s *sessions) Busy() bool { return s.busy }
