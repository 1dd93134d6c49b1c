package shell

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// ShowGaveWay shows what a save has taken the place of, where there is anything.
func (sh *Shell) ShowGaveWay(err error) tea.Cmd {
	var over *answer.Overwritten
	if !errors.As(err, &over) {
		return nil
	}
	return sh.Push(newGaveWay(sh, over))
}

func newGaveWay(sh *Shell, o *answer.Overwritten) *gaveWay {
	var lines []string
	for _, c := range work.Replaced(o, forms.Env{Lists: sh.services.Lists, Now: sh.services.Now}) {
		lines = append(lines, "", " "+style.Title.Render(c.Label), "   anderswo   "+wording.OrEmpty(c.Before), "   von Ihnen  "+wording.OrEmpty(c.After))
	}
	return &gaveWay{Pager{Sh: sh, Head: work.GaveWayTitle, Lines: append(lines, "", " "+work.GaveWayText)}}
}

// gaveWay is a page to be read. Enter typed ahead does not close it.
type gaveWay struct{ Pager }

// Actions are those of a page, for somebody who has seen it.
func (g *gaveWay) Actions() []kit.Action {
	list := g.Pager.Actions()
	for i := range list {
		list[i].Final = true
	}
	return list
}
