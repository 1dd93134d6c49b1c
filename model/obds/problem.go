package obds

import "strconv"

// Problem says where a document is not what the schema demands. The ids are
// for ever.
type Problem struct {
	ID        string // "S-Pflicht", see the constants
	Text      string // German sentence; quotes no value
	MeldungID string // the report it stands in, "" outside reports
	Path      string // element path: "/oBDS/Menge_Patient/Patient[2]/…/Diagnose/cTNM/T"
	Field     string // field id within the report, "" where no field is meant
	Line      int    // line of the document, counted from 1
}

// The ids of problems.
const (
	BadRoot      = "S-Wurzel"      // the document is no oBDS document
	BadVersion   = "S-Version"     // a schema version this program does not know
	BadNamespace = "S-Namensraum"  // an element of another namespace
	BadElement   = "S-Element"     // an element that does not belong here
	BadOrder     = "S-Reihenfolge" // an element at the wrong place in the sequence
	BadCount     = "S-Anzahl"      // an element too often
	BadChoice    = "S-Auswahl"     // a second branch of a choice
	Missing      = "S-Pflicht"     // a mandatory element or attribute is missing
	BadAttribute = "S-Attribut"    // an attribute that does not belong here
	BadText      = "S-Text"        // text where only elements may stand
	BadValue     = "S-Wert"        // a value that does not fit its type
	BadType      = "S-Typ"         // xsi:type or xsi:nil that the schema does not allow
	Duplicate    = "S-ID"          // a Patient_ID, Meldung_ID or Melder ID given twice
	UnknownRef   = "S-Melder"      // a Melder_ID that no Melder has
)

// OddCharacter is the id of notes about control characters, which the schema
// accepts.
const OddCharacter = "S-Zeichen"

// Note says what a reader could not carry into a report, or carried in another
// spelling, or what somebody should have a look at.
type Note struct {
	ID        string // OddCharacter, "" for what has no id
	Text      string // German sentence
	MeldungID string
	Path      string
	Line      int
	Lost      bool // something of the document is not in the report
}

// Refusal is a document that cannot be read at all: no XML, cut off, hostile,
// or in an unknown encoding.
type Refusal struct {
	Text string // German sentence; quotes no value
	Path string // element path of what was being read
	Line int    // counted from 1
}

// Error is the German sentence with its line.
func (r *Refusal) Error() string {
	if r.Line == 0 {
		return r.Text
	}
	return "Zeile " + strconv.Itoa(r.Line) + ": " + r.Text
}
