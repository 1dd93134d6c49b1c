package record

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// A record nothing was ever written or sent about can be removed: a person who
// turned out to be known already leaves one.

// goneMsg says that a record was removed.
type goneMsg struct {
	id  string
	err error
}

func (c *CaseFile) askGone() tea.Cmd {
	who := forms.Clean(people.NameOf(&c.content.Person.Patient.Stammdaten))
	return c.sh.Push(shell.NewAsk(c.sh, "Akte entfernen: "+who+"?", work.RemovalMeans, "Entfernen", func() tea.Cmd {
		c.opening = true
		desk, id := c.sh.Desk(), c.id
		ctx := c.sh.During
		return func() tea.Msg { return goneMsg{id, desk.People.DeleteCase(ctx, id)} }
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
