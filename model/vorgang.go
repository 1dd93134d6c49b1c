package model

import "time"

// Vorgang is what the work list knows of a draft or a delivery without opening it.
type Vorgang struct {
	Merkmale
	Zustaendig         string // login name, see Beteiligte
	CaseID             string
	DraftID            string // "" = a delivery
	Transaktionsnummer string // "" = a draft
	Art                Sendung
	State              State
	Ergebnis           Ergebnis       // what the registry made of it after the receipt
	Rueckfragen        []Rueckmeldung // of the registry, that nobody has answered in words
	Completed          time.Time      // of a delivery
	Ersetzt            string
	Fassung            string // of a draft, see Draft
	Papier             bool
	Sperre             *Sperre
	Attempts           int
	NextAt             time.Time // of a queued delivery
	Settled            time.Time // when its answer came, zero = not here or not yet
	Reason             string    // why it was rejected
	Updated            time.Time // of a draft
	Damaged            bool      // part of it cannot be read; what is filled in is right
}
