package report

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// A correction is a draft that replaces a sent report as a whole, under the
// same Meldung_ID (hessen.md 9). It must change something, and what it changes
// is shown before it leaves.

// originalMsg brings the sent report a correction replaces.
type originalMsg struct {
	to     *Editor
	report model.Report
	err    error
}

func (e *Editor) readSent() tea.Cmd {
	if e.Sitting.Corrects == "" {
		return nil
	}
	ctx := e.Sh.While(e)
	return func() tea.Msg {
		r, err := e.Sitting.ReadSent(ctx)
		return originalMsg{e, r, err}
	}
}

func (e *Editor) takeSent(msg originalMsg) {
	if msg.err != nil {
		e.Sh.Fail(msg.err)
		return
	}
	e.Sitting.Sent = &msg.report
}

// changeLine is a change in one line.
func changeLine(c forms.Change, label int, focus bool) string {
	text := kit.Pad(c.Label, label) + " " + wording.OrDash(c.Before) + " → " + wording.OrDash(c.After)
	if focus {
		text = style.Focus.Render(text)
	}
	return style.Hinweis.Render(kit.Pad("Änderung", 10)) + text
}

// changeDetail is the selected change in full.
func changeDetail(c forms.Change, w int) []string {
	lines := []string{"", " " + style.Title.Render(c.Label)}
	return append(lines, hanging([]string{" gesendet  " + wording.OrDash(c.Before), " jetzt     " + wording.OrDash(c.After)}, 11, w)...)
}
