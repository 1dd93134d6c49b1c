//go:build !long

package store

const (
	crashKills    = 64 // children that are killed
	busyProcesses = 8  // writers at once
	busySaves     = 25 // by each of them
)
