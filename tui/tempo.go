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
	desk  Desk
	whole bool
	err   error
}

// askTempo reads it. What cannot be read was never set.
func askTempo(desk Desk) tea.Cmd {
	return func() tea.Msg {
		kept, err := desk.Memory(context.Background(), tempoName)
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

// pace changes the speed of the form and remembers it.
func (e *editing) pace() tea.Cmd {
	whole := !e.form.Whole()
	e.form.SetWhole(whole)
	e.sh.whole = whole
	desk, text := e.sh.Desk(), tempoSteps
	if whole {
		text = tempoWhole
	}
	return tea.Batch(e.noticed(), func() tea.Msg {
		return tempoMsg{desk: desk, whole: whole, err: desk.Remember(context.Background(), tempoName, []byte(text))}
	})
}

func (e *editing) paceAction() Action {
	label, help := "Ganze Meldung", "Zeigt die ganze Meldung auf einer Seite; Bild↑ und Bild↓ gehen von Abschnitt zu Abschnitt."
	if e.aside == nil {
		label, help = "Alles", "Zeigt alle Stammdaten auf einer Seite; Bild↑ und Bild↓ gehen von Abschnitt zu Abschnitt."
	}
	if e.form.Whole() {
		label, help = "Schritte", "Zeigt wieder einen Abschnitt nach dem anderen."
	}
	return Action{Keys: []string{"f5"}, Label: label, Help: help, Do: e.pace}
}
