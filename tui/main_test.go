package tui

import (
	"runtime/debug"
	"testing"
)

// TestMain lets more garbage stand: the forms of a test are small and short-lived, and to
// look for what of them can go takes a third of the time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}
