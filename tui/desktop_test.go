package tui

import (
	"os"
	"testing"
)

// watched is a desktop whose terminal cursor is looked at.
func watched(t *testing.T, desk *deskDouble) *desktop {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesktop(t, desk)
	d.sh.caret = &CursorOut{File: null}
	return d
}

// signedIn is a desktop right after signing in.
func signedIn(t *testing.T, desk *deskDouble) *desktop {
	t.Helper()
	d := newDesktop(t, desk)
	d.run(d.sh.enter(desk.desk()))
	t.Cleanup(func() { d.sh.stopNews() })
	return d
}

func newDesktop(t *testing.T, desk *deskDouble) *desktop {
	t.Helper()
	return desktopOf(t, desk, rooms...)
}
