package intake

import "example.org/meldeportal/model"

// Outcome is what became of a report of a package that was to be sent (hessen.md 12:
// Verarbeitungsprotokoll). It names no person.
type Outcome struct {
	MeldungID model.Text
	Result    Result
	Nummer    string   // Transaktionsnummer, "" = it got none
	Maengel   []Mangel // why it was not sent or not taken, or what was noticed
}

// Mangel is one thing that stands against a report.
type Mangel struct {
	Code string // of the rule or the portal, "" where it has none
	Text string // German sentence
}

// Result is how it ended. The words stand in the protocol.
type Result string

// The results.
const (
	Accepted Result = "angenommen"
	Rejected Result = "abgelehnt"
	Waiting  Result = "wartet"         // completed, but the portal has not answered
	NotSent  Result = "nicht gesendet" // it could not be completed, and is a draft where it is here
)
