package model

import (
	"cmp"
	"time"
)

// State is how far a report has come on its way to the registry.
type State string

// The states of a report. A draft is not a delivery yet; every other state is.
const (
	StateDraft    State = "draft"    // being written
	StateQueued   State = "queued"   // complete, frozen, numbered, waiting
	StateSending  State = "sending"  // on its way
	StateAccepted State = "accepted" // the portal gave a receipt
	StateRejected State = "rejected" // the portal refused it for good

	// StateElsewhere is a report that went another way: another program sent it,
	// or it was reported on paper (F-26). It is never sent, and there is no receipt.
	StateElsewhere State = "elsewhere"
)

// Sperre holds a report back: it is not sent before it is lifted (F-34).
type Sperre struct {
	Grund string
	Bis   Datum // the day it ends by itself, "" = when somebody lifts it
	Seit  Datum `json:",omitempty"` // the day it began for this reason, "" = an earlier program has not kept it
}

// never is later than any moment the program deals with.
var never = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Until is when the Sperre ends: with the beginning of its day, by the calendar
// of the place; in the far future when somebody has to lift it.
func (s *Sperre) Until(place *time.Location) time.Time {
	day, ok := s.Bis.Time()
	if !ok {
		return never
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, place)
}

// Holds reports whether it still holds back; a nil Sperre does not.
func (s *Sperre) Holds(now time.Time) bool { return s != nil && now.Before(s.Until(now.Location())) }

// Draft is a report that is being written.
type Draft struct {
	ID        string // opaque, of this program
	PatientID string // Case this draft belongs to
	Rev       int    // counts saves; a save with an old Rev is refused
	Neu       bool   // begun, but nothing is entered yet: it is stored nowhere, see answer.ErrNothing
	Report    Report
	Cursor    string // field id the person stood at
	Updated   time.Time

	Notiz   string  // internal, never transmitted (F-33)
	Sperre  *Sperre // nil = not held back
	Ersetzt string  // Transaktionsnummer of the sent report this one corrects, "" = none
	Fassung string  // "Fassung von …": kept beside another draft of this report that somebody saved first; "" = the only one
	Form    []byte  // what the form keeps beside the report, in its own encoding: the way back, origins

	Abweichungen []Abweichung // what gave way where two people wrote at once

	Beteiligte
	InArbeit string // login name of who has it open at another program just now, "" = nobody

	Damaged bool // in a list: nobody can read it, only ids, revision and time are known
}

// Beteiligte are who worked at a report, by login name; "" = it is not known, or not so
// far.
type Beteiligte struct {
	Verfasst      string // who began it
	Bearbeitet    string // who saved it last
	Abgeschlossen string // who completed it, and so sent it
}

// Zustaendig is in whose hands it is: of who did most with it.
func (b *Beteiligte) Zustaendig() string { return cmp.Or(b.Abgeschlossen, b.Bearbeitet, b.Verfasst) }

// Case is a person as the patient list knows them: enough to find and show
// them without opening a report.
type Case struct {
	ID        string // opaque, of this program
	Patient   Patient
	Diagnosis Code  // ICD code of the latest report, "" when there is none
	LastTyp   Zweig // type of the latest report or draft
	LastSub   Code  // its sub-occasion, "" where its type has none
	LastDate  Datum // its leading date
	Drafts    int   // open drafts
	Waiting   int   // deliveries without an answer
	Rejected  int   // reports the portal refused
	Accepted  int   // reports with a receipt, and those another program sent
	Paper     int   // reports that went on paper
	Updated   time.Time

	Widerspruch bool // a draft or a report tells that the person has objected

	Damaged bool // in a list: nobody can read who it is, only id, counters and time are known
}

// Changes are what anybody, here or in another program, did to the cases after a
// mark. A case that was removed in the meantime may stand in both lists.
type Changes struct {
	Cases   []Case
	Removed []string // ids
	Mark    int64    // to ask with next time
}

// Sendung is what a delivery carries.
type Sendung string

// The deliveries: a report, or the request to delete one (hessen.md 9).
const (
	SendungMeldung      Sendung = "meldung"
	SendungLoeschantrag Sendung = "loeschantrag"
)

