package shell

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/work"
)

// The two speeds of a form: step by step, or the whole report on one page. The
// program remembers which one a person likes.

const (
	TempoName  = "einstellung/tempo"
	TempoWhole = "ganz"
	TempoSteps = "schritte"
)

// TempoMsg is how the person likes to work; err says why it could not be kept.
type TempoMsg struct {
	Desk  *work.Desk
	Whole bool
	Err   error
}

// AskTempo reads it. What cannot be read was never set.
func (sh *Shell) AskTempo() tea.Cmd {
	ctx, desk := sh.During, sh.desk
	return func() tea.Msg {
		kept, err := desk.Memory.Recall(ctx, TempoName)
		return TempoMsg{Desk: desk, Whole: err == nil && string(kept[TempoName]) == TempoWhole}
	}
}

func (sh *Shell) takeTempo(msg TempoMsg) {
	switch {
	case msg.Desk != sh.desk:
	case msg.Err != nil:
		sh.Fail(msg.Err)
	default:
		sh.Whole = msg.Whole
	}
}
