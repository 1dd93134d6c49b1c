package forms

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// The editions that are proposed with a code when the person confirms it. A
// stored edition is never replaced.
const (
	icdoEdition = "33"
	tnmEdition  = "8"
)

// derived reports that a field follows from another one: the edition of a code.
func derived(b field.Bound) bool {
	up, ok := b.Up()
	return ok && b.Row.ID == "Version" && (stands(up.Row.Part) || up.Row.Part == dataset.TNM || up.Row.Part == dataset.OPS)
}

// settled reports the field of an edition that is there, or has no code to be one of.
func (f *Form) settled(version field.Bound) bool {
	if !derived(version) || version.Get() != "" {
		return derived(version)
	}
	code, ok := field.Lookup(f.root, f.report, strings.TrimSuffix(version.ID, ".Version"))
	return ok && code.Row.Leaf() && code.Get() == ""
}

// derive stores the edition that goes with a code which was just confirmed, and
// takes it away with a code that was cleared.
func (f *Form) derive(code field.Bound, text string) {
	version, ok := f.edition(code)
	switch {
	case !ok:
	case text != "" && version.Get() == "" && code.Row.Type.Check(text) == nil:
		f.write(version.ID, f.proposal(version))
	case text == "" && code.Row.ID == "":
		f.write(version.ID, "")
	}
}

// dated reports that an edition is the one of a year.
func dated(b field.Bound) bool {
	return b.Row.Leaf() && derived(b) && (b.Row.Type == dataset.ICDVersion || b.Row.Type == dataset.Katalogjahr)
}

// redate proposes the editions that are missing beside their codes, once the
// date whose year decides about them is known: a duplicate and a template have
// codes before they have dates.
func (f *Form) redate(date string) {
	if date != diagnosisDate && !slices.ContainsFunc(eventDates, func(e eventDate) bool { return e.date == date }) {
		return
	}
	if b, ok := field.Lookup(f.root, f.report, date); !ok || !isDay(b.Get()) {
		return
	}
	var missing []field.Bound
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if dated(b) && b.Get() == "" && dateOf(b.ID) == date {
			missing = append(missing, b)
		}
		return true
	})
	for _, b := range missing {
		if code, ok := field.Lookup(f.root, f.report, strings.TrimSuffix(b.ID, ".Version")); ok && code.Get() != "" {
			f.write(b.ID, f.proposal(b))
		}
	}
}

func isDay(text string) bool { _, ok := model.Datum(text).Time(); return ok }

// edition is the field with the edition of a code.
func (f *Form) edition(code field.Bound) (field.Bound, bool) {
	up, ok := code.Up()
	switch {
	case !ok:
		return field.Bound{}, false
	case code.Row.ID == "":
		return field.Lookup(f.root, f.report, code.ID+".Version")
	case up.Row.Part == dataset.TNM && (code.Row.ID == "T" || code.Row.ID == "N" || code.Row.ID == "M"):
		return field.Lookup(f.root, f.report, strings.TrimSuffix(code.ID, code.Row.ID)+"Version")
	}
	return field.Bound{}, false
}

// proposal is the edition that the report already names for codes of this kind,
// else the one that was in force, "" where none is certain to fit.
func (f *Form) proposal(version field.Bound) string {
	if text := f.editionBeside(version); text != "" {
		return text
	}
	year := strconv.Itoa(f.eventYear(version.ID))
	for typ, text := range map[*field.Type]string{
		dataset.ICDVersion:         "10 " + year + " GM",
		dataset.MorphologieVersion: icdoEdition,
		dataset.TopographieVersion: icdoEdition,
		dataset.TNMVersion:         tnmEdition,
		dataset.Katalogjahr:        year,
	} {
		if typ == version.Row.Type && typ.Check(text) == nil {
			return text
		}
	}
	return ""
}

// editionBeside is the edition of other codes of this kind in the report: who
// codes by an older one codes all of it so. An edition of a year goes by its date.
func (f *Form) editionBeside(version field.Bound) (text string) {
	if dated(version) {
		return ""
	}
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if b.Row.Type == version.Row.Type && b.Row.Leaf() && derived(b) && b.Get() != "" && b.Row.Type.Check(b.Get()) == nil {
			text = b.Get()
		}
		return true
	})
	return text
}

// eventDates are the fields whose year decides about an edition, by the part a
// code stands in; the date of diagnosis decides about the others.
var eventDates = []eventDate{
	{"Tod.Menge_Todesursachen", "Tod.Sterbedatum"},
	{"OP.", "OP.Datum"},
	{"SYST.", "SYST.Beginn"},
}

type eventDate struct{ part, date string }

const diagnosisDate = "Tumorzuordnung.Diagnosedatum"

// dateOf is the date that decides about the edition in a field.
func dateOf(id string) string {
	for _, e := range eventDates {
		if strings.HasPrefix(id, e.part) {
			return e.date
		}
	}
	return diagnosisDate
}

func (f *Form) eventYear(id string) int {
	date := dateOf(id)
	if b, ok := field.Lookup(f.root, f.report, date); ok && len(b.Get()) >= len("2006") {
		if year, err := strconv.Atoi(b.Get()[:4]); err == nil {
			return year
		}
	}
	return f.env.Now().Year()
}
