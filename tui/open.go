package tui

import (
	"example.org/meldeportal/tui/arrival"
	"example.org/meldeportal/tui/document"
	"example.org/meldeportal/tui/entrance"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/series"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/work"
	"example.org/meldeportal/tui/worklist"
)

// NewShell makes the program, signed out. caret may be nil where no terminal's
// cursor is to be moved.
func NewShell(services *work.Services, caret *terminal.Out) *shell.Shell {
	return shell.New(services, caret, rooms...)
}

// rooms are all rooms with places.
var rooms = []shell.Places{entrance.Places, worklist.Places, people.Places, record.Places, report.Places, document.Places, series.Places, sent.Places, arrival.Places}
