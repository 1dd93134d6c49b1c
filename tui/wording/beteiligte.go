package wording

import (
	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
)

// People says who worked at a report, by login name; "" where nobody knows.
func People(b *model.Beteiligte) string {
	var parts []string
	for _, p := range []struct{ did, who string }{{"verfasst", b.Verfasst}, {"bearbeitet", b.Bearbeitet}, {"abgeschlossen", b.Abgeschlossen}} {
		if p.who != "" {
			parts = append(parts, p.did+" von "+forms.Clean(p.who))
		}
	}
	if b.Verfasst != "" && b.Verfasst == b.Bearbeitet && b.Verfasst == b.Abgeschlossen {
		return forms.Clean(b.Verfasst)
	}
	return JoinedBy(", ", parts...)
}

// EditedBy says who has a draft open just now, "" where nobody has.
func EditedBy(login string) string {
	if login == "" {
		return ""
	}
	return "wird gerade bearbeitet von " + forms.Clean(login)
}

// JoinedBesides says that somebody has opened a report that is being written here, and what
// to do.
func JoinedBesides(login string) string {
	return forms.Clean(login) + " hat diese Meldung jetzt auch offen. Bitte einfach weiterschreiben: Was beide eingeben, bleibt."
}

// OpenAt is EditedBy where there is little room.
func OpenAt(login string) string { return "offen bei " + forms.Clean(login) }

// OpenBriefly is OpenAt where there is even less.
func OpenBriefly(login string) string { return "offen: " + forms.Clean(login) }
