package worklist

import (
	"encoding/json"
	"time"

	"example.org/meldeportal/model"
)

// Gesehen are the answers of the registry somebody has looked at. The work list lists
// the others.
type Gesehen struct {
	Einzeln map[string]model.Datum // by Transaktionsnummer, with the day of that
	Bis     time.Time              // all good answers up to here
}

// AntwortTage is how many days an answer nobody has looked at stays on the work
// list.
const AntwortTage = 30

// MerkGesehen is the name under which a person's program remembers her Gesehen.
const MerkGesehen = "gesehen"

// LiesGesehen reads what Bytes wrote, and what programs before 0.3.0 wrote: the single
// answers alone. Nothing, and anything else, is the empty one.
func LiesGesehen(content []byte) (g Gesehen) {
	if json.Unmarshal(content, &g) != nil || g.Einzeln == nil {
		g = Gesehen{Einzeln: map[string]model.Datum{}, Bis: g.Bis}
		if json.Unmarshal(content, &g.Einzeln) != nil {
			g.Einzeln = map[string]model.Datum{}
		}
	}
	return g
}

// Bytes is its form in the memory.
func (g Gesehen) Bytes() []byte {
	content, err := json.Marshal(g)
	if err != nil {
		panic(err) // texts and a time can always be written
	}
	return content
}

// Has reports whether an answer was looked at.
func (g Gesehen) Has(a *Aufgabe) bool {
	return g.Einzeln[a.Transaktionsnummer] != "" || a.good() && !a.Settled.After(g.Bis)
}

// Mark adds answers that were looked at today and forgets those the work list
// would not list any more.
func (g Gesehen) Mark(today model.Datum, transaktionsnummern ...string) {
	now, known := today.Time()
	for number, day := range g.Einzeln {
		if at, ok := day.Time(); !ok || known && now.Sub(at) > 2*AntwortTage*24*time.Hour {
			delete(g.Einzeln, number)
		}
	}
	for _, number := range transaktionsnummern {
		g.Einzeln[number] = today
	}
}
