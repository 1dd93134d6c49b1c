package tui

import "example.org/meldeportal/model"

// sperreText says that and until when a report is held back, "" where it is not.
func sperreText(s *model.Sperre) string {
	switch {
	case s == nil:
		return ""
	case s.Bis != "":
		return "bis " + s.Bis.German() + ": " + s.Grund
	}
	return s.Grund
}
