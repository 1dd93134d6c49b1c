package tui

import "example.org/meldeportal/tui/place"

// documentPlaces are the screens of what is sent, nil for any other place.
func documentPlaces(sh *Shell, p place.Place) Screen {
	switch p := p.(type) {
	case place.Preview:
		return newPreview(sh, p)
	case place.Content:
		return newContent(sh, p)
	case place.Difference:
		return newDifference(sh, p)
	}
	return nil
}
