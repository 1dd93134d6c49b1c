package shell

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
)

// What is new is shown once after an update (F-30). Which version a person has
// seen last her program remembers.

// NewNews shows a list of changes.
func NewNews(sh *Shell, changes string) *Pager {
	w, _ := sh.Size()
	var lines []string
	for _, l := range strings.Split(strings.TrimSpace(changes), "\n") {
		switch title, is := strings.CutPrefix(l, "## "); {
		case is:
			lines = append(lines, " "+style.Title.Render("Version "+title))
		case !strings.HasPrefix(l, "# "):
			lines = append(lines, kit.Paragraph(l, w)...)
		}
	}
	return &Pager{Sh: sh, Head: "Neuigkeiten", Lines: lines}
}

// newsAction shows all changes again.
func (sh *Shell) newsAction() kit.Action {
	off := ""
	if sh.services.About.Changes == "" {
		off = "Zu dieser Version gibt es keine Neuigkeiten."
	}
	return kit.Action{Label: "Neuigkeiten", Help: "Zeigt, was in dieser und in früheren Versionen neu ist.", Off: off, Quiet: true,
		Do: func() tea.Cmd { return sh.Push(NewNews(sh, sh.services.About.Changes)) }}
}
