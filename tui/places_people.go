package tui

import "example.org/meldeportal/tui/place"

// peoplePlaces are the screens of people and their Stammdaten, nil for any other place.
func peoplePlaces(sh *Shell, p place.Place) Screen {
	switch p := p.(type) {
	case place.Patients:
		return NewCaseList(sh)
	case place.Somebody:
		return newCasePick(sh, p)
	case place.Person:
		return NewCaseEditor(sh, p.Case)
	}
	return nil
}
