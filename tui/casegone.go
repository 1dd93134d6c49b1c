package tui

import (
	"context"
	"errors"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
)

// A record nothing was ever written or sent about can be removed: a person who
// turned out to be known already leaves one.

// goneMsg says that a record was removed.
type goneMsg struct {
	id  string
	err error
}

// notRemovable says why the record stays and what to do, "" when it can go.
func (c *caseContent) notRemovable() string {
	switch {
	case len(c.deliveries) > 0:
		return "Zu dieser Person wurde gemeldet; die Akte bleibt. Enter auf der Meldung, dann F8: Löschantrag."
	case len(c.drafts) > 0:
		return "Die Akte hat noch " + plural(len(c.drafts), "Entwurf", "Entwürfe") + ". Bitte erst mit Strg+K löschen, dann die Akte."
	}
	return ""
}

const removalMeans = "Die Stammdaten dieser Person werden endgültig gelöscht. Gemeldet wurde zu ihr noch nichts."

func (c *CaseFile) askGone() tea.Cmd {
	who := forms.Clean(personName(&c.content.person.Patient.Stammdaten))
	return c.sh.Push(newAsk(c.sh, "Akte entfernen: "+who+"?", removalMeans, "Entfernen", func() tea.Cmd {
		c.opening = true
		desk, id := c.sh.Desk(), c.id
		return func() tea.Msg { return goneMsg{id, desk.DeleteCase(context.Background(), id)} }
	}))
}

// gone leaves a record that is there no more.
func (c *CaseFile) gone(msg goneMsg) tea.Cmd {
	if msg.id != c.id || !c.opening {
		return nil
	}
	c.opening = false
	if msg.err != nil {
		c.sh.Fail(msg.err)
		return c.read()
	}
	back := tea.Batch(c.sh.patients.forget(c.id), c.sh.Pop())
	c.sh.Say("Die Akte ist entfernt.")
	return back
}

// missing takes a record off the patient list that a colleague has removed.
func (c *CaseFile) missing(err error) tea.Cmd {
	var f *Failure
	if !errors.As(err, &f) || f.Kind != FailNotFound {
		return nil
	}
	return c.sh.patients.forget(c.id)
}

// forget takes a case out of the list. Its index is made anew beside the screen.
func (c *CaseList) forget(id string) tea.Cmd {
	if c == nil || !c.loaded {
		return nil // it is being read from the store
	}
	c.load++
	c.behind = true // changes on their way belong to the index before
	load, mark, rows := c.load, c.mark, slices.Clone(c.index.rows)
	return func() tea.Msg {
		rows = slices.DeleteFunc(rows, func(r caseRow) bool { return r.id == id })
		return casesMsg{load: load, index: newCaseIndex(rows), mark: mark, last: true}
	}
}
