package model

// Frozen is what leaves the house: numbered, written, unchangeable.
type Frozen struct {
	Transaktionsnummer string // new for this transmission
	Document           []byte // sent as it is at every attempt: an oBDS document, or the request to delete a report
	Digest             string // SHA-256 of Document, hex
}

// Completed is a report as it leaves.
type Completed struct {
	Frozen
	Report Report // as it is written in Document
}
