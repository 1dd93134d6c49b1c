package wording

import (
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/style"
)

// A person who has objected is marked where one works on her reports and in the
// lists that lead there: her identity data are for the treatment file alone. In a
// list a letter stands for the word, the code of the Meldebegründung.
const (
	objectionMark = "W "
	ObjectionHead = "Name, W=Widerspruch" // of the column, fits where the name does

	// ObjectionMeans is what follows from it for whoever works on the record.
	ObjectionMeans = "Weiter melden, nicht mit I. Personendaten nur für die Behandlung."
	// ObjectionFile is what follows from it for a file with her data.
	ObjectionFile = "Identitätsdaten dieser Person nur für die Behandlung aufbewahren; bitte die Datei nicht weitergeben."
)

// Objected marks the title of a screen about a person. Titles are plain: the frame
// lets no escape sequence through.
func Objected(title string, objects bool) string {
	if !objects {
		return title
	}
	return people.ObjectionWord + " " + style.DotSign + " " + title
}

// ObjectionIn is the word among what else is told of a person, "" where there is
// nothing to tell.
func ObjectionIn(objects bool) string {
	if !objects {
		return ""
	}
	return people.ObjectionWord
}

// MarkName marks the name of a person in a list.
func MarkName(name string, objects bool) string {
	if !objects {
		return name
	}
	return objectionMark + name
}
