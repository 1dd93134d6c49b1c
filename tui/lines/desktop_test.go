package lines

import (
	"testing"

	"example.org/meldeportal/tui/arrival"
	"example.org/meldeportal/tui/document"
	"example.org/meldeportal/tui/entrance"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/series"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/worklist"
)

// rooms are the places the tests of this room go to.
var rooms = []shell.Places{entrance.Places, worklist.Places, people.Places, record.Places, report.Places, document.Places, series.Places, sent.Places, arrival.Places}

func newDesktop(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	return stage.NewDesktop(t, desk, rooms...)
}
