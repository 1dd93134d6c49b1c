package shell

import "example.org/meldeportal/tui/kit"

// Shown tells that the frame drawn last stands before somebody's eyes. The
// program's own terminal tells so itself.
func (sh *Shell) Shown() { sh.Eye.Show(sh.Eye.Frame()) }

// unread says why a final action does nothing yet.
func unread(a kit.Action, key string) string {
	if len(key) > 1 {
		key = keyName(key)
	}
	return "Bitte erst lesen, dann noch einmal " + key + " drücken: " + a.Label + "."
}
