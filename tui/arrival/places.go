package arrival

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens of what is delivered, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
	switch p.(type) {
	case place.Arrivals:
		return NewAsking(sh)
	case place.Uploads:
		return NewChoosing(sh)
	}
	return nil
}
