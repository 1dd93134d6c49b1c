package tui

import "example.org/meldeportal/tui/place"

// recordPlaces are the screens of the record, nil for any other place.
func recordPlaces(sh *Shell, p place.Place) Screen {
	switch p := p.(type) {
	case place.Record:
		return NewCaseFile(sh, p.CaseID)
	}
	return nil
}
