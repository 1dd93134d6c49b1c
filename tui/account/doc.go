// Package account is what the portal keeps about a person and about her Einrichtung, without
// a picture: where she is signed in, what the registry stores of the Einrichtung and which
// changes were asked for. Both faces stand on it.
//
// It promises: a value is judged as the portal will judge it before it is asked for, and what
// the portal did not answer is not said to be so. Start with Site.
package account

import "example.org/meldeportal/tui/work"

// HomeActs are the ways there from where a person starts.
func HomeActs() []work.Act {
	return []work.Act{
		{Name: "einrichtung", Label: "Einrichtung", Help: "Was das Register über Ihre Einrichtung gespeichert hat, beantragte Änderungen und ihr Stand, Schulungen, Kontakt.", Quiet: true},
		{Name: "sitzungen", Label: "Meine Sitzungen", Help: "Wo Sie am Portal angemeldet sind; beendet eine Sitzung von hier aus oder alle anderen.", Quiet: true},
	}
}
