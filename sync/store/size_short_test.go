//go:build !long

package store

const (
	crashKills    = 64 // children that are killed
	upgradeKills  = 12 // others, while they bring a store up to date
	busyProcesses = 8  // writers at once
	busySaves     = 25 // by each of them
)
