//go:build long

package main

const (
	loadReports     = 60_000
	attackedReports = 60_000
	hostileSources  = 400
	decisions       = 200
)
