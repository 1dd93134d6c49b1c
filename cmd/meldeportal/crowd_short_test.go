//go:build !long

package main

const (
	many     = 10_000 // people of the crowd
	listed   = 2000   // people of the store that somebody signs in to
	signIns  = 1      // of each store: a code is good once, so each waits for the next one
	together = 4      // colleagues who sit down at once
)

// grown are the sizes of the stores that are compared.
var grown = []int{1000, 10_000}
