package people

import (
	"strings"

	"example.org/meldeportal/model"
)

// Clash reports whether one Patient_ID stands for two people, who are told apart by
// the day of birth: a name changes, a day of birth is at most known more or less
// exactly. Else the Patient_ID says who a person is.
func Clash(a, b *model.Patient) bool {
	day, other := a.Stammdaten.Geburtsdatum, b.Stammdaten.Geburtsdatum
	return day.CertainlyAfter(other) || other.CertainlyAfter(day)
}

// Known reports whether a person is written down so far that a second record of
// her would be noticed: name, day of birth, and her insurance as far as it has a
// number.
func Known(s *model.Stammdaten) bool {
	_, born := s.Geburtsdatum.Time()
	insured := s.Versichertennummer() != "" || s.Versicherung != "" && s.Versicherung != model.VersicherungGKV
	return s.Nachname != "" && s.Vornamen != "" && born && insured
}

// Traits are what twins are looked for by: as long as they are the same, so are the
// twins.
func Traits(s *model.Stammdaten) string {
	return strings.Join([]string{string(s.Nachname), string(s.Vornamen), string(s.Geburtsdatum), s.Versichertennummer()}, "\x00")
}
