package tui

import "example.org/meldeportal/tui/place"

// NewShell makes the program, signed out. caret may be nil where no terminal's
// cursor is to be moved.
func NewShell(services *Services, caret *CursorOut) *Shell { return newShell(services, caret, open) }

// open is the screen of a place.
func open(sh *Shell, p place.Place) Screen {
	switch p := p.(type) {
	case place.Setup:
		return newSetup(sh)
	case place.Login:
		return NewLogin(sh)
	case place.Worklist:
		return NewWorklist(sh)
	case place.Patients:
		return NewCaseList(sh)
	case place.Series:
		return NewSeries(sh)
	case place.Transmissions:
		return NewTransmissions(sh)
	case place.Access:
		return NewAccess(sh)
	case place.Record:
		return NewCaseFile(sh, p.CaseID)
	case place.Person:
		return NewCaseEditor(sh, p.Case)
	case place.Somebody:
		return newCasePick(sh, p)
	case place.Occasion:
		return NewChooser(sh, p)
	case place.Report:
		return NewEditor(sh, p.Draft)
	case place.Receipt:
		return NewReceipt(sh, p.Delivery)
	case place.Preview:
		return newPreview(sh, p)
	case place.Content:
		return newContent(sh, p)
	case place.Difference:
		return newDifference(sh, p)
	}
	panic("no screen for this place") // a place without a screen is a fault of the program
}
