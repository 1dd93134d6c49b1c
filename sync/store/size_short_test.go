//go:build !long

package store

const (
	crashKills    = 24   // children that are killed
	upgradeKills  = 8    // others, while they bring a store up to date
	busyProcesses = 8    // writers at once
	busySaves     = 25   // by each of them
	restoreKills  = 5    // others, while they restore a backup
	resealKills   = 6    // others, while they seal everything anew
	powerImages   = 60   // disks after a power cut
	controlImages = 60   // and of a program that does not wait for its disk
	bitFlips      = 60   // in values that are sealed
	fullPositions = 8    // at which the disk is full
	backedUp      = 1000 // reports in a backup
	forgeries     = 120  // rows that are forged, swapped, put back or taken away
	histories     = 6    // of acts at random

	importKills     = 5      // children that are killed while they import
	importedReports = 5000   // taken in while a colleague saves
	pagedDeliveries = 30_000 // in a list that is turned

	serverProcesses = 8  // writers at once in a server
	serverSaves     = 10 // by each of them
	primaryKills    = 2  // servers that are killed while somebody writes
)

// elsewhere are the tests that are not run again in a server.
const elsewhere = `Paper|Password|Admit|Invit|AskedIn|Role|Login|Unlock|Recipient|Grant|Cancelled|Opening|WhoLeft|FirstUser|Migrated`

// drainSizes are how many reports wait when a queue is carried away.
var drainSizes = []int{1000, 5000}
