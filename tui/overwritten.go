package tui

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/style"
)

// Two people change the same field of the Stammdaten: what is saved last counts,
// as it does when one changes it after the other. The second one is told both
// values, so that she can enter the other one where that is right.

const (
	gaveWayTitle = "Stammdaten: zugleich anderswo geändert"
	gaveWayText  = "In der Akte gilt jetzt Ihre Angabe. Ist die andere richtig, bitte eintragen."
)

// replaced are the fields in which something of somebody else's gave way: Before
// is hers, After is what counts now.
func replaced(o *answer.Overwritten, env forms.Env) []forms.Change {
	theirs, mine := &model.Report{Patient: o.Theirs}, &model.Report{Patient: o.Mine}
	before, after := field.Texts(dataset.Report, theirs), field.Texts(dataset.Report, mine)
	found := make([]field.Difference, len(o.Fields))
	for i, id := range o.Fields {
		_, stands := after[id]
		found[i] = field.Difference{ID: id, Gone: !stands, Before: before[id], After: after[id]}
	}
	return forms.Changes(dataset.Report, theirs, mine, found, env)
}

// gaveWay is a page to be read. Enter typed ahead does not close it.
type gaveWay struct{ pager }

func newGaveWay(sh *Shell, o *answer.Overwritten) *gaveWay {
	var lines []string
	for _, c := range replaced(o, forms.Env{Lists: sh.services.Lists, Now: sh.services.Now}) {
		lines = append(lines, "", " "+style.Title.Render(c.Label), "   anderswo   "+orEmpty(c.Before), "   von Ihnen  "+orEmpty(c.After))
	}
	return &gaveWay{pager{sh: sh, title: gaveWayTitle, lines: append(lines, "", " "+gaveWayText)}}
}

// Actions are those of a page, for somebody who has seen it.
func (g *gaveWay) Actions() []Action {
	list := g.pager.Actions()
	for i := range list {
		list[i].Final = true
	}
	return list
}

// showGaveWay shows what a save has taken the place of, where there is anything.
func (sh *Shell) showGaveWay(err error) tea.Cmd {
	var over *answer.Overwritten
	if !errors.As(err, &over) {
		return nil
	}
	return sh.Push(newGaveWay(sh, over))
}
