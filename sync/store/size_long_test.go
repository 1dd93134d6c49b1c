//go:build long

package store

const (
	crashKills    = 10_000  // children that are killed
	upgradeKills  = 300     // others, while they bring a store up to date
	busyProcesses = 32      // writers at once
	busySaves     = 200     // by each of them
	restoreKills  = 100     // others, while they restore a backup
	resealKills   = 200     // others, while they seal everything anew
	powerImages   = 20_000  // disks after a power cut
	controlImages = 1_000   // and of a program that does not wait for its disk
	bitFlips      = 10_000  // in values that are sealed
	fullPositions = 200     // at which the disk is full
	backedUp      = 100_000 // reports in a backup
	forgeries     = 10_000  // rows that are forged, swapped, put back or taken away
	histories     = 2_000   // of acts at random

	importKills     = 60      // children that are killed while they import
	importedReports = 50_000  // taken in while a colleague saves
	pagedDeliveries = 300_000 // in a list that is turned

	serverProcesses = 64  // writers at once in a server
	serverSaves     = 200 // by each of them
	primaryKills    = 100 // servers that are killed while somebody writes
)

// elsewhere are the tests that are not run again in a server.
const elsewhere = `^$`

// drainSizes are how many reports wait when a queue is carried away.
var drainSizes = []int{1000, 10_000, 100_000}
