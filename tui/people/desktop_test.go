package people

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/document"
	"example.org/meldeportal/tui/entrance"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/series"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/worklist"
)

// rooms are the places the tests of this room go to.
var rooms = []shell.Places{entrance.Places, worklist.Places, Places, record.Places, report.Places, document.Places, series.Places, sent.Places}

func newDesktop(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	return stage.NewDesktop(t, desk, rooms...)
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
