package forms

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// What letters write behind a TNM and oBDS asks elsewhere in the same report: the
// lymph nodes, (2/15), the grading, G2, and the residual tumour, R0. A formula
// fills those fields where they are empty; what they hold already stays.

// besideGroups are the ids of such values, those of one word together.
var besideGroups = [][]string{
	{"LK_befallen", "LK_untersucht"}, {"Sentinel_LK_befallen", "Sentinel_LK_untersucht"}, {"Grading"}, {"Lokale_Beurteilung_Residualstatus"},
}

// besidePlaces are the parts of a report such a value may stand in.
var besidePlaces = []string{"Histologie.", "Residualstatus.", ""}

var besideTypes = map[string]*field.Type{
	"LK_befallen": dataset.Anzahl, "LK_untersucht": dataset.Anzahl, "Sentinel_LK_befallen": dataset.Anzahl, "Sentinel_LK_untersucht": dataset.Anzahl,
	"Grading": dataset.Grading, "Lokale_Beurteilung_Residualstatus": dataset.Residualstatuswert,
}

var (
	tnmNodes    = regexp.MustCompile(`^(?i:(sentinel|sln|sn)?(?:lk|ln)?)[-: ]{0,2}[([]? ?(\d{1,3}) ?/ ?(\d{1,3}) ?(?i:(sn)|lk|ln)? ?[)\]]?`)
	tnmGrade    = regexp.MustCompile(`^(?i:grad(?:ing)?|g) ?:? ?([1-3](?: ?[-/] ?[gG]?[2-4])|[0-4xX])`)
	tnmResidual = regexp.MustCompile(`^(?i:r) ?[0-2x](\((?i:is|cy\+)\))?`)
)

// The gradings that mean either of two (E-13: low, intermediate, high grade).
var gradeSpans = map[string]string{"1-2": "L", "2-3": "M", "3-4": "H"}

// gradeOf is the code of a grading as letters write it: 2, x, 2-3, 2/3, 2-G3.
func gradeOf(typed string) string {
	span := strings.NewReplacer(" ", "", "/", "-", "g", "", "G", "").Replace(typed)
	return cmp.Or(gradeSpans[span], strings.ToUpper(span))
}

// besideItems reads the beginning of a text as such a value.
func besideItems(text string, found tnmValues, after string) (items []tnmItem) {
	if m := tnmNodes.FindStringSubmatch(text); m != nil && (after == "" || after == "N") {
		befallen, _ := strconv.Atoi(m[2])
		untersucht, _ := strconv.Atoi(m[3])
		for _, group := range nodeGroups(m[1]+m[4], found["N"]) {
			if befallen <= untersucht {
				items = append(items, tnmItem{len(m[0]), tnmValues{group[0]: strconv.Itoa(befallen), group[1]: strconv.Itoa(untersucht)}, "N"})
			}
		}
	}
	if m := tnmGrade.FindStringSubmatch(text); m != nil {
		items = append(items, tnmItem{len(m[0]), tnmValues{"Grading": gradeOf(m[1])}, "G"})
	}
	if m := tnmResidual.FindString(text); m != "" {
		codes := catalog.Enum("Residualstatus")
		typed := strings.ReplaceAll(m, " ", "")
		if i := slices.IndexFunc(codes, func(e catalog.Entry) bool { return strings.EqualFold(e.Code, typed) }); i >= 0 {
			items = append(items, tnmItem{len(m), tnmValues{"Lokale_Beurteilung_Residualstatus": codes[i].Code}, "R"})
		}
	}
	return items
}

// nodeGroups are the fields a count of nodes may be for, the likeliest first: with
// sn the sentinels, and behind an N of sentinels those first and then all nodes.
func nodeGroups(sign, n string) [][]string {
	switch {
	case sign != "":
		return besideGroups[1:2]
	case strings.Contains(n, "sn"):
		return [][]string{besideGroups[1], besideGroups[0]}
	}
	return besideGroups[:1]
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
	for id := range besideTypes {
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
	for i, name := range []string{"LK ", "Sentinel-LK ", "Grading ", ""} {
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
