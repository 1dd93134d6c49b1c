package tui

import (
	"testing"

	"example.org/meldeportal/tui/stage"
)

// The workplace hears of keys, and makes room for whoever presses them.
func TestTheWorkplaceHearsOfKeys(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk).SignedIn()
	before := desk.Keys
	if d.Press("down").Press("f3"); desk.Keys != before+2 {
		t.Errorf("%d keys were heard of, want 2", desk.Keys-before)
	}
}
