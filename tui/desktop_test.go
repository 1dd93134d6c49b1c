package tui

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
)

func newDesktop(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	return stage.NewDesktop(t, desk, rooms...)
}

func watched(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	return newDesktop(t, desk).Watched()
}

func signedIn(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	return newDesktop(t, desk).SignedIn()
}

// patientsOf is a signed-in desktop whose patient list is in front.
func patientsOf(t *testing.T, known ...model.Case) (*stage.Desktop, *stage.DeskDouble) {
	t.Helper()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Persons: known}}
	d := signedIn(t, desk)
	d.See("Nichts zu erledigen").Press("f3").See("Patienten")
	return d, desk
}
