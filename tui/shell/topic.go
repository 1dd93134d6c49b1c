package shell

import (
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/field"
)

// Where the manual speaks of what. A test keeps every screen and every field of
// the table on an anchor that exists.

// fieldAnchors are the paragraphs of fields by the beginning of their id, and by
// a part of it; the first that fits counts.
var fieldAnchors = []struct{ id, anchor string }{
	{"Patient.Vers", "versicherung"}, {"Patient", "person"}, {"Meldebegruendung", "widerspruch"}, {"Einwilligung_nicht_meldepflichtig", "widerspruch"},
	{"Tumorzuordnung", "tumor"}, {"Anmerkung", "anmerkung"}, {"Menge_Zusatzitem", "anmerkung"},
	{"Diagnose.Modul_", "module"}, {"Pathologie.Modul_", "module"}, {"OP.Modul_", "module"}, {"ST.Modul_", "module"}, {"SYST.Modul_", "module"},
	{"Verlauf.Modul_", "module"}, {"Tod.Modul_", "module"},
	{"Diagnose", "diagnose"}, {"Pathologie", "pathologie"}, {"OP", "op"}, {"ST.", "st"}, {"ST", "st"}, {"SYST", "syst"}, {"Verlauf", "verlauf"},
	{"Tod", "tod"}, {"Tumorkonferenz", "tumorkonferenz"},
	{"", "angaben"},
}

// TopicAnchors are the paragraphs a field is explained by: what it is about,
// then how it is filled.
func TopicAnchors(t forms.Topic) []string {
	if t.Row == nil {
		return []string{"gesperrt"}
	}
	for _, a := range fieldAnchors {
		if strings.HasPrefix(t.ID, a.id) {
			return []string{a.anchor, fillAnchor(t)}
		}
	}
	return nil
}

// fillAnchor is the paragraph about filling in a kind of field.
func fillAnchor(t forms.Topic) string {
	switch {
	case t.Formula || strings.Contains(t.ID, "TNM.") || strings.HasSuffix(t.ID, "TNM"):
		return "tnm"
	case !t.Row.Leaf():
		return "gruppen"
	}
	switch t.Row.Type.Kind {
	case field.Date, field.Year:
		return "datum"
	case field.Code:
		return "codes"
	case field.Enum, field.Flag, field.Branch:
		return "auswahl"
	}
	return "texte"
}
