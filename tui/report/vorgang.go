package report

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// Vorgang are the entries for the draft being written.
func (e *Editor) Vorgang() []kit.Action { return e.Sh.Menu(e.acts(), e.doing()) }

func (e *Editor) acts() []work.Act { return e.Sitting.Acts() }

// doing is how the editor does the acts of the report.
func (e *Editor) doing() shell.Doing {
	return shell.Doing{Run: e.run, Saved: e.saved, Asks: map[work.Asked]func(work.Act) tea.Cmd{work.AskFile: e.saveXML}, Shows: map[string]func() tea.Cmd{
		"pruefen": e.review, "vorschau": e.preview, "uebernehmen": e.takeOver, "beide": e.choices,
		"alsvorlage": e.saveTemplate, "vorlage": e.useTemplate, "duplizieren": e.duplicate}}
}

// choices shows what a colleague entered otherwise at once.
func (e *Editor) choices() tea.Cmd { return e.Sh.Push(editing.NewChoices(&e.Sheet)) }

// saved goes on when what was typed is on the disk.
func (e *Editor) saved(next func() tea.Cmd) tea.Cmd {
	e.Form.Confirm()
	return tea.Batch(e.Noticed(), e.After(next))
}

// endedMsg says what came of an act that may have ended the draft.
type endedMsg struct {
	to   *Editor
	done work.Done
	err  error
}

// run writes into the draft, or does something with what is saved of it.
func (e *Editor) run(a work.Act, g work.Given) tea.Cmd {
	if a.Write != nil {
		e.Sh.Say(shell.Told(a.Write(g).Said))
		return e.SaveNow()
	}
	e.ending = true
	ctx := e.Sh.During
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		return endedMsg{e, done, err}
	}
}

func (e *Editor) ended(msg endedMsg) (cmd tea.Cmd) {
	e.ending = false
	if msg.err != nil {
		e.Sh.Fail(msg.err)
		return nil
	}
	switch {
	case msg.done.Gone:
		e.Closed = true
		cmd = e.Sh.Pop()
	case !e.Sitting.Draft.Neu:
		e.Kept()
	}
	e.Sh.Say(shell.Told(msg.done.Said))
	if msg.done.Draft != nil {
		return tea.Batch(cmd, e.Sh.Open(place.Report{Draft: *msg.done.Draft}))
	}
	return cmd
}
