package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
)

// Vorgang are the entries for the draft being written.
func (e *Editor) Vorgang() []Action {
	return append(e.sh.entries(&vorgang{notiz: e.aside.notiz, sperre: e.aside.sperre, note: e.setNote, hold: e.setHold,
		paper: func() tea.Cmd {
			return e.end("Als auf Papier gemeldet vermerkt; es wird nicht gesendet.", func(ctx context.Context, desk *Desk) error {
				_, err := desk.Reports.MarkPaper(ctx, e.id, e.draft.Rev)
				return err
			})
		},
		remove: func() tea.Cmd {
			return e.end("Entwurf gelöscht.", func(ctx context.Context, desk *Desk) error {
				return desk.Drafts.DeleteDraft(ctx, e.id, e.draft.Rev)
			})
		}}), e.reuse()...)
}

func (e *Editor) setNote(text string) tea.Cmd {
	e.aside.notiz = text
	e.sh.Say("Interne Notiz behalten; sie wird nie übermittelt.")
	return e.saveNow()
}

func (e *Editor) setHold(s *model.Sperre) tea.Cmd {
	e.aside.sperre = s
	e.sh.Say("Die Meldung wird zurückgehalten. Strg+X, a hebt die Sperre auf.")
	if s == nil {
		e.sh.Say("Die Sperre ist aufgehoben. F12 prüft und schließt ab.")
	}
	return e.saveNow()
}

// held says why the draft cannot be completed now and what to do, "" when it can.
func (e *Editor) held() string {
	if !e.aside.sperre.Holds(e.sh.Services().Now()) {
		return ""
	}
	return heldSentence(e.aside.sperre)
}

// endedMsg says that a draft is one no longer.
type endedMsg struct {
	to   *Editor
	said string
	err  error
}

// end saves what was typed, then does what takes the draft away.
func (e *Editor) end(said string, do func(context.Context, *Desk) error) tea.Cmd {
	e.form.Confirm()
	return tea.Batch(e.noticed(), e.after(func() tea.Cmd {
		e.ending = true
		desk := e.sh.Desk()
		return func() tea.Msg { return endedMsg{e, said, do(context.Background(), desk)} }
	}))
}

func (e *Editor) ended(msg endedMsg) tea.Cmd {
	e.ending = false
	if msg.err != nil {
		e.sh.Fail(msg.err)
		return nil
	}
	e.closed = true
	back := e.sh.Pop()
	e.sh.Say(msg.said)
	return back
}
