package arrival

import (
	"testing"

	"example.org/meldeportal/tui/entrance"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
)

// opened is the program before a delivery that was read.
func opened(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	return asked(t, desk).See("Import: was käme")
}

func asked(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	d := stage.NewDesktop(t, desk, entrance.Places, Places)
	return d.Open(d.Sh.Screen(place.Arrivals{})).See("Was ist geliefert worden?").Press("kis.xml", "tab", "tab", "enter")
}
