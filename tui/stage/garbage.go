package stage

import "runtime/debug"

// The tests that stand here let more garbage stand: what they make is small and
// short-lived, and to look for what of it can go takes a third of the time.
func init() { debug.SetGCPercent(400) }
