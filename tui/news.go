package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/style"
)

// What is new is shown once after an update (F-30). Which version a person has
// seen last her program remembers.

// newNews shows a list of changes.
func newNews(sh *Shell, changes string) *pager {
	w, _ := sh.Size()
	var lines []string
	for _, l := range strings.Split(strings.TrimSpace(changes), "\n") {
		switch title, is := strings.CutPrefix(l, "## "); {
		case is:
			lines = append(lines, " "+style.Title.Render("Version "+title))
		case !strings.HasPrefix(l, "# "):
			lines = append(lines, paragraph(l, w)...)
		}
	}
	return &pager{sh: sh, title: "Neuigkeiten", lines: lines}
}

// newsAction shows all changes again.
func (sh *Shell) newsAction(key string) Action {
	off := ""
	if sh.services.About.Changes == "" {
		off = "Zu dieser Version gibt es keine Neuigkeiten."
	}
	return Action{Keys: []string{key}, Label: "Neuigkeiten", Help: "Zeigt, was in dieser und in früheren Versionen neu ist.", Off: off, Quiet: true,
		Do: func() tea.Cmd { return sh.Push(newNews(sh, sh.services.About.Changes)) }}
}
