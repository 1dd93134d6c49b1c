//go:build long

package main

// killRounds is how often a Diagnose is typed and killed.
const killRounds = 20
