//go:build long

package main

import "time"

// killRounds is how often a Diagnose is typed and killed.
const killRounds = 20

// unbroken is how long somebody types without a pause.
const unbroken = 20 * time.Second

// movingDeliveries is how many deliveries move while their list is in front.
const movingDeliveries = 10_000
