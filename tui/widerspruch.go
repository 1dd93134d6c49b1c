package tui

import (
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/style"
)

// A person who has objected is marked where one works on her reports and in the
// lists that lead there: her identity data are for the treatment file alone. In a
// list a letter stands for the word, the code of the Meldebegründung.
const (
	objectionMark = "W "
	objectionHead = "Name, W=Widerspruch" // of the column, fits where the name does

	// objectionMeans is what follows from it for whoever works on the record.
	objectionMeans = "Weiter melden, nicht mit I. Personendaten nur für die Behandlung."
	// objectionFile is what follows from it for a file with her data.
	objectionFile = "Identitätsdaten dieser Person nur für die Behandlung aufbewahren; bitte die Datei nicht weitergeben."
)

// objected marks the title of a screen about a person. Titles are plain: the frame
// lets no escape sequence through.
func objected(title string, objects bool) string {
	if !objects {
		return title
	}
	return people.ObjectionWord + " " + style.DotSign + " " + title
}

// objectionIn is the word among what else is told of a person, "" where there is
// nothing to tell.
func objectionIn(objects bool) string {
	if !objects {
		return ""
	}
	return people.ObjectionWord
}

// markName marks the name of a person in a list.
func markName(name string, objects bool) string {
	if !objects {
		return name
	}
	return objectionMark + name
}
