// Package rights says what people do at a workplace, as values: every act that
// changes something or takes something out has an Action, which says in German what
// was done, and which role it needs. Roles are freely combined.
//
// It promises: an action's id is for ever, as what was written down under it stays
// written down; nothing here knows who somebody is. sync/store asks for the role and
// writes the line, in the transaction of the act; the faces say before that an act is
// off. Start with Action.
package rights

import (
	"slices"
	"strings"
)

// Roles are what a person may do: any combination of the four.
type Roles uint8

// The roles (issue of the locked desk): master data, medical content, what reaches the
// registry, and the store itself.
const (
	Stammdaten Roles = 1 << iota
	Medizin
	Absenden
	Verwaltung

	None Roles = 0
	All        = Stammdaten | Medizin | Absenden | Verwaltung
)

// roleNames are the roles in the order they are told.
var roleNames = []struct {
	role Roles
	name string
	help string
}{
	{Stammdaten, "Stammdaten", "Personen anlegen und ihre Stammdaten ändern"},
	{Medizin, "Medizin", "Meldungen schreiben, übernehmen, in Dateien sichern und gesendete öffnen"},
	{Absenden, "Absenden", "Meldungen abschließen, zurückhalten, Löschung beantragen, Papiermeldung vermerken"},
	{Verwaltung, "Verwaltung", "Zugänge und Rollen, Protokoll, Export und Sicherung nach außen; mit Stammdaten: Personen löschen"},
}

// Has reports that all roles of need are there.
func (r Roles) Has(need Roles) bool { return r&need == need }

// Names are the roles by name.
func (r Roles) Names() (names []string) {
	for _, n := range roleNames {
		if r.Has(n.role) {
			names = append(names, n.name)
		}
	}
	return names
}

func (r Roles) String() string {
	if r == None {
		return "keine Rolle"
	}
	return strings.Join(r.Names(), ", ")
}

// Help says of each role what it is for.
func Help() (lines []string) {
	for _, n := range roleNames {
		lines = append(lines, n.name+": "+n.help)
	}
	return lines
}

// Parse reads roles as they are typed: names with blanks or commas between, by their
// beginning; "alle" and "keine". It says which word is none of them.
func Parse(typed string) (r Roles, wrong string) {
	words := strings.FieldsFunc(strings.ToLower(typed), func(c rune) bool { return c == ',' || c == ' ' || c == ';' || c == '+' })
	for _, word := range words {
		switch i := slices.IndexFunc(roleNames, func(n struct {
			role       Roles
			name, help string
		}) bool {
			return strings.HasPrefix(strings.ToLower(n.name), word)
		}); {
		case word == "alle":
			r = All
		case word == "keine":
			r = None
		case i < 0:
			return None, word
		default:
			r |= roleNames[i].role
		}
	}
	return r, ""
}
