package model

import "time"

// Loeschgrund is why everything about a person is deleted from the store of a house.
type Loeschgrund string

// The reasons.
const (
	GrundWiderspruch Loeschgrund = "widerspruch" // the person has objected
	GrundFrist       Loeschgrund = "frist"       // it was kept as long as it may be
	GrundAnordnung   Loeschgrund = "anordnung"   // somebody in charge has said so
)

// Loeschgruende are all reasons with their words.
var Loeschgruende = []struct {
	Grund Loeschgrund
	Worte string
}{
	{GrundWiderspruch, "Widerspruch der Person"},
	{GrundFrist, "Aufbewahrungsfrist abgelaufen"},
	{GrundAnordnung, "Anordnung der Leitung oder des Datenschutzes"},
}

// Worte are the reason in German; of a later program its id.
func (g Loeschgrund) Worte() string {
	for _, one := range Loeschgruende {
		if one.Grund == g {
			return one.Worte
		}
	}
	return string(g)
}

// Forgotten is what is left of a record, or of what was sent about it, once everything
// about the person was deleted: numbers, time and reason.
type Forgotten struct {
	CaseID             string
	Transaktionsnummer string // "" = the record itself
	At                 time.Time
	Grund              Loeschgrund
}

// Expired is a record about which nothing has happened for long.
type Expired struct {
	Case    Case
	Reports int       // sent, or on paper
	Last    time.Time // when the last of them was completed, or the record was last changed
}
