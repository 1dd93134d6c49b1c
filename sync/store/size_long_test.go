//go:build long

package store

const (
	crashKills    = 10_000 // children that are killed
	busyProcesses = 32     // writers at once
	busySaves     = 200    // by each of them
)
