package rule

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

const (
	idMeldungID = "Meldung_ID"
	idPatientID = "Patient.Patient_ID"
)

func findReusedMeldungID(c *Case, hit Hit) {
	for _, p := range c.History {
		if sameMeldung(c.Report, p.Report) && otherMatter(c.Report, p.Report) {
			hit(ids(idMeldungID), "id", string(c.Report.Meldung.MeldungID))
			return
		}
	}
}

// otherMatter reports whether two reports are about different patients, tumours
// or occasions.
func otherMatter(a, b *model.Report) bool {
	return a.Patient.PatientID != b.Patient.PatientID ||
		a.Meldung.Tumorzuordnung.TumorID != b.Meldung.Tumorzuordnung.TumorID ||
		a.Meldung.Typ != b.Meldung.Typ
}

func findUnchanged(c *Case, hit Hit) {
	for _, p := range c.History {
		if p.Sent && sameMeldung(c.Report, p.Report) && SameContent(c.Report, p.Report, c.config.In()) {
			hit(ids(idMeldungID), "datum", p.Report.Meldedatum.German())
			return
		}
	}
}

// findTellingPatientID finds the id that stands for the person in every report, so
// that it must not say who that is.
func findTellingPatientID(c *Case, hit Hit) {
	id, about := string(c.Report.Patient.PatientID), c.tellings()
	if id != "" && (about.in(id) || about.more(id)) {
		hit(ids(idPatientID), "feld", Label(c, idPatientID))
	}
}

// more reports whether an id has a forename as a word or the birth date with a
// short year as a number of its own.
func (t *telling) more(id string) bool {
	folded := catalog.Fold(id)
	for _, name := range t.forenames {
		if len(name) >= 4 && hasWord(folded, name) {
			return true
		}
	}
	if t.born == "" {
		return false
	}
	numbers := strings.FieldsFunc(dateMarks.Replace(id), func(r rune) bool { return !unicode.IsDigit(r) })
	year, month, day := t.born[2:4], t.born[5:7], t.born[8:10]
	return slices.Contains(numbers, day+month+year) || slices.Contains(numbers, year+month+day)
}

var dateMarks = strings.NewReplacer(".", "", "/", "")

// findTellingID looks at all other ids.
func findTellingID(c *Case, hit Hit) {
	about := c.tellings()
	for _, id := range idents(c.Report) {
		if id.ID != idPatientID && id.Code != "" && about.in(id.Code) {
			hit(ids(id.ID), "feld", Label(c, id.ID))
		}
	}
}

// idents are the ids this program gives, all that a report carries.
func idents(r *model.Report) []coded {
	m := &r.Meldung
	all := append(make([]coded, 0, 8),
		coded{idPatientID, string(r.Patient.PatientID)},
		coded{idMeldungID, string(m.MeldungID)},
		coded{idTumorID, string(m.Tumorzuordnung.TumorID)})
	if id := eventIdent(m); id.Code != "" {
		all = append(all, id)
	}
	if h, id := histologieOf(r); h != nil && h.HistologieID != "" {
		all = append(all, coded{id + ".Histologie_ID", string(h.HistologieID)})
	}
	for _, t := range tnmBlocks(r) {
		if t.TNM.ID != "" {
			all = append(all, coded{t.ID + ".ID", string(t.TNM.ID)})
		}
	}
	return all
}

// eventIdent is the id of the reported event.
func eventIdent(m *model.Meldung) coded {
	switch {
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		return coded{"Pathologie.Befund_ID", string(m.Pathologie.BefundID)}
	case m.Typ == model.TypOP && m.OP != nil:
		return coded{"OP.OP_ID", string(m.OP.OPID)}
	case m.Typ == model.TypST && m.ST != nil:
		return coded{"ST.ST_ID", string(m.ST.STID)}
	case m.Typ == model.TypSYST && m.SYST != nil:
		return coded{"SYST.SYST_ID", string(m.SYST.SYSTID)}
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		return coded{"Verlauf.Verlauf_ID", string(m.Verlauf.VerlaufID)}
	case m.Typ == model.TypTod && m.Tod != nil:
		return coded{"Tod.Abschluss_ID", string(m.Tod.AbschlussID)}
	case m.Typ == model.TypTumorkonferenz && m.Tumorkonferenz != nil:
		return coded{"Tumorkonferenz.Tumorkonferenz_ID", string(m.Tumorkonferenz.TumorkonferenzID)}
	}
	return coded{}
}

// telling is what an id must not contain.
type telling struct {
	names     []string // folded surnames, of today and of birth
	forenames []string // folded
	born      string   // birth date, JJJJ-MM-TT
	numbers   []string // birth date in both orders, insurance number
}

func tellings(s *model.Stammdaten) telling {
	t := telling{forenames: strings.Fields(catalog.Fold(string(s.Vornamen)))}
	for _, name := range []model.Text{s.Nachname, s.Geburtsname} {
		if folded := catalog.Fold(string(name)); folded != "" {
			t.names = append(t.names, folded)
		}
	}
	if day := s.Geburtsdatum.Day(); day != "" {
		t.born = day[:len(time.DateOnly)]
		year, month, day := day[:4], day[5:7], day[8:10]
		t.numbers = append(t.numbers, year+month+day, day+month+year)
	}
	if nr := s.Versichertennummer(); len(nr) >= 5 {
		t.numbers = append(t.numbers, catalog.Compact(nr))
	}
	return t
}

