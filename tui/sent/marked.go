package sent

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// What is done to deliveries of the list, to one or to all marked ones.

// numberAt is what a line is marked by.
func (t *Transmissions) numberAt(i int) (string, bool) {
	d := t.page.At(i)
	if d == nil {
		return "", false
	}
	return d.Transaktionsnummer, true
}

// acts are those of the marked lines, without any those of the line under the cursor.
func (t *Transmissions) acts() []work.Act {
	lines := t.marking.Marked(t.total())
	if len(lines) == 0 && t.page.At(t.list.At) != nil {
		lines = []int{t.list.At}
	}
	var about []*model.Delivery
	for _, i := range lines {
		d := *t.page.At(i)
		about = append(about, &d)
	}
	return t.agenda.SentActsOn(about, t.personOf)
}

func (t *Transmissions) personOf(d *model.Delivery) string {
	who := t.page.People[d.CaseID]
	return people.Name(&who)
}

// actedMsg says what came of a deed.
type actedMsg struct {
	to   *Transmissions
	done work.Done
	err  error
}

func (t *Transmissions) act(a work.Act, g work.Given) tea.Cmd {
	ctx := t.sh.During
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		return actedMsg{t, done, err}
	}
}

// acted says it, and reads what is in sight anew.
func (t *Transmissions) acted(msg actedMsg) tea.Cmd {
	if msg.err != nil {
		t.sh.Fail(msg.err)
		return t.again()
	}
	t.agenda.Took(msg.done)
	t.marking.Clear()
	if t.sh.Top() == kit.Screen(t) {
		t.sh.Say(shell.Told(msg.done.Said))
	}
	return t.again()
}
