package record

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// Vorgang are the entries for the selected line of the record.
func (c *CaseFile) Vorgang() []kit.Action {
	if d := c.draft(); d != nil {
		return c.sh.Entries(c.ofDraft(*d))
	}
	d := c.delivery()
	if d == nil {
		return nil
	}
	number := d.Transaktionsnummer
	v := &shell.Vorgang{Notiz: d.Notiz, Sperre: d.Sperre, Note: func(text string) tea.Cmd {
		return c.doing(func(ctx context.Context, desk *work.Desk) error { return desk.Sent.Note(ctx, number, text) })
	}}
	if d.State == model.StateQueued {
		v.Hold = func(s *model.Sperre) tea.Cmd {
			return c.doing(func(ctx context.Context, desk *work.Desk) error { return desk.Sent.Hold(ctx, number, s) })
		}
	}
	list := c.sh.Entries(v)
	if d.Papier {
		list = replacing(list, c.notOnPaper(d.Transaktionsnummer))
	}
	return list
}

// replacing puts an entry in the place of the one with its letter.
func replacing(list []kit.Action, with kit.Action) []kit.Action {
	for i := range list {
		if list[i].Keys[0] == with.Keys[0] {
			list[i] = with
		}
	}
	return list
}

// notOnPaper takes the mark back that a report went on paper.
func (c *CaseFile) notOnPaper(number string) kit.Action {
	return kit.Action{Keys: []string{"p"}, Label: "Doch nicht auf Papier", Help: "Macht aus der Meldung wieder einen Entwurf, der gesendet werden kann.",
		Do: func() tea.Cmd {
			return c.doing(func(ctx context.Context, desk *work.Desk) error {
				_, err := desk.Reports.UnmarkPaper(ctx, number)
				return err
			})
		}}
}

func (c *CaseFile) ofDraft(d model.Draft) *shell.Vorgang {
	changed := func(change func(*model.Draft)) tea.Cmd {
		return c.doing(func(ctx context.Context, desk *work.Desk) error {
			change(&d)
			return desk.Drafts.SaveDraft(ctx, &d)
		})
	}
	return &shell.Vorgang{Notiz: d.Notiz, Sperre: d.Sperre,
		Note: c.noting(d, changed),
		Hold: func(s *model.Sperre) tea.Cmd { return changed(func(d *model.Draft) { d.Sperre = s }) },
		Paper: func() tea.Cmd {
			return c.doing(func(ctx context.Context, desk *work.Desk) error {
				_, err := desk.Reports.MarkPaper(ctx, d.ID, d.Rev)
				return err
			})
		},
		Remove: c.remove}
}

func (c *CaseFile) remove() tea.Cmd {
	d := c.draft()
	id, rev := d.ID, d.Rev
	return c.doing(func(ctx context.Context, desk *work.Desk) error { return desk.Drafts.DeleteDraft(ctx, id, rev) })
}

// doing changes something in the store and reads the record again.
func (c *CaseFile) doing(do func(context.Context, *work.Desk) error) tea.Cmd {
	c.load++
	desk, id, load := c.sh.Desk(), c.id, c.load
	ctx := c.sh.During
	return func() tea.Msg {
		failed := do(ctx, desk)
		content, err := work.ReadRecord(ctx, desk, id)
		return caseMsg{id, load, err == nil, content, errors.Join(failed, err)}
	}
}
