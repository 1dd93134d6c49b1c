package entrance

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens before the work: set-up, sign-in, second factor, a locked workplace, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
	switch p.(type) {
	case place.Setup:
		return NewSetup(sh)
	case place.Login:
		return NewLogin(sh)
	case place.Locked:
		return newLocked(sh)
	case place.SignInAgain:
		return newAgain(sh)
	case place.Access:
		return NewAccess(sh)
	case place.Password:
		return newPassword(sh)
	case place.Sessions:
		return newSessions(sh)
	case place.Site:
		return newSite(sh)
	case place.Settings:
		return NewSettings(sh)
	}
	return nil
}
