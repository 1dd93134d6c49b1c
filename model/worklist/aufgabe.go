package worklist

import (
	"time"

	"example.org/meldeportal/model"
)

// Aufgabe is one thing on the work list: what waits for somebody to do it.
type Aufgabe struct {
	Art                Aufgabenart
	Frage              Frage  // that makes it a task
	Sache              string // what is asked about, see Offen
	CaseID             string
	Person             string // "Müller, Anna", for the list
	Widerspruch        bool   // the person has objected
	Typ                model.Zweig
	Meldeanlass        model.Code    // its sub-occasion, "" where its type has none
	Sendung            model.Sendung // of a delivery
	Ergebnis           model.Ergebnis
	Ersetzt            string      // Transaktionsnummer of what it corrects or asks to delete, "" = none
	Event              model.Datum // the date the report is about
	Frist              model.Datum // last day of the 12 weeks, "" where none runs
	TumorID            model.Text  // the tumour it is about, "" = not known
	Zustaendig         string      // in whose hands it is, by login name, "" = not known
	InArbeit           string      // who has its draft open at another program just now, "" = nobody
	DraftID            string      // the draft it is about, "" = none
	Fassung            string      // of that draft, see model.Draft
	Transaktionsnummer string      // the delivery it is about, "" = none
	Text               string      // German: what is to be done, or why it waits
	Sperre             *model.Sperre
	Entscheid          *Entscheid          // what was decided about it, nil = nothing
	Settled            time.Time           // of an answer
	Angenommen         *Angenommen         // of AufgabeAngenommen: how many answers it stands for
	Vermisst           *model.Rueckmeldung // of AufgabeVermisst: what the registry lacks
}

// Open reports whether somebody has to do something now.
func (a *Aufgabe) Open() bool {
	return a.Art != AufgabeAngenommen && a.Art != AufgabeAufgeschoben && a.Art != AufgabeErledigt
}

// In reports whether a task belongs to a kind that is asked for, or with "" to what is to
// be done and the good news.
func (a *Aufgabe) In(asked Aufgabenart) bool {
	return a.Art == asked || asked == "" && (a.Open() || a.good())
}

// Count is how many tasks there are of each kind, and under "" what is to be done. The
// good answers are counted one by one.
func Count(all []Aufgabe) map[Aufgabenart]int {
	counts := map[Aufgabenart]int{}
	for i := range all {
		a := &all[i]
		if counts[a.Art]++; a.Open() {
			counts[""]++
		}
		if a.good() {
			counts[a.Art] = a.Angenommen.Anzahl()
		}
	}
	return counts
}

// Aufgabenart says why something is on the work list.
type Aufgabenart string

// What there is to do, the most urgent first.
const (
	AufgabeBeschaedigt  Aufgabenart = "beschaedigt"  // nobody can read it
	AufgabeAbgelehnt    Aufgabenart = "abgelehnt"    // the registry refused a report
	AufgabeRueckfrage   Aufgabenart = "rueckfrage"   // the registry asks about a report
	AufgabeVermisst     Aufgabenart = "vermisst"     // the registry lacks a report
	AufgabeFrist        Aufgabenart = "frist"        // a draft whose deadline is near or over
	AufgabeEntwurf      Aufgabenart = "entwurf"      // a draft that is not complete
	AufgabeAntwort      Aufgabenart = "antwort"      // the registry refused a request, or took a report otherwise, nobody has looked yet
	AufgabeGegenstueck  Aufgabenart = "gegenstueck"  // a counterpart is missing: an end, a therapy
	AufgabeAngenommen   Aufgabenart = "angenommen"   // all good answers nobody has looked at, one line
	AufgabeWartet       Aufgabenart = "wartet"       // a delivery on its way
	AufgabeGesperrt     Aufgabenart = "gesperrt"     // held back until a day that has not come
	AufgabeAufgeschoben Aufgabenart = "aufgeschoben" // somebody put it off to a day that has not come
	AufgabeErledigt     Aufgabenart = "erledigt"     // somebody settled it
)
