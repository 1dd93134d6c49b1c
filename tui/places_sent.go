package tui

import "example.org/meldeportal/tui/place"

// sentPlaces are the screens of what was sent, nil for any other place.
func sentPlaces(sh *Shell, p place.Place) Screen {
	switch p := p.(type) {
	case place.Transmissions:
		return NewTransmissions(sh)
	case place.Receipt:
		return NewReceipt(sh, p.Delivery)
	}
	return nil
}
