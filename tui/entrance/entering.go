package entrance

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
)

// waiting is a screen that waits for what it has begun: for the portal, or for a
// workplace that is being opened.
type waiting struct {
	busy   bool
	update answer.Update // of the store, while one is made
}

// updateMsg tells how far the update of the store is.
type updateMsg struct {
	to     kit.Screen
	update answer.Update
}

// enteredMsg is how the entering went.
type enteredMsg struct{ *admission.Entering }

// enter opens the workplace in the background.
func (w *waiting) enter(sh *shell.Shell, of kit.Screen, enter *admission.Entering) tea.Cmd {
	w.busy, w.update = true, answer.Update{}
	ctx, send := sh.While(of), sh.Send
	return func() tea.Msg {
		enter.Do(ctx, func(u answer.Update) { send(updateMsg{of, u}) })
		return enteredMsg{enter}
	}
}

// told takes how far the update is, if it is told to this screen.
func (w *waiting) told(msg updateMsg, of kit.Screen) {
	if msg.to == of {
		w.update = msg.update
	}
}

// over reports whether somebody still waits for what is over now.
func (w *waiting) over() bool {
	waited := w.busy
	w.busy = false
	return waited
}

// hint says what is waited for, "" while nothing is.
func (w *waiting) hint(usual string) string {
	switch {
	case !w.busy:
		return ""
	case w.update != (answer.Update{}):
		return wording.BringsOver(w.update)
	}
	return usual
}

// connects is said while the portal is asked.
const connects = "Verbindung zum Portal …"

// Busy reports whether something is waited for.
func (w *waiting) Busy() bool { return w.busy }
