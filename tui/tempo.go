package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// The two speeds of a form: step by step, or the whole report on one page. The
// program remembers which one a person likes.

const (
	tempoName  = "einstellung/tempo"
	tempoWhole = "ganz"
	tempoSteps = "schritte"
)

// tempoMsg is how the person likes to work; err says why it could not be kept.
type tempoMsg struct {
	desk  *Desk
	whole bool
	err   error
}

// askTempo reads it. What cannot be read was never set.
func askTempo(desk *Desk) tea.Cmd {
	return func() tea.Msg {
		kept, err := desk.Memory.Recall(context.Background(), tempoName)
		return tempoMsg{desk: desk, whole: err == nil && string(kept[tempoName]) == tempoWhole}
	}
}

func (sh *Shell) takeTempo(msg tempoMsg) {
	switch {
	case msg.desk != sh.desk:
	case msg.err != nil:
		sh.Fail(msg.err)
	default:
		sh.whole = msg.whole
	}
}
