package worklist

import (
	"encoding/json"
	"time"

	"example.org/meldeportal/model"
)

// Gesehen are the answers of the registry somebody has looked at, by
// Transaktionsnummer, with the day of that. The work list lists the others.
type Gesehen map[string]model.Datum

// AntwortTage is how many days an answer nobody has looked at stays on the work
// list.
const AntwortTage = 30

// MerkGesehen is the name under which a person's program remembers her Gesehen.
const MerkGesehen = "gesehen"

// LiesGesehen reads what Bytes wrote; nothing, and anything else, is the empty one.
func LiesGesehen(content []byte) Gesehen {
	g := Gesehen{}
	if json.Unmarshal(content, &g) != nil || g == nil {
		return Gesehen{}
	}
	return g
}

// Bytes is its form in the memory.
func (g Gesehen) Bytes() []byte {
	content, err := json.Marshal(g)
	if err != nil {
		panic(err) // a map of strings can always be written
	}
	return content
}

// Mark adds answers that were looked at today and forgets those the work list
// would not list any more.
func (g Gesehen) Mark(today model.Datum, transaktionsnummern ...string) {
	now, known := today.Time()
	for number, day := range g {
		if at, ok := day.Time(); !ok || known && now.Sub(at) > 2*AntwortTage*24*time.Hour {
			delete(g, number)
		}
	}
	for _, number := range transaktionsnummern {
		g[number] = today
	}
}
