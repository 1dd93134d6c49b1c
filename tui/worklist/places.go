package worklist

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens of the work list, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
	switch p.(type) {
	case place.Worklist:
		return newWorklist(sh)
	}
	return nil
}
