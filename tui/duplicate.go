package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/place"
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
	e.form.Confirm()
	saved := e.noticed()
	return tea.Batch(saved, e.after(func() tea.Cmd {
		return e.sh.Open(place.Somebody{Title: "Duplizieren: für welche Person?", Take: e.duplicateFor})
	}))
}

func (e *Editor) duplicateFor(caseID string) tea.Cmd {
	desk := e.sh.Desk()
	bare, open := forms.ForAnother(dataset.Report, e.report)
	return func() tea.Msg {
		d, err := duplicateDraft(desk, caseID, bare)
		return duplicatedMsg{e, d, bare, open, err}
	}
}

// duplicated opens the new draft at the first date to be filled.
func (e *Editor) duplicated(msg duplicatedMsg) tea.Cmd {
	if msg.to != e || e.sh.Top() != Screen(e) {
		return nil
	}
	if msg.err != nil {
		e.sh.Fail(msg.err)
		return nil
	}
	next := NewEditor(e.sh, msg.draft)
	opened := e.sh.Replace(next)
	markDuplicate(next.form, msg.from, msg.open)
	e.sh.Say("Duplikat für " + people.NameOf(&next.report.Patient.Stammdaten) + duplicateOpen)
	return opened
}
