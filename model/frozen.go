package model

// Frozen is what leaves the house: numbered, written, unchangeable.
type Frozen struct {
	Transaktionsnummer string // new for this transmission
	Document           []byte // sent as it is at every attempt: an oBDS document or the envelope it is sealed in, or the request to delete a report
	Plain              []byte // the oBDS document where Document is its envelope; nil = that is Document
	Digest             string // SHA-256 of Document, hex
}

// Completed is a report as it leaves.
type Completed struct {
	Frozen
	Report Report // as it is written in Document
}

// Written is what people read of what is sent.
func (f *Frozen) Written() []byte {
	if f.Plain != nil {
		return f.Plain
	}
	return f.Document
}
