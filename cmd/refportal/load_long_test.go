//go:build long

package main

import "time"

const (
	loadReports    = 60_000
	attackTime     = 20 * time.Second
	hostileSources = 400
)
