package tui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/style"
)

// What is new is shown once after an update (F-30). Which version a person has
// seen last her program remembers.

// versionName is the name the seen version is remembered by.
const versionName = "einstellung/version"

// unseenNews is what has changed since the person was here last, "" when
// nothing has or when she is here for the first time. From now on it is seen.
// That it cannot be read or kept is no reason not to let anybody in.
func unseenNews(desk *Desk, about *About) string {
	ctx := context.Background()
	kept, err := desk.Memory.Recall(ctx, versionName)
	seen := string(kept[versionName])
	if err != nil || seen == about.Version || about.Version == "" {
		return ""
	}
	if desk.Memory.Remember(ctx, versionName, []byte(about.Version)) != nil || seen == "" {
		return ""
	}
	return since(about.Changes, seen)
}

// since are the versions of the list of changes that are newer than one.
func since(changes, seen string) string {
	newer, _, _ := strings.Cut(changes, "\n## "+seen+"\n")
	return newer
}

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
