package shell

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/work"
)

// settingsMsg brings how the person likes to work.
type settingsMsg struct {
	desk     *work.Desk
	settings work.Settings
}

// readSettings fetches it behind the login. Without it all is as for everybody.
func (sh *Shell) readSettings() tea.Cmd {
	ctx, desk := sh.During, sh.desk
	return func() tea.Msg {
		s, err := work.ReadSettings(ctx, desk)
		if err != nil {
			return nil
		}
		return settingsMsg{desk, s}
	}
}

// tookSettings goes where the person begins, unless she is on her way already.
func (sh *Shell) tookSettings(msg settingsMsg) tea.Cmd {
	if msg.desk != sh.desk {
		return nil
	}
	sh.Like(msg.settings)
	if len(sh.Stack) != 1 {
		return nil
	}
	switch msg.settings.Start {
	case work.StartPeople:
		return sh.ShowPatients(tea.KeyMsg{})
	case work.StartSeries:
		return sh.Open(place.Series{})
	}
	return nil
}

// Like has the frame drawn as a person likes it.
func (sh *Shell) Like(s work.Settings) { sh.fewKeys = s.Tasten == work.KeysFew }
