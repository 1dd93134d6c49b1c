package people

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens of people and their Stammdaten, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
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
