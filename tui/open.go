package tui

// NewShell makes the program, signed out. caret may be nil where no terminal's
// cursor is to be moved.
func NewShell(services *Services, caret *CursorOut) *Shell {
	return newShell(services, caret, rooms...)
}

// rooms are all rooms with places.
var rooms = []Places{entrancePlaces, worklistPlaces, peoplePlaces, recordPlaces, reportPlaces, documentPlaces, seriesPlaces, sentPlaces}
