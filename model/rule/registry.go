package rule

import (
	"sort"

	"example.org/meldeportal/model/land"
)

// topics are the content rules, one slice for each topic file, in the order of
// their ids. A new topic is a file with a slice and a line here.
var topics = [][]Rule{
	person,
	meldung,
	tumor,
	verschluesselung,
	sicherung,
	gleicherTumor,
	selten,
	histologie,
	tnm,
	stadium,
	op,
	st,
	syst,
	verlauf,
	tod,
	tumorkonferenz,
	modul,
	dkkr,
	verbund,
	freitext,
	ort,
	kategorie,
	klassifikation,
	eingriff,
	strahlung,
	kodes,
	wirkstoff,
	alter,
	abstand,
	doppelt,
	platzhalter,
	widerspruch,
	stadiumTNM,
}

// derivedRules describe what required.go, shape.go, unlisted.go and unread.go find,
// for the catalogue.
var derivedRules = []Rule{
	{ID: idListe, Severity: Warnung, Source: "PRX", Text: "Ein eigener Text steht nicht in der Liste, die das Feld vorschlägt."},
	{ID: idRest, Severity: Warnung, Source: "PRX", Text: "Ein Teil der TNM-Formel ist in kein Feld übernommen."},
	{ID: idMinimum, Severity: Warnung, Source: "HKR", Text: "Eine Angabe der Mindestanforderungen fehlt."},
	{ID: idFassung, Severity: Fehler, Source: "X", Text: "Eine Angabe hat in der Fassung, in der gesendet wird, keinen Platz."},
	{ID: idForm, Severity: Fehler, Source: "X", Text: "Eine Angabe hat nicht die Form, die das Schema verlangt."},
	{ID: idPflicht, Severity: Fehler, Source: "X", Text: "Eine Angabe fehlt, die das Schema verlangt."},
}

// catalogue holds the content rules that Check runs, in id order.
var catalogue = inOrder(topics)

func inOrder(topics [][]Rule) []Rule {
	var all []Rule
	for _, topic := range topics {
		all = append(all, topic...)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	return all
}

// Rules is the whole catalogue in id order: what is derived from the field
// table (E-…, M-…, S-…; their Find is nil) and the content rules (P-…), with those
// that speak in the work list only.
func Rules() []Rule { return inOrder([][]Rule{derivedRules, catalogue, arbeitsliste}) }

// RulesIn is the catalogue as it stands in a Land: in its words, as strict as it
// wants it, from its days on.
func RulesIn(l *land.Land) []Rule {
	rules := Rules()
	for i := range rules {
		r := &rules[i]
		r.Severity = Config{Land: l}.SeverityOf(r)
		r.Text, r.From = l.Say(r.Text), r.from(l)
	}
	return rules
}

// Lookup finds a rule of the catalogue by its id.
func Lookup(id string) (Rule, bool) {
	for _, r := range Rules() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
