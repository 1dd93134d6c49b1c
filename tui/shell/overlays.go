package shell

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
)

// Screens that explain or ask about the one below: help, palette, questions.

// QuietScreen is what overlays have in common: nothing to read, save or wait for.
type QuietScreen struct{}

func (QuietScreen) Start() tea.Cmd { return nil }
func (QuietScreen) Leave() tea.Cmd { return nil }
func (QuietScreen) Busy() bool     { return false }
func (QuietScreen) over()          {}

// Pager shows lines to be read. What is wider than the window goes on below.
type Pager struct {
	QuietScreen
	Scroll
	Sh    *Shell
	Head  string
	Lines []string
	drawn []string
}

// Scroll is the part of a text that is in sight.
type Scroll struct{ Top, page int }

// Key moves in a text of n lines.
func (s *Scroll) Key(key string, n int) {
	switch key {
	case "down":
		s.Top++
	case "up":
		s.Top--
	case "pgdown":
		s.Top += s.page
	case "pgup":
		s.Top -= s.page
	case "home":
		s.Top = 0
	case "end":
		s.Top = n
	}
	s.Top = max(0, min(s.Top, n-s.page))
}

// Sight is the part of the lines that fits into h lines.
func (s *Scroll) Sight(lines []string, h int) []string {
	s.page = h
	s.Top = max(0, min(s.Top, len(lines)-h))
	return lines[s.Top:min(len(lines), s.Top+h)]
}

// Where says which of n lines are in sight, "" where all are.
func (s *Scroll) Where(n int) string {
	if n <= s.page {
		return ""
	}
	return fmt.Sprintf("Zeile %d bis %d von %d", s.Top+1, min(n, s.Top+s.page), n)
}

func (s *Pager) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		s.Key(k.String(), len(s.drawn))
	}
	return nil
}

func (s *Pager) Title() (string, string) { return s.Head, s.Where(len(s.drawn)) }

func (s *Pager) Body(w, h int) string {
	s.drawn = kit.Wrapped(s.Lines, w-1)
	return strings.Join(s.Sight(s.drawn, h), "\n")
}

func (s *Pager) Hint() string {
	if s.Where(len(s.drawn)) == "" {
		return ""
	}
	return "Pfeile und Bild↑/Bild↓ blättern."
}

func (s *Pager) Actions() []kit.Action {
	return []kit.Action{{Keys: []string{"f10", "esc", "f1", "enter"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: s.Sh.Pop}}
}

func (s *Pager) Caret() (int, int, bool) { return 0, 0, false }
