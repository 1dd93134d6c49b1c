package model

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Receipt is the portal's word that a report arrived (Quittung). Those of a site are a
// chain, in the order of the log: each names the one before by its Hash.
type Receipt struct {
	Transaktionsnummer string    `json:"transaktionsnummer"`
	MelderID           string    `json:"melder_id"`
	Digest             string    `json:"digest"`      // SHA-256 of the delivered document, hex
	ReceivedAt         time.Time `json:"received_at"` // the portal's clock, milliseconds
	LogIndex           int64     `json:"log_index"`   // position in the portal's log

	Previous  string `json:"previous,omitempty"`  // Hash of the site's receipt before, "" = it is the first
	Key       string `json:"key,omitempty"`       // fingerprint of the key that signed
	Signature string `json:"signature,omitempty"` // Ed25519 over Statement, base64; "" = nobody signed it

	Echtheit Echtheit `json:"-"` // as far as whoever reads it has looked
}

// Echtheit says what was found out about a receipt's signature.
type Echtheit string

// What was found out; "" is nothing: there is no list of keys to look with.
const (
	EchtheitGeprueft Echtheit = "geprüft" // a key of the list signed it
	EchtheitOhne     Echtheit = "ohne"    // nobody signed it: it is older than signed receipts
	EchtheitFalsch   Echtheit = "falsch"  // no key of the list signed it
)

// Statement is what is signed: a line each for site, number, digest, time of arrival in
// milliseconds since 1970, place in the log, hash of the receipt before and key.
func (r *Receipt) Statement() []byte {
	return fmt.Appendf(nil, "%s\n%s\n%s\n%d\n%d\n%s\n%s\n", r.MelderID, r.Transaktionsnummer, r.Digest, r.ReceivedAt.UnixMilli(), r.LogIndex, r.Previous, r.Key)
}

// Hash is how the next receipt of the site names this one: SHA-256 of the Statement, hex.
func (r *Receipt) Hash() string {
	sum := sha256.Sum256(r.Statement())
	return hex.EncodeToString(sum[:])
}
