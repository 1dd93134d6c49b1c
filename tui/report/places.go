package report

import (
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// Places are the screens of a report being written, nil for any other place.
func Places(sh *shell.Shell, p place.Place) kit.Screen {
	switch p := p.(type) {
	case place.Occasion:
		return NewChooser(sh, p)
	case place.Report:
		return NewEditor(sh, p.Draft)
	}
	return nil
}
