package tui

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/style"
)

// showGaveWay shows what a save has taken the place of, where there is anything.
func (sh *Shell) showGaveWay(err error) tea.Cmd {
	var over *answer.Overwritten
	if !errors.As(err, &over) {
		return nil
	}
	return sh.Push(newGaveWay(sh, over))
}

func newGaveWay(sh *Shell, o *answer.Overwritten) *gaveWay {
	var lines []string
	for _, c := range replaced(o, forms.Env{Lists: sh.services.Lists, Now: sh.services.Now}) {
		lines = append(lines, "", " "+style.Title.Render(c.Label), "   anderswo   "+orEmpty(c.Before), "   von Ihnen  "+orEmpty(c.After))
	}
	return &gaveWay{pager{sh: sh, title: gaveWayTitle, lines: append(lines, "", " "+gaveWayText)}}
}

// gaveWay is a page to be read. Enter typed ahead does not close it.
type gaveWay struct{ pager }

// Actions are those of a page, for somebody who has seen it.
func (g *gaveWay) Actions() []Action {
	list := g.pager.Actions()
	for i := range list {
		list[i].Final = true
	}
	return list
}
