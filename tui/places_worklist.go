package tui

import "example.org/meldeportal/tui/place"

// worklistPlaces are the screens of the work list, nil for any other place.
func worklistPlaces(sh *Shell, p place.Place) Screen {
	switch p.(type) {
	case place.Worklist:
		return NewWorklist(sh)
	}
	return nil
}
