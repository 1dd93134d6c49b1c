package tumour

import (
	"cmp"
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Source is a report as the register has it. Its identity is not needed.
type Source struct {
	Number   string      // by which origins are told
	Received model.Datum // day it came
	Report   *model.Report
}

// Tumour is a primary tumour of a person.
type Tumour struct {
	Sources []Source // about it, by diagnosis and number
	Best    []Value  // what is known, in the order of best.go
	// Incident says whether it counts as a new case by the international rules: not a
	// second side, nor the same organ and histology again.
	Incident bool
	Why      string   // German: why it is a tumour of its own, or does not count
	Doubts   []string // German: what somebody should look at
}

// Value is what is known of a tumour in one respect.
type Value struct {
	Field, Label, Value string
	From                string  // number of the report it is of
	Rule                string  // German: why this one
	Others              []Other // what contradicts it
}

// Other is what another report says.
type Other struct{ Value, From string }

// Get is the value of a field, "" where nothing is known.
func (t *Tumour) Get(field string) string {
	for i := range t.Best {
		if t.Best[i].Field == field {
			return t.Best[i].Value
		}
	}
	return ""
}

// Chosen is the report a field's value is of, nil where nothing is known.
func (t *Tumour) Chosen(field string) *model.Report {
	i := slices.IndexFunc(t.Best, func(v Value) bool { return v.Field == field })
	if i < 0 {
		return nil
	}
	for at := range t.Sources {
		if t.Sources[at].Number == t.Best[i].From {
			return t.Sources[at].Report
		}
	}
	return nil
}

// Staging is the classification that was chosen, clinical or of the specimen; nil where
// there is none.
func (t *Tumour) Staging(specimen bool) *model.TNM {
	field := CTNM
	if specimen {
		field = PTNM
	}
	r := t.Chosen(field)
	if r == nil {
		return nil
	}
	return stage(r, specimen)
}

// Histology is the finding the morphology was chosen from; nil where there is none.
func (t *Tumour) Histology() *model.Histologie {
	r := t.Chosen(Morphologie)
	if r == nil {
		return nil
	}
	return histologie(r)
}

// Conflicts are the values that something contradicts.
func (t *Tumour) Conflicts() (all []Value) {
	for _, v := range t.Best {
		if len(v.Others) > 0 {
			all = append(all, v)
		}
	}
	return all
}

// Of are the tumours of one person, the first diagnosed in front.
func Of(sources []Source) []Tumour {
	var all []Tumour
	for _, one := range housed(sources) {
		at := slices.IndexFunc(all, func(t Tumour) bool { return same(&t, &one) })
		if at < 0 {
			all = append(all, one)
			continue
		}
		joined := tumourOf(slices.Concat(all[at].Sources, one.Sources))
		joined.Doubts = append(joined.Doubts, apart(&all[at], &one)...)
		all[at] = joined
	}
	slices.SortStableFunc(all, byDay)
	for i := range all {
		all[i].count(all[:i])
	}
	return all
}

// housed are the reports of each house and Tumor_ID together: a house knows which of its
// reports are about one tumour. Those that say most come first, so that what is not
// specified joins what is.
func housed(sources []Source) (all []Tumour) {
	by := map[string][]Source{}
	for _, s := range sources {
		m := &s.Report.Meldung
		key := strings.Join([]string{string(m.MelderID), string(s.Report.Patient.PatientID), string(m.Tumorzuordnung.TumorID)}, "\x1f")
		if m.MelderID == "" || m.Tumorzuordnung.TumorID == "" { // an id says something within its house only
			key = "\x1f" + s.Number
		}
		by[key] = append(by[key], s)
	}
	for _, s := range by {
		all = append(all, tumourOf(s))
	}
	slices.SortFunc(all, func(a, b Tumour) int {
		return cmp.Or(cmp.Compare(a.vague(), b.vague()), byDay(a, b), cmp.Compare(a.Sources[0].Number, b.Sources[0].Number))
	})
	return all
}

func byDay(a, b Tumour) int {
	return cmp.Or(cmp.Compare(a.Get(Diagnosedatum), b.Get(Diagnosedatum)), cmp.Compare(a.Sources[0].Number, b.Sources[0].Number))
}

// tumourOf is what reports say that are about one tumour.
func tumourOf(sources []Source) Tumour {
	slices.SortFunc(sources, func(a, b Source) int {
		return cmp.Or(cmp.Compare(a.Report.Meldung.Tumorzuordnung.Diagnosedatum.Digits(), b.Report.Meldung.Tumorzuordnung.Diagnosedatum.Digits()), cmp.Compare(a.Number, b.Number))
	})
	return Tumour{Sources: sources, Best: best(sources)}
}

// vague is how little a tumour says of itself.
func (t *Tumour) vague() (n int) {
	if nowhere(t.Get(ICD)) {
		n += 4
	}
	switch t.histology() {
	case 0, AnyCarcinoma, AnyBlood, AnyCancer:
		n += 2
	}
	if !sided(t.Get(Seite)) {
		n++
	}
	return n
}

func (t *Tumour) histology() Histology { return HistologyOf(t.Get(Morphologie), t.Get(ICD)) }

func (t *Tumour) organ() string { return organ(siteOf(t.Get(Topographie), t.Get(ICD))) }

func sided(side string) bool { return side == "L" || side == "R" }

// same reports whether reports of another house are about a tumour: the same for the
// international rules, and of the same side.
func same(t, o *Tumour) bool { return counted(t, o) && !twoSides(t, o) }

// counted reports whether the international rules count two tumours as one.
func counted(t, o *Tumour) bool {
	h, g := t.histology(), o.histology()
	switch {
	case h.differs(g):
		return false
	case secondary(t.Get(ICD)) || secondary(o.Get(ICD)): // a metastasis is of the tumour that is known
		return true
	case h.systemic() && g.systemic():
		return true
	}
	return t.organ() != "" && t.organ() == o.organ()
}

// twoSides reports whether two tumours are of different sides of a pair, and recorded
// apart for it.
func twoSides(t, o *Tumour) bool {
	a, b := t.Get(Seite), o.Get(Seite)
	if !sided(a) || !sided(b) || a == b {
		return false
	}
	days, _ := model.Datum(t.Get(Diagnosedatum)).DaysTo(model.Datum(o.Get(Diagnosedatum)))
	return !bothSidesOne(siteOf(t.Get(Topographie), t.Get(ICD)), t.Get(Morphologie), days)
}

// long is from how many days on two diagnoses of one tumour are worth a look (five years).
const long = 5 * 365

// apart is what is odd about two houses' reports of one tumour.
func apart(t, o *Tumour) (doubts []string) {
	if days, known := model.Datum(t.Get(Diagnosedatum)).DaysTo(model.Datum(o.Get(Diagnosedatum))); known && max(days, -days) > long {
		doubts = append(doubts, "Die Diagnosedaten liegen mehr als fünf Jahre auseinander: Rezidiv oder neuer Tumor?")
	}
	if secondary(o.Get(ICD)) {
		doubts = append(doubts, "Ein Haus meldet eine Metastase als Primärtumor.")
	}
	return doubts
}

// count says whether a tumour counts beside those that were diagnosed before.
func (t *Tumour) count(earlier []Tumour) {
	t.Incident, t.Why = true, "eigener Tumor: anderes Organ oder andere Histologiegruppe"
	if len(earlier) == 0 {
		t.Why = "erster Tumor der Person"
	}
	for i := range earlier {
		if counted(&earlier[i], t) {
			t.Incident, t.Why = false, "zählt nicht neu: zweite Seite des Organs, gleiche Histologiegruppe"
		}
	}
	if nowhere(t.Get(ICD)) && len(earlier) > 0 {
		t.Doubts = append(t.Doubts, "Unbekannter Primärtumor neben einem bekannten: bitte prüfen.")
	}
}
