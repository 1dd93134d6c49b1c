package people

import (
	"strings"

	"example.org/meldeportal/model"
)

// Row is what the patient list shows of a case, kept small: a site may have
// a hundred thousand.
type Row struct {
	ID        string
	Name      string // "Müller, Anna"
	Born      string // "12.03.1950"
	Number    string // Patient_ID
	Insured   string // insurance number
	Sex       string
	Diagnosis string
	Typ       string
	Sub       string // its sub-occasion
	Date      model.Datum
	Drafts    int32
	Waiting   int32
	Rejected  int32
	Accepted  int32
	Paper     int32
	Objects   bool  // she has objected
	Damaged   bool  // nobody can read who it is
	Updated   int64 // milliseconds since 1970
}

// RowOf is what is shown of a case.
func RowOf(c *model.Case) Row {
	s := &c.Patient.Stammdaten
	return Row{
		ID: c.ID, Name: Name(c), Damaged: c.Damaged, Born: s.Geburtsdatum.German(), Number: string(c.Patient.PatientID),
		Insured: s.Versichertennummer(), Sex: string(s.Geschlecht),
		Diagnosis: string(c.Diagnosis), Typ: string(c.LastTyp), Sub: string(c.LastSub), Date: c.LastDate,
		Drafts: int32(c.Drafts), Waiting: int32(c.Waiting), Rejected: int32(c.Rejected), Accepted: int32(c.Accepted), Paper: int32(c.Paper),
		Objects: c.Widerspruch, Updated: c.Updated.UnixMilli(),
	}
}

// Name is the person of a case as lists show her.
func Name(c *model.Case) string {
	if c.Damaged {
		return Damaged(c.ID)
	}
	return NameOf(&c.Patient.Stammdaten)
}

// NameOf is a person by name alone: Nachname, Vornamen.
func NameOf(s *model.Stammdaten) string {
	name := strings.TrimSpace(string(s.Nachname) + ", " + string(s.Vornamen))
	return strings.Trim(name, ", ")
}

// DamagedWord is what lists say of a person nobody can read, and what finds them.
const DamagedWord = "beschädigt"

// Damaged stands in lists in the place of the name of a case nobody can read.
func Damaged(caseID string) string { return DamagedWord + " " + model.ShortID(caseID) }

// ObjectionWord is what is said of a person who has objected, and what finds them.
const ObjectionWord = "Widerspruch"
