//go:build !long

package main

import "time"

// killRounds is how often a Diagnose is typed and killed; see journey_long_test.go.
const killRounds = 1

// faceKills is how often the program is killed in each face, alone and by eight at once; see
// journey_long_test.go.
const faceKills = 3

// unbroken is how long somebody types without a pause.
const unbroken = 5 * time.Second

// worked is how long somebody works in one sitting.
const worked = 30 * time.Second

// movingDeliveries is how many deliveries move while their list is in front; see
// journey_long_test.go.
const movingDeliveries = 600

// importedReports are in a package that is imported.
const importedReports = 5000

// programsBeside are the programs of before that are built and run beside today's.
var programsBeside = []string{"0.1.0"}

// measuredWindows are those the figures are taken in.
var measuredWindows = [][2]int{{80, 24}}

// drained are the lengths of the queues that are carried away.
var drained = []int{2000}

// lockedNames are the people whose names must leave the memory of a locked program.
const lockedNames = 400

// heldStride is which of the places and keys of the walk a key is held at: one of so many;
// see journey_long_test.go.
const heldStride = 211
