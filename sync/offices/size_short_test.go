//go:build !long

package offices_test

import "time"

const (
	killsOfEach = 2
	drained     = time.Minute
	dictionary  = 2_000
)
