package forms

import (
	"cmp"
	"slices"
	"strings"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// What letters write behind a TNM and oBDS asks elsewhere in the same report: the
// lymph nodes, (2/15), the grading, G2, the residual tumour, R0, and the edition,
// TNM 8. A formula fills those fields where they are empty; what they hold already
// stays.

// besideGroups are the ids of such values, those of one word together.
var besideGroups = [][]string{
	{"LK_befallen", "LK_untersucht"}, {"Sentinel_LK_befallen", "Sentinel_LK_untersucht"}, {"Grading"}, {"Lokale_Beurteilung_Residualstatus"}, {"Version"},
}

// besidePlaces are the parts of a report such a value may stand in.
var besidePlaces = []string{"Histologie.", "Residualstatus.", ""}

var besideTypes = map[string]*field.Type{
	"LK_befallen": dataset.Anzahl, "LK_untersucht": dataset.Anzahl, "Sentinel_LK_befallen": dataset.Anzahl, "Sentinel_LK_untersucht": dataset.Anzahl,
	"Grading": dataset.Grading, "Lokale_Beurteilung_Residualstatus": dataset.Residualstatuswert,
	"Version": dataset.TNMVersion,
}

// besideWord is how a formula says the values of a group.
func besideWord(group []string, values tnmValues) string {
	last := values[group[len(group)-1]]
	switch {
	case last == "":
		return ""
	case group[0] == "Grading":
		for span, code := range gradeSpans {
			if code == last {
				return "G" + span
			}
		}
		return "G" + last
	case group[0] == "Version":
		return "TNM " + last
	case len(group) == 1:
		return last
	case strings.HasPrefix(group[0], "Sentinel"):
		return "(" + values[group[0]] + "/" + last + "sn)"
	}
	return "(" + values[group[0]] + "/" + last + ")"
}

// besides are the fields of the report for such values.
func (f *Form) besides(block string) map[string]field.Bound {
	part, _, _ := cutLast(block)
	found := map[string]field.Bound{}
	if b, ok := field.Lookup(f.root, f.report, block+".Version"); ok {
		found["Version"] = b
	}
	for id := range besideTypes {
		if found[id].Row != nil {
			continue
		}
		for _, place := range besidePlaces {
			if b, ok := field.Lookup(f.root, f.report, part+"."+place+id); ok && b.Row.Leaf() && b.Asked() {
				found[id] = b
				break
			}
		}
	}
	return found
}

// aside parts what a formula says of other fields from the values of the block:
// what those fields take, and the words of what they do not.
func (l *tnmLine) aside(values tnmValues) (taken tnmValues, refused []string) {
	taken = tnmValues{}
	for _, group := range besideGroups {
		word, fits := besideWord(group, values), true
		for _, id := range group {
			before, has := l.others[id]
			fits = fits && has && (before == "" || before == values[id])
		}
		for _, id := range group {
			if fits && word != "" {
				taken[id] = values[id]
			}
			delete(values, id)
		}
		if word != "" && !fits {
			refused = append(refused, word)
		}
	}
	return taken, refused
}

// writeBesides stores such values; what the line does not say any more gets back
// what stood there when the visit began.
func (f *Form) writeBesides(e *entry, taken tnmValues) {
	others := e.input.(*tnmLine).others
	fields := f.besides(e.id)
	for _, id := range slices.Concat(besideGroups...) {
		if before, known := others[id]; known {
			f.write(fields[id].ID, cmp.Or(taken[id], before))
		}
	}
}

// tellBesides names such values with the field they go to.
func tellBesides(taken tnmValues) string {
	var parts []string
	for i, name := range []string{"LK ", "Sentinel-LK ", "Grading ", "", "Auflage "} {
		var values []string
		for _, id := range besideGroups[i] {
			values = append(values, taken[id])
		}
		if values[0] != "" {
			parts = append(parts, name+strings.Join(values, "/"))
		}
	}
	return strings.Join(parts, " · ")
}
