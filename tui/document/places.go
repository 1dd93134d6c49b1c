package document

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens of what is sent, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
	switch p := p.(type) {
	case place.Preview:
		return NewPreview(sh, p)
	case place.Content:
		return newContent(sh, p)
	case place.Difference:
		return newDifference(sh, p)
	}
	return nil
}
