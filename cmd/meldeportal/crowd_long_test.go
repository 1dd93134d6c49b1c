//go:build long

package main

const (
	many     = 300_000 // people of the crowd
	listed   = 100_000 // people of the store that somebody signs in to
	signIns  = 5       // of each store: a code is good once, so each waits for the next one
	together = 20      // colleagues who sit down at once
)

// grown are the sizes of the stores that are compared.
var grown = []int{10_000, 100_000, 300_000}
