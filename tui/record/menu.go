package record

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// Vorgang are the entries for the selected line of the record.
func (c *CaseFile) Vorgang() []kit.Action { return c.sh.Menu(c.content.Acts(c.list.At), c.doing()) }

// doing is how this screen does the acts of the record and of the selected line.
func (c *CaseFile) doing() shell.Doing {
	draftID := ""
	if d := c.draft(); d != nil {
		draftID = d.ID
	}
	return shell.Doing{
		Shows: map[string]func() tea.Cmd{"oeffnen": c.open,
			"zeitleiste": func() tea.Cmd { return c.sh.Push(c.showCourse()) },
			"papierkorb": func() tea.Cmd { return c.sh.Open(place.Basket{}) },
			"neu":        func() tea.Cmd { return c.sh.Open(place.Occasion{CaseID: c.id}) },
			"stammdaten": func() tea.Cmd { return c.sh.Open(place.Person{Case: c.content.Person}) }},
		Run: func(a work.Act, g work.Given) tea.Cmd { return c.run(draftID, a, g) }}
}

// actedMsg says what came of an act, and what the record holds now.
type actedMsg struct {
	caseMsg
	draftID string // the act was about, "" = about none
	act     work.Act
	given   work.Given
	done    work.Done
	failed  error
}

// run does something in the store and reads the record again.
func (c *CaseFile) run(draftID string, a work.Act, g work.Given) tea.Cmd {
	c.opening = true
	c.load++
	desk, id, load, during := c.sh.Desk(), c.id, c.load, c.sh.During
	return func() tea.Msg {
		msg := actedMsg{draftID: draftID, act: a, given: g}
		msg.done, msg.failed = a.Do(during, g)
		if msg.leads() {
			msg.caseMsg = caseMsg{id: id}
			return msg
		}
		content, err := work.ReadRecord(during, desk, id)
		msg.caseMsg = caseMsg{id, load, err == nil, content, errors.Join(msg.failed, err)}
		return msg
	}
}

// leads reports that the act leads away: from a record that is gone, or to a draft.
func (m *actedMsg) leads() bool {
	return m.failed == nil && (m.done.Gone && !m.act.Row || !m.done.Gone && m.done.Draft != nil)
}

func (c *CaseFile) acted(msg actedMsg) tea.Cmd {
	if msg.id != c.id {
		return nil
	}
	c.opening = false
	switch {
	case msg.failed != nil && msg.draftID != "" && msg.act.Asks == work.AskNote:
		return c.noteAgain(msg)
	case !msg.leads():
		if c.content.Last = msg.done.Undo; msg.failed == nil {
			c.sh.Say(shell.Told(msg.done.Said))
		}
		return c.take(msg.caseMsg)
	case msg.done.Gone:
		back := c.sh.Pop()
		c.sh.Say(shell.Told(msg.done.Said))
		return back
	}
	return c.sh.Open(place.Report{Draft: *msg.done.Draft})
}
