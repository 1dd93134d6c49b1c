package report

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Vorgang are the entries for the draft being written.
func (e *Editor) Vorgang() []kit.Action {
	return append(e.Sh.Entries(&shell.Vorgang{Notiz: e.Aside.Notiz, Sperre: e.Aside.Sperre, Note: e.setNote, Hold: e.setHold,
		Paper: func() tea.Cmd {
			return e.end("Als auf Papier gemeldet vermerkt; es wird nicht gesendet.", func(ctx context.Context, desk *work.Desk) error {
				_, err := desk.Reports.MarkPaper(ctx, e.Id, e.draft.Rev)
				return err
			})
		},
		Remove: func() tea.Cmd {
			return e.end("Entwurf gelöscht.", func(ctx context.Context, desk *work.Desk) error {
				return desk.Drafts.DeleteDraft(ctx, e.Id, e.draft.Rev)
			})
		}}), e.reuse()...)
}

func (e *Editor) setNote(text string) tea.Cmd {
	e.Aside.Notiz = text
	e.Sh.Say(work.NoteKept)
	return e.SaveNow()
}

func (e *Editor) setHold(s *model.Sperre) tea.Cmd {
	e.Aside.Sperre = s
	e.Sh.Say("Die Meldung wird zurückgehalten. Strg+X, a hebt die Sperre auf.")
	if s == nil {
		e.Sh.Say("Die Sperre ist aufgehoben. F12 prüft und schließt ab.")
	}
	return e.SaveNow()
}

// held says why the draft cannot be completed now and what to do, "" when it can.
func (e *Editor) held() string {
	if !e.Aside.Sperre.Holds(e.Sh.Services().Now()) {
		return ""
	}
	return wording.HeldSentence(e.Aside.Sperre)
}

// endedMsg says that a draft is one no longer.
type endedMsg struct {
	to   *Editor
	said string
	err  error
}

// end saves what was typed, then does what takes the draft away.
func (e *Editor) end(said string, do func(context.Context, *work.Desk) error) tea.Cmd {
	e.Form.Confirm()
	return tea.Batch(e.Noticed(), e.After(func() tea.Cmd {
		e.ending = true
		desk := e.Sh.Desk()
		ctx := e.Sh.During
		return func() tea.Msg { return endedMsg{e, said, do(ctx, desk)} }
	}))
}

func (e *Editor) ended(msg endedMsg) tea.Cmd {
	e.ending = false
	if msg.err != nil {
		e.Sh.Fail(msg.err)
		return nil
	}
	e.Closed = true
	back := e.Sh.Pop()
	e.Sh.Say(msg.said)
	return back
}