// in reports whether an id says something about the person. Names of less than
// four letters must stand apart, they occur in random ids.
func (t *telling) in(id string) bool {
	folded := catalog.Fold(id)
	for _, name := range t.names {
		if len(name) >= 4 && strings.Contains(folded, name) || hasWord(folded, name) {
			return true
		}
	}
	bare := strings.ReplaceAll(folded, " ", "")
	for _, number := range t.numbers {
		if strings.Contains(bare, number) {
			return true
		}
	}
	return false
}

func findNameInText(c *Case, hit Hit) {
	name := catalog.Fold(string(stamm(c).Nachname))
	if len(name) < 4 {
		return
	}
	for _, text := range freeTexts(c.Report) {
		if hasWord(catalog.Fold(text.Code), name) {
			hit(ids(text.ID), "feld", Label(c, text.ID))
		}
	}
	for _, text := range medicalTexts(c.Report) {
		if namesPerson(text.Code, stamm(c)) {
			hit(ids(text.ID), "feld", Label(c, text.ID))
		}
	}
}

// namesPerson reports whether a medical text has a surname of the person as a word
// with a capital letter. Where it is a word of everyday speech ("Klein"), it counts
// only beside a forename or a form of address.
func namesPerson(text string, s *model.Stammdaten) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	for _, surname := range []model.Text{s.Nachname, s.Geburtsname} {
		name := catalog.Fold(string(surname))
		if len(name) < 4 || strings.Contains(name, " ") {
			continue
		}
		for i, word := range words {
			first, _ := utf8.DecodeRuneInString(word)
			if unicode.IsUpper(first) && catalog.Fold(word) == name && (!in(name, alltagswort...) || addressed(words, i, s)) {
				return true
			}
		}
	}
	return false
}

// alltagswort are surnames, folded, that findings use in another sense.
var alltagswort = []string{
	"bauch", "berg", "brand", "braun", "bruch", "ernst", "fuss", "gelb", "gross", "grosse", "grosser", "grau", "gruen", "hart", "haut",
	"heil", "herz", "hoch", "horn", "jung", "kern", "klein", "kleine", "kleiner", "knoten", "kopf", "krebs", "kurz", "kurze", "lang", "lange",
	"langer", "link", "loch", "magen", "mann", "mueller", "nagel", "rand", "recht", "roth", "ring", "scharf", "schmal", "schwarz", "sommer",
	"stark", "stein", "stern", "stiel", "tief", "voll", "weiss", "weisse", "winter", "wolff", "zahn",
	"barrett", "bowen", "burkitt", "hodgkin", "paget", "merkel", "klatskin", "wilms", "ewing", "brenner", "hassall", "langerhans", "warthin",
}

// addressed reports whether the word at i stands beside a forename of the person
// or a form of address.
func addressed(words []string, i int, s *model.Stammdaten) bool {
	beside := func(j int) bool {
		if j < 0 || j >= len(words) {
			return false
		}
		word := catalog.Fold(words[j])
		return in(word, "herr", "herrn", "frau", "patient", "patientin", "pat", "name") ||
			slices.Contains(strings.Fields(catalog.Fold(string(s.Vornamen))), word)
	}
	return beside(i-1) || beside(i+1)
}

// medicalTexts are the findings in words that are not empty.
func medicalTexts(r *model.Report) []coded {
	var all []coded
	m := &r.Meldung
	if m.Typ == model.TypDiagnose {
		all = append(all, coded{"Diagnose.Primaertumor_Diagnosetext", string(model.OrEmpty(m.Diagnose).PrimaertumorDiagnosetext)})
	}
	if m.Typ == model.TypPathologie {
		all = append(all, coded{"Pathologie.Befundtext", string(model.OrEmpty(m.Pathologie).Befundtext)})
	}
	if h, id := histologieOf(r); h != nil {
		all = append(all, coded{id + ".Morphologie_Freitext", string(h.MorphologieFreitext)})
	}
	return slices.DeleteFunc(all, func(text coded) bool { return text.Code == "" })
}

// freeTexts are the remarks of a report that are not empty.
func freeTexts(r *model.Report) []coded {
	var all []coded
	note := func(id string, text model.Text) {
		if text != "" {
			all = append(all, coded{id, string(text)})
		}
	}
	note("Patient.Anmerkung", r.Patient.Anmerkung)
	for i, z := range r.Meldung.MengeZusatzitem {
		note(item("Menge_Zusatzitem", i)+".Wert", z.Wert)
		note(item("Menge_Zusatzitem", i)+".Bemerkung", z.Bemerkung)
	}
	note("Anmerkung", r.Meldung.Anmerkung)
	return all
}

// label is the German label of a field; of the code of a code block, the block's.
func Label(c *Case, id string) string {
	b, ok := field.Lookup(dataset.Report, c.Report, id)
	if !ok {
		return id
	}
	return labelOf(&b)
}

func labelOf(b *field.Bound) string {
	up, ok := b.Up()
	switch {
	case ok && b.Row.ID == "" && b.Row.Leaf() && !up.Row.List():
		return up.Row.Label
	case ok && b.Row.Label == "Datum" && up.Row.Label != "": // a report has a dozen of them
		return "Datum bei „" + up.Row.Label + "“"
	}
	return b.Row.Label
}
