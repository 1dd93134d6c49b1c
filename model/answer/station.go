package answer

import (
	"slices"
	"time"

	"example.org/meldeportal/model/rights"
)

// Identity is who sits at the keyboard.
type Identity struct {
	Login       string
	Name        string
	Einrichtung string
	MelderID    string
	Roles       rights.Roles // what she may do
}

// Grant is somebody who may open the store.
type Grant struct {
	Login string
	Since time.Time
	Roles rights.Roles
	Old   bool // let in by an earlier program, and not signed in since: she will get no new key

	Until time.Time // asked in, and has no access before she comes until then; zero = she has
	Here  bool      // she has come, and is let in as soon as somebody who may is there
}

// Enrolment is what an authenticator app needs. It lives in memory only.
type Enrolment struct {
	URI    string // otpauth://…
	Secret string // base32
}

// String keeps the secret out of every log and error.
func (Enrolment) String() string { return "[redacted]" }

// GoString keeps the secret out of every log and error.
func (Enrolment) GoString() string { return "[redacted]" }

// News says that something changed; the screens read the store again.
type News struct {
	Cases []string // whose drafts or deliveries moved; none = it may be any
	Moved []string // Transaktionsnummern of the deliveries that moved, where that is all; none = anything about the cases
	Link  bool     // nothing in the store, only the connection to the portal
}

// About reports whether news may be about a case.
func (n News) About(caseID string) bool { return len(n.Cases) == 0 || slices.Contains(n.Cases, caseID) }

// Locked is what a workplace that was locked leaves for the one that her password opens
// in its place. It says who sat there and opens nothing by itself.
type Locked struct {
	Login  string    `json:"login"`
	Name   string    `json:"name"`
	At     time.Time `json:"seit"`
	Sealed []byte    `json:"sitzung"` // her session at the portal, which her password opens; nil = none
	Said   string    `json:"hinweis,omitempty"`
}

// Link is the state of the connection to the portal.
type Link struct {
	Online  bool
	Since   time.Time // when it became so
	Ended   bool      // the session is over: nothing leaves until somebody signs in again
	Alone   bool      // she was let in without the portal and has not signed in since
	Out     bool      // her access was taken away: the workplace is to be left at once
	Waiting int       // deliveries without an answer
	Reason  error     // why offline or ended, a *Failure
}

// Revoked is what ended at the portal for a person whose access was taken away: her sessions, and
// the tokens by which she let reports leave while nobody is signed in.
type Revoked struct {
	Asked bool // the portal was
	Ended int  // so many tokens of hers counted
}
