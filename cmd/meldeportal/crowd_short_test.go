//go:build !long

package main

const (
	many     = 10_000 // people of the crowd
	together = 4      // colleagues who sit down at once
)
