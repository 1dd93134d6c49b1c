package report

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/work"
)

// duplicatedMsg brings the draft for the next person.
type duplicatedMsg struct {
	to   *Editor
	made *work.Duplicate
	err  error
}

// duplicate begins the same report for another person.
func (e *Editor) duplicate() tea.Cmd {
	return e.Sh.Open(place.Somebody{Title: "Duplizieren: für welche Person?", Take: e.duplicateFor})
}

func (e *Editor) duplicateFor(caseID string) tea.Cmd {
	desk, made := e.Sh.Desk(), work.DuplicateOf(e.Report)
	ctx := e.Sh.During
	return func() tea.Msg { return duplicatedMsg{e, made, made.Begin(ctx, desk, caseID)} }
}

// duplicated opens the new draft at the first date to be filled.
func (e *Editor) duplicated(msg duplicatedMsg) tea.Cmd {
	if msg.to != e || e.Sh.Top() != kit.Screen(e) {
		return nil
	}
	if msg.err != nil {
		e.Sh.Fail(msg.err)
		return nil
	}
	next := NewEditor(e.Sh, msg.made.Draft)
	opened := e.Sh.Replace(next)
	msg.made.Mark(next.Form)
	e.Sh.Say(msg.made.Said())
	return opened
}
