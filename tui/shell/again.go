package shell

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
)

// Whose session at the portal has ended signs in again over whatever screen she is on.

// again is the way to do so, nil while there is a session.
func (sh *Shell) again() []kit.Action {
	if sh.desk == nil {
		return nil
	}
	return sh.Keyed(admission.EndedActs(sh.desk), Doing{Shows: map[string]func() tea.Cmd{"neuanmelden": func() tea.Cmd { return sh.Open(place.SignInAgain{}) }}})
}

// sayEnded says once that a session is over. No dialog comes by itself: somebody may be
// typing.
func (sh *Shell) sayEnded() {
	text := admission.EndedText(sh.desk.Station.Link())
	if text != "" && text != sh.ended {
		sh.Remark(Told(text))
	}
	sh.ended = text
}

// putOut leaves the workplace of somebody whose access was taken away.
func (sh *Shell) putOut() tea.Cmd {
	sh.closeDesk()
	sh.Say(admission.OutText)
	return sh.anew()
}
