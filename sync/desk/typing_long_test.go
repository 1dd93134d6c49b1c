//go:build long

package desk

import "time"

// typing is how long two people type into one report.
const typing = 10 * time.Minute
