//go:build !long

package main

// killRounds is how often a Diagnose is typed and killed; see journey_long_test.go.
const killRounds = 1
