package sent

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens of what was sent, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
	switch p := p.(type) {
	case place.Transmissions:
		return transmissionsOf(sh, p.Only)
	case place.DokuCheck:
		return newOwnErrors(sh)
	case place.Receipt:
		return NewReceipt(sh, p.Delivery)
	}
	return nil
}
