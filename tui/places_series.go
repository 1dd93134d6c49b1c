package tui

import "example.org/meldeportal/tui/place"

// seriesPlaces are the screens of the series, nil for any other place.
func seriesPlaces(sh *Shell, p place.Place) Screen {
	switch p.(type) {
	case place.Series:
		return NewSeries(sh)
	}
	return nil
}
