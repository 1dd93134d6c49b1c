//go:build long

package linkage

// How many people the invented register has, and the one whose linkage is timed.
const (
	registered = 60_000
	benched    = 575_000
)
