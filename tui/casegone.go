package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/people"
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
	case c.person.Damaged:
		return c.notReadable()
	case len(c.deliveries) > 0:
		return "Zu dieser Person wurde gemeldet; die Akte bleibt. Enter auf der Meldung, dann F8: Löschantrag."
	case len(c.drafts) > 0:
		return "Die Akte hat noch " + plural(len(c.drafts), "Entwurf", "Entwürfe") + ". Bitte erst mit Strg+K löschen, dann die Akte."
	}
	return ""
}

const removalMeans = "Die Stammdaten dieser Person werden endgültig gelöscht. Gemeldet wurde zu ihr noch nichts."

func (c *CaseFile) askGone() tea.Cmd {
	who := forms.Clean(people.NameOf(&c.content.person.Patient.Stammdaten))
	return c.sh.Push(newAsk(c.sh, "Akte entfernen: "+who+"?", removalMeans, "Entfernen", func() tea.Cmd {
		c.opening = true
		desk, id := c.sh.Desk(), c.id
		return func() tea.Msg { return goneMsg{id, desk.People.DeleteCase(context.Background(), id)} }
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
	back := c.sh.Pop()
	c.sh.Say("Die Akte ist entfernt.")
	return back
}
