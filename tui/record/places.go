package record

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens of the record, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
	switch p := p.(type) {
	case place.Record:
		return NewCaseFile(sh, p.CaseID)
	case place.Basket:
		return newBasket(sh)
	}
	return nil
}
