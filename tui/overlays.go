package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Screens that explain or ask about the one below: help, palette, questions.

// quietScreen is what overlays have in common: nothing to read, save or wait for.
type quietScreen struct{}

func (quietScreen) Start() tea.Cmd { return nil }
func (quietScreen) Leave() tea.Cmd { return nil }
func (quietScreen) Busy() bool     { return false }
func (quietScreen) over()          {}

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

// where says which of n lines are in sight, "" where all are.
func (s *scroll) where(n int) string {
	if n <= s.page {
		return ""
	}
	return fmt.Sprintf("Zeile %d bis %d von %d", s.top+1, min(n, s.top+s.page), n)
}

func (s *pager) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		s.key(k.String(), len(s.lines))
	}
	return nil
}

func (s *pager) Title() (string, string) { return s.title, s.where(len(s.lines)) }

func (s *pager) Body(_, h int) string {
	return strings.Join(s.sight(s.lines, h), "\n")
}

func (s *pager) Hint() string {
	if s.where(len(s.lines)) == "" {
		return ""
	}
	return "Pfeile und Bild↑/Bild↓ blättern."
}

func (s *pager) Actions() []Action {
	return []Action{{Keys: []string{"f10", "esc", "f1", "enter"}, Label: "Zurück", Help: "Zurück zur Maske.", Do: s.sh.Pop}}
}

func (s *pager) Caret() (int, int, bool) { return 0, 0, false }
