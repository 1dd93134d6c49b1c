//go:build long

package main

const (
	many     = 300_000 // people of the crowd
	together = 20      // colleagues who sit down at once
)
