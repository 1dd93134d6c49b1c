//go:build !long

package main

import "time"

const (
	loadReports    = 6000
	attackTime     = 4 * time.Second
	hostileSources = 400
)
