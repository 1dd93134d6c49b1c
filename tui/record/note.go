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
)

// A note is written from the record beside a draft that a colleague may have
// changed meanwhile. What was typed is on the screen until it is kept.

// noteMsg is the record read anew after a note to a draft could not be kept.
type noteMsg struct {
	caseMsg
	draftID, was, text string
}

// noting keeps a note of a draft as it was seen.
func (c *CaseFile) noting(d model.Draft, changed func(func(*model.Draft)) tea.Cmd) func(string) tea.Cmd {
	id, was := d.ID, d.Notiz
	return func(text string) tea.Cmd {
		keep := changed(func(d *model.Draft) { d.Notiz = text })
		return func() tea.Msg {
			kept, _ := keep().(caseMsg)
			if kept.err == nil {
				return kept
			}
			return noteMsg{kept, id, was, text}
		}
	}
}

// noteAgain opens the note again with what was typed, for the draft as it is now,
// and with what the colleague has written into its note. Where there is no such
// draft any more what was typed is there to be read.
func (c *CaseFile) noteAgain(msg noteMsg) tea.Cmd {
	cmd := c.take(msg.caseMsg)
	if msg.id != c.id {
		return cmd
	}
	i := slices.IndexFunc(c.content.Drafts, func(d model.Draft) bool { return d.ID == msg.draftID })
	if i < 0 {
		lines := append([]string{""}, strings.Split(kit.WrapWords(msg.text, 76), "\n")...)
		return tea.Batch(cmd, c.sh.Push(&shell.Pager{Sh: c.sh, Head: "Notiz nicht behalten: Der Entwurf ist nicht mehr da", Lines: lines}))
	}
	now := c.content.Drafts[i]
	if now.Notiz != msg.was && now.Notiz != "" {
		msg.text += "\n" + now.Notiz
	}
	var f *answer.Failure
	if errors.As(msg.err, &f) && f.Kind == answer.FailStale {
		c.sh.Say("Der Entwurf wurde inzwischen anderswo geändert. Noch nicht gespeichert: F2 behält die Notiz am neuen Stand.")
	}
	return tea.Batch(cmd, c.sh.Push(shell.NewNote(c.sh, msg.text, c.ofDraft(now).Note)))
}
