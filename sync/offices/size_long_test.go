//go:build long

package offices_test

import "time"

const (
	killsOfEach = 1000
	drained     = 10 * time.Minute
	dictionary  = 100_000
)
