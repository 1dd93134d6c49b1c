package dataset

import "example.org/meldeportal/model/field"

// folgen say what follows from a choice, for those whose consequences reach
// beyond the field (hessen.md 7 and 8: who pays, who is told, who may object).
var folgen = map[*field.Type]map[string]string{
	Meldebegruendung: {
		"I": "Die Person wurde über Meldung und Widerspruchsrecht informiert und hat nicht widersprochen.",
		"A": "Bitte in der Anmerkung den Grund nennen, warum die Information schaden würde.",
		"D": "Nur ohne eigenen Kontakt zur Person; informieren muss dann die einsendende Stelle.",
		"W": "Widerspruch wird mit dieser Meldung an die Vertrauensstelle weitergegeben. Identitätsdaten werden dort nach Bildung der Kontrollnummern gelöscht.",
		"V": "Bitte das Sterbedatum melden: als Meldung „Tod“, wenn es noch nicht geschehen ist.",
	},
	Ersatzkode: {
		"970000011": "Zahlt vollständig selbst. Achtung: Mit Ersatzkode kann die Vergütung entfallen.",
		"970000022": "Bitte den Namen der Kasse ergänzen. Achtung: Mit Ersatzkode kann die Vergütung entfallen.",
		"970000099": "Nur, wenn gar nichts bekannt ist. Achtung: Mit Ersatzkode kann die Vergütung entfallen.",
		"970001001": "Etwa Justizvollzug. Achtung: Mit Ersatzkode kann die Vergütung entfallen.",
		"970100001": "Kosten trägt das Sozialamt. Achtung: Mit Ersatzkode kann die Vergütung entfallen.",
	},
	field.Selector: {
		"Versichertendaten_GKV":      "Vergütet wird mit IK und Versichertennummer.",
		"Versichertendaten_PKV":      "Für die Vergütung genügt das IK der Versicherung.",
		"Versichertendaten_Sonstige": "Mit IK oder Ersatzkode. Achtung: Mit Ersatzkode kann die Vergütung entfallen.",
	},
}

// Folge is what follows from a choice in a field of a type, "" where there is
// nothing to say.
func Folge(typ *field.Type, code string) string { return folgen[typ][code] }
