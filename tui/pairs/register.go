package pairs

import (
	"context"

	"example.org/meldeportal/model/linkage"
)

// Register is what the screen needs of the office's register.
type Register interface {
	// Waiting are up to n pairs nobody has decided yet, the heaviest first; those about which
	// the Vertrauensstelle has answered come before, those that were put off come last.
	Waiting(ctx context.Context, n int) ([]Pair, Progress, error)
	// Decide keeps a decision. A pair that somebody else has decided meanwhile is an error.
	Decide(ctx context.Context, d Decision) error
	// Undo takes a decision back: the pair waits again.
	Undo(ctx context.Context, pair string) error
	// Ask asks the Vertrauensstelle about a pair, which may open the Chiffrat where nothing else
	// clears it up (LKRG NRW § 11). A pair nobody has decided is put off until then.
	Ask(ctx context.Context, pair, reason string) error
}

// Pair is two persons that somebody has to look at.
type Pair struct {
	ID          string // opaque
	Weight      float32
	Vector      linkage.Vector
	Components  []linkage.Component
	Left, Right Person
	Later       bool   // was put off
	Answer      string // German: what the Vertrauensstelle says about it, "" = it was not asked
}

// Person is a person of the register. Of a person with several reports it is the one the
// weight is of.
type Person struct {
	Number  int64 // Registernummer
	Open    linkage.Open
	Reports int
	Tumours []string // German, one a line: "C50.4 links, 03.2025"
}

// Progress is how far the work has come.
type Progress struct {
	Waiting, Decided, Later, Asked int
	Zones                          linkage.Zones
}

// Verdict is an answer.
type Verdict string

// The answers.
const (
	Link  Verdict = "verknuepft"
	Apart Verdict = "getrennt"
	Later Verdict = "spaeter"
)

// Decision is what somebody decided about a pair.
type Decision struct {
	Pair    string
	Verdict Verdict
	Reason  string // German, "" = none was given
}
