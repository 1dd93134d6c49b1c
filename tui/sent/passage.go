package sent

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/passage"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
)

// passageMsg brings what the offices of the registry have of the report.
type passageMsg struct {
	to    *Receipt
	lines []string
	err   error
}

// passage has the report go through the offices, which takes a moment.
func (r *Receipt) passage() tea.Cmd {
	shown := r.SentVersion
	ctx := r.sh.While(r)
	r.acting = true
	r.sh.Say("Die Meldung geht durch die Stellen des Registers " + style.MoreSign)
	return func() tea.Msg {
		lines, err := passage.Read(ctx, &shown)
		return passageMsg{r, lines, err}
	}
}

func (r *Receipt) showPassage(msg passageMsg) tea.Cmd {
	if msg.to != r {
		return nil
	}
	r.acting = false
	switch {
	case r.sh.Top() != kit.Screen(r):
	case msg.err != nil:
		r.sh.Fail(msg.err)
	default:
		r.sh.Say("")
		for i, line := range msg.lines {
			msg.lines[i] = " " + forms.Clean(line)
			if i > 0 && msg.lines[i-1] == " " && line != "" {
				title, rest, _ := strings.Cut(msg.lines[i], ":")
				msg.lines[i] = style.Label.Render(title) + ":" + rest
			}
		}
		return r.sh.Push(&shell.Pager{Sh: r.sh, Head: passage.Title(&r.SentVersion), Lines: msg.lines})
	}
	return nil
}
