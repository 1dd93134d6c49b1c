package einrichtung

import "time"

// Stand is what the registry stores about an Einrichtung, and what is going on about it.
type Stand struct {
	MelderID, Name string
	Daten          Daten
	Aenderungen    []Aenderung // that were asked for, the newest first
	Schulungen     []Schulung  // that are to come
}

// Aenderung is a change that was asked for. Alt and Neu are the values it is about.
type Aenderung struct {
	Nummer        string
	Am            time.Time
	Von           string // login name of who asked for it
	Stand         string // beantragt, übernommen, abgelehnt
	EntschiedenAm time.Time
	Text          string // what the registry said
	Alt, Neu      Daten
}

// Schulung is a day on which the registry teaches.
type Schulung struct {
	Am   string // 2006-01-02
	Text string
}

// Geld reports that one of the values says where money goes, or takes that out.
func (d Daten) Geld() bool {
	for id := range d {
		if a, known := Find(id); known && a.Bank {
			return true
		}
	}
	return false
}
