package record

import (
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// A note is written from the record beside a draft that a colleague may have
// changed meanwhile. What was typed is on the screen until it is kept.

// noteAgain opens the note again with what was typed, for the draft as it is now,
// and with what the colleague has written into its note. Where there is no such
// draft any more what was typed is there to be read.
func (c *CaseFile) noteAgain(msg actedMsg) tea.Cmd {
	cmd := c.take(msg.caseMsg)
	text := msg.given.Text
	i := slices.IndexFunc(c.content.Drafts, func(d model.Draft) bool { return d.ID == msg.draftID })
	if i < 0 {
		lines := append([]string{""}, strings.Split(kit.WrapWords(text, 76), "\n")...)
		return tea.Batch(cmd, c.sh.Push(&shell.Pager{Sh: c.sh, Head: "Notiz nicht behalten: Der Entwurf ist nicht mehr da", Lines: lines}))
	}
	note := work.ActNamed(c.content.LineActs(i), "notiz")
	if now := note.Now.Text; now != msg.act.Now.Text && now != "" {
		text += "\n" + now
	}
	var f *answer.Failure
	if errors.As(msg.failed, &f) && f.Kind == answer.FailStale {
		c.sh.Say("Der Entwurf wurde inzwischen anderswo geändert. Noch nicht gespeichert: F2 behält die Notiz am neuen Stand.")
	}
	return tea.Batch(cmd, c.sh.Push(shell.NewNote(c.sh, text, func(text string) tea.Cmd { return c.run(msg.draftID, note, work.Given{Text: text}) })))
}