// Delivery is a completed report, or a request to delete one, on its way or
// arrived.
type Delivery struct {
	Transaktionsnummer string // UUIDv4, new for each transmission
	Art                Sendung
	MeldungID          Text    // of the report it carries or is about
	Ersetzt            string  // Transaktionsnummer of the delivery it corrects or asks to delete, "" = none
	Papier             bool    // StateElsewhere: reported on paper, not by another program
	Notiz              string  // internal, as the draft had it
	Sperre             *Sperre // nil = not held back
	CaseID             string
	Typ                Zweig
	Meldeanlass        Code  // its sub-occasion, "" where its type has none
	ICD                Code  // diagnosis of its tumour
	Date               Datum // the event's date, shown as "Datum" in the sent list (F-03)
	State              State
	Ergebnis           Ergebnis // what the registry made of it after the receipt
	Completed          time.Time
	Settled            time.Time // when the answer came, zero while there is none and for imported reports
	Attempts           int
	NextAt             time.Time // when the next attempt is due, while queued
	Code               string    // why the last attempt failed, as a code; "" while it did not
	Reason             string    // German sentence why it waits or was rejected
	Receipt            *Receipt  // once accepted
	Beteiligte
	InArbeit string // login name of who has its correction, or the draft of what was refused, open at another program just now, "" = nobody
	Damaged  bool   // in a list: part of it cannot be read; what is filled in is right
}

// DeliverySpan is the part of the list of all deliveries that is wanted: N of them
// from the place From on. It is found from one whose place is known, or from an end
// of the list, whichever is nearer, so that no list has to be walked.
type DeliverySpan struct {
	From, N int
	Near    string // Transaktionsnummer of one that was in the list, "" = none is known
	Place   int    // of that one
	Total   int    // of the list when it stood there; what came since stands before it
}

// DeliveryPage is a part of the list of all deliveries, the newest first.
type DeliveryPage struct {
	From       int // place of the first one in the list
	Deliveries []Delivery
	People     map[string]Case // whom they are about, by CaseID
	Counts     map[State]int   // of the whole list
}

// Total is how many deliveries there are in all.
func (p *DeliveryPage) Total() (n int) {
	for _, count := range p.Counts {
		n += count
	}
	return n
}

// At is a delivery by its place in the list, nil where the page does not hold it.
func (p *DeliveryPage) At(i int) *Delivery {
	if i -= p.From; i < 0 || i >= len(p.Deliveries) {
		return nil
	}
	return &p.Deliveries[i]
}

// Near is the part of the list around a place, found from the one of this page that
// is nearest to it.
func (p *DeliveryPage) Near(place, side int) DeliverySpan {
	s := DeliverySpan{From: max(0, place-side), N: 2*side + 1, Total: p.Total()}
	if last := p.From + len(p.Deliveries) - 1; last >= p.From {
		s.Place = max(p.From, min(place, last))
		s.Near = p.At(s.Place).Transaktionsnummer
	}
	return s
}

// Bekannt is a report or a Löschantrag that the portal says it has.
type Bekannt struct {
	Art       Sendung `json:"art"`
	MeldungID string  `json:"meldung_id"` // "": its document names none
	Receipt   Receipt `json:"receipt"`
}

// Versuch is one try to deliver something, and what came of it.
type Versuch struct {
	Am   time.Time `json:"am"`
	Wer  string    `json:"wer,omitempty"`  // login name; "": it was sent while nobody was signed in
	Code string    `json:"code,omitempty"` // why it was not taken, "" = it was; VersuchAbgleich
}

// VersuchAbgleich is the Code of a receipt that was found when house and portal compared what
// they know.
const VersuchAbgleich = "abgleich"

// Abgleich is what the house and the portal know differently.
type Abgleich struct {
	Rueckmeldungen []Rueckmeldung // about numbers that nobody knows here
	Dort           []string       // numbers that the portal alone knows, as after a backup was put back
	Hier           []string       // numbers that it has taken as is said here, and does not know
	Bruch          int64          // entry of the portal's log whose receipt does not follow on the one before, 0 = all do
	ZugangBis      time.Time      // sending while nobody is signed in ends soon, or has ended; zero = it does not
}

// ShortID is the beginning of a long number: enough to tell rows apart.
func ShortID(id string) string { return id[:min(8, len(id))] }
