package tui

import "example.org/meldeportal/tui/place"

// entrancePlaces are the screens before the work: set-up, sign-in, second factor, nil for any other place.
func entrancePlaces(sh *Shell, p place.Place) Screen {
	switch p.(type) {
	case place.Setup:
		return newSetup(sh)
	case place.Login:
		return NewLogin(sh)
	case place.Access:
		return NewAccess(sh)
	}
	return nil
}
