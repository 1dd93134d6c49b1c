//go:build !long

package main

const (
	loadReports     = 6000
	attackedReports = 12000
	hostileSources  = 400
	decisions       = 6
)
