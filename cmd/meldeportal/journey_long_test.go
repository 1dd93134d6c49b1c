//go:build long

package main

import "time"

// killRounds is how often a Diagnose is typed and killed.
const killRounds = 20

// faceKills is how often the program is killed in each face, alone and by eight at once.
const faceKills = 2500

// unbroken is how long somebody types without a pause.
const unbroken = 20 * time.Second

// worked is how long somebody works in one sitting.
const worked = 25 * time.Minute

// movingDeliveries is how many deliveries move while their list is in front.
const movingDeliveries = 10_000

// importedReports are in a package that is imported.
const importedReports = 50_000

// programsBeside are the programs of before that are built and run beside today's.
var programsBeside = []string{"0.1.0", "0.2.0, tables up to 4"}

// measuredWindows are those the figures are taken in.
var measuredWindows = [][2]int{{80, 24}, {200, 60}}

// drained are the lengths of the queues that are carried away.
var drained = []int{1000, 10_000, 100_000}

// lockedNames are the people whose names must leave the memory of a locked program.
const lockedNames = 20_000

// heldStride is which of the places and keys of the walk a key is held at: all.
const heldStride = 1
