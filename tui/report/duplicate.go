package report

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/work"
)

// duplicatedMsg brings the draft for the next person.
type duplicatedMsg struct {
	to    *Editor
	draft model.Draft
	from  *model.Report // what was taken over
	open  []string      // fields to be filled again
	err   error
}

// duplicate begins the same report for another person: the medical values, but
// no date, no number and nothing of the person, not how she was informed either.
func (e *Editor) duplicate() tea.Cmd {
	return e.Sh.Open(place.Somebody{Title: "Duplizieren: für welche Person?", Take: e.duplicateFor})
}

func (e *Editor) duplicateFor(caseID string) tea.Cmd {
	desk := e.Sh.Desk()
	bare, open := forms.ForAnother(dataset.Report, e.Report)
	ctx := e.Sh.During
	return func() tea.Msg {
		d, err := work.DuplicateDraft(ctx, desk, caseID, bare)
		return duplicatedMsg{e, d, bare, open, err}
	}
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
	next := NewEditor(e.Sh, msg.draft)
	opened := e.Sh.Replace(next)
	work.MarkDuplicate(next.Form, msg.from, msg.open)
	e.Sh.Say("Duplikat für " + people.NameOf(&next.Report.Patient.Stammdaten) + work.DuplicateOpen)
	return opened
}
