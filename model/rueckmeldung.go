package model

import (
	"fmt"
	"strings"
	"time"
)

// Rueckmeldung is what comes back from the registry about something that was sent, after
// its receipt (hessen.md 10, 12).
type Rueckmeldung struct {
	Nummer             int64 // its place in the feed of the Einrichtung
	Am                 time.Time
	Art                Rueckmeldungsart
	Transaktionsnummer string // of what it is about
	MeldungID          Text
	Ergebnis           Ergebnis  `json:",omitempty"` // of a result and of a decision
	Feld               string    `json:",omitempty"` // field id that a question is about
	Text               string    `json:",omitempty"`
	Befunde            []Befund  `json:",omitempty"`
	Vermisst           *Vermisst `json:",omitempty"` // with RueckVermisst
	Cents              int       `json:",omitempty"` // with RueckVerguetet
	Zu                 int64     `json:",omitempty"` // with RueckNichtVermisst: Nummer of what it takes back
	Gekommen           time.Time
	Antwort            *Antwort `json:"-"` // to a question, nil = none in words
	CaseID             string   `json:"-"` // "" = not known, or not asked
}

// Rueckmeldungsart says what a Rueckmeldung is. One of a later portal's kinds is kept for
// a later program.
type Rueckmeldungsart string

// The kinds, as the portal's feed names them.
const (
	RueckErgebnis     Rueckmeldungsart = "result"     // what the registry made of a report
	RueckFrage        Rueckmeldungsart = "question"   // it asks about one
	RueckEntscheidung Rueckmeldungsart = "deletion"   // it has settled a Löschantrag
	RueckDokuCheck    Rueckmeldungsart = "doku-check" // it has looked at one of the first ones
	RueckVermisst     Rueckmeldungsart = "missing"    // it lacks a report
	RueckVerguetet    Rueckmeldungsart = "paid"       // a report was paid

	RueckNichtVermisst Rueckmeldungsart = "not-missing" // it lacks a report no more, of which it said so
)

// Ergebnis is what the registry made of what was sent, "" = nothing so far.
type Ergebnis string

// The results (hessen.md 12), as the portal's feed names them.
const (
	ErgebnisAngenommen    Ergebnis = "angenommen"
	ErgebnisHinweis       Ergebnis = "angenommen mit Hinweis"
	ErgebnisAbgelehnt     Ergebnis = "abgelehnt"
	ErgebnisDoppelmeldung Ergebnis = "Doppelmeldung"
	ErgebnisGeloescht     Ergebnis = "gelöscht"
	ErgebnisGewaehrt      Ergebnis = "gewährt"  // of a Löschantrag, which else is ErgebnisAbgelehnt
	ErgebnisVerguetet     Ergebnis = "vergütet" // what it took was paid, too
)

// Befund is one thing the registry found in a report.
type Befund struct {
	Regel string
	Text  string
	Feld  string `json:",omitempty"` // field id, "" where no single field is at fault
}

// Antwort is what was answered to a question of the registry in words.
type Antwort struct {
	Nummer   string // Transaktionsnummer of its own
	Text     string
	Von      string // login name
	Am       time.Time
	Document []byte    // as it is sent at every attempt
	Digest   string    // SHA-256 of Document, hex
	Quittung time.Time // when the registry had it, zero = it waits
	Grund    string    // why the portal refused it, "" = it did not
	Meldung  string    `json:",omitempty"` // Transaktionsnummer of the report that answers in place of words, "" = words do
}

// Reached is the state in which what was sent stands at the registry once a result is
// known: a report it refused is refused, whenever it said so, and a request to delete is
// one that was refused.
func (e Ergebnis) Reached() State {
	if e == ErgebnisAbgelehnt {
		return StateRejected
	}
	return StateAccepted
}

// mostReasons is how many findings a reason names.
const mostReasons = 3

// Begruendung is a sentence with the first of the findings behind it; more of them are not
// listed.
func Begruendung(sentence string, befunde []Befund, more int) string {
	sentences := []string{sentence}
	for i, b := range befunde {
		if i == mostReasons {
			sentences = append(sentences, fmt.Sprintf("Und %d weitere.", len(befunde)-i+more))
			break
		}
		sentences = append(sentences, fmt.Sprintf("%s: %s", b.Regel, b.Text))
	}
	return strings.TrimSpace(strings.Join(sentences, " "))
}

// Waits reports that an answer in words has not reached the registry, and was not refused.
func (a *Antwort) Waits() bool { return a.Meldung == "" && a.Quittung.IsZero() && a.Grund == "" }

// Asks reports that the registry waits for words: it asks or lacks something, and nobody has
// answered in words that the portal took.
func (r *Rueckmeldung) Asks() bool {
	return (r.Art == RueckFrage || r.Art == RueckVermisst) && (r.Antwort == nil || r.Antwort.Grund != "" || r.Antwort.Meldung != "")
}
