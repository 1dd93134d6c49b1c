package tui

import "example.org/meldeportal/tui/place"

// reportPlaces are the screens of a report being written, nil for any other place.
func reportPlaces(sh *Shell, p place.Place) Screen {
	switch p := p.(type) {
	case place.Occasion:
		return NewChooser(sh, p)
	case place.Report:
		return NewEditor(sh, p.Draft)
	}
	return nil
}
