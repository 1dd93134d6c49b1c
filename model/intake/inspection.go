package intake

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Inspection is what an import would do, before anything is stored.
type Inspection struct {
	Absender model.Absender // of the first document
	Lines    []Line
}

// Line is a person or a report of the delivery, or what could not be read of it.
type Line struct {
	Key     string // the same in the next delivery of the same system
	Kind    Kind
	Who     string // the person, as lists show her; "" where it is about a document
	Text    string // German: what comes, and why it is asked
	At      Place
	Choices []Choice // possible ones, the proposed one first; none: there is nothing to decide
	Choice  Choice
}

// Place is where a document says something.
type Place struct {
	Name string
	Line int
}

// Kind is what a line is about. The words stand in the file of decisions.
type Kind string

// The kinds of lines.
const (
	NewPerson    Kind = "neue Person"
	KnownPerson  Kind = "bekannte Person"
	MaybeKnown   Kind = "vielleicht bekannte Person" // another Patient_ID, but the same number, or name and day of birth
	OtherPerson  Kind = "anderes Geburtsdatum"       // one Patient_ID, two people
	NewReport    Kind = "neue Meldung"
	SameReport   Kind = "schon vorhanden"
	SentReport   Kind = "schon gesendet"
	OtherReport  Kind = "anderer Inhalt"   // the same ids
	DoubleReport Kind = "doppelt"          // twice in the delivery
	NoReport     Kind = "nicht übernommen" // cannot be taken
	Mended       Kind = "richtiggestellt"  // read otherwise than it is written
)

// Kinds are all kinds in the order in which they are told.
var Kinds = []Kind{NewPerson, KnownPerson, MaybeKnown, OtherPerson, NewReport, SameReport, SentReport, OtherReport, DoubleReport, NoReport, Mended}

// Quiet reports that a line of this kind is as everybody expects it.
func (k Kind) Quiet() bool {
	return k == NewPerson || k == KnownPerson || k == NewReport || k == SameReport || k == Mended
}

// OfPerson reports that a line of this kind says who a person is, on which depends
// what her reports are.
func (k Kind) OfPerson() bool {
	return k == NewPerson || k == KnownPerson || k == MaybeKnown || k == OtherPerson
}

// Choice is what becomes of a line. The words stand in the file of decisions.
type Choice string

// The choices; SamePerson is followed by the Patient_ID of whom it is.
const (
	Open       Choice = "offen"
	Take       Choice = "übernehmen"
	Leave      Choice = "weglassen"
	Beside     Choice = "daneben" // a draft beside what is here
	SamePerson        = "dieselbe:"
)

// Is is the Patient_ID behind SamePerson, "" for another choice.
func (c Choice) Is() string {
	id, same := strings.CutPrefix(string(c), SamePerson)
	if !same {
		return ""
	}
	return id
}

// Became is what becomes of the line, in a word.
func (l *Line) Became() string {
	if l.Choice == "" {
		return "nichts zu tun"
	}
	return string(l.Choice)
}

// Count is how many lines there are of a kind.
func (i *Inspection) Count(k Kind) (n int) {
	for at := range i.Lines {
		if i.Lines[at].Kind == k {
			n++
		}
	}
	return n
}

// OpenLines are the places of the lines that somebody has to decide.
func (i *Inspection) OpenLines() (at []int) {
	for n := range i.Lines {
		if i.Lines[n].Choice == Open {
			at = append(at, n)
		}
	}
	return at
}

// Left is how many lines stay out though nobody has said so.
func (i *Inspection) Left() int { return len(i.OpenLines()) + i.Count(NoReport) }

// Takes reports whether there is anything to store.
func (i *Inspection) Takes() bool {
	return slices.ContainsFunc(i.Lines, func(l Line) bool { return !l.Kind.OfPerson() && (l.Choice == Take || l.Choice == Beside) })
}

// Carried is what an import has stored.
type Carried struct {
	Inspection
	Patients int    // new ones
	Reports  int    // new drafts, or reports sent elsewhere
	Report   string // the file that says what became of each line
}
