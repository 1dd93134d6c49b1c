package forms

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Earlier reports of the tumour, and what they say that this report asks for,
// too. A part that stands in reports of several types, a histology or a stage,
// is the same part wherever it stands.

// Earlier is a report of the same tumour and its name as origin.
type Earlier struct {
	Report *model.Report
	Origin string // "Diagnose 14.05.2026"

	values map[string]string // by the ids they would have here, once they were asked for
}

// SetEarlier hands in the reports of the tumour, the latest first.
func (f *Form) SetEarlier(reports []Earlier) {
	f.others, f.repetition = reports, repetition{}
	if len(reports) > 0 {
		f.SetLast(reports[0].Report, reports[0].Origin)
	}
}

// Offer is a value of an earlier report for a field of this one.
type Offer struct {
	ID, Page, Label string
	Value           string // as stored there
	Words, Here     string // what it means, and what stands here; fit to be drawn
	Empty           bool   // nothing stands here
}

// Offers are the values an earlier report has for this one and that do not stand
// here already, in the order of work.
func (f *Form) Offers(from *model.Report) []Offer {
	values := f.meant(from)
	var offers []Offer
	for p := range f.pages {
		if f.pages[p].Locked && !f.unlocked {
			continue
		}
		for _, id := range f.fieldsOf(p, values) {
			b, _ := field.Lookup(f.root, f.report, id)
			if text := values[id]; text != b.Get() {
				offers = append(offers, Offer{id, f.pages[p].Title, Clean(placeLabel(b)), text, f.inWords(b, text), f.inWords(b, b.Get()), b.Get() == ""})
			}
		}
	}
	return offers
}

// fieldsOf are the ids among values that a page asks for, in its order; elements
// of lists that are not there yet follow.
func (f *Form) fieldsOf(page int, values map[string]string) (ids []string) {
	l := f.lister(&f.pages[page])
	l.all = true
	for _, e := range l.list() {
		if _, ok := values[e.id]; ok && e.kind == leaf && !e.silent() {
			ids = append(ids, e.id)
		}
	}
	var more []string
	for id := range values {
		if f.page(id) == page && !slices.Contains(ids, id) && f.missingItem(id) {
			more = append(more, id)
		}
	}
	slices.SortFunc(more, inOrder)
	return append(ids, more...)
}

// missingItem reports that a field lies in an element its list does not have yet.
func (f *Form) missingItem(id string) bool {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok {
		return false
	}
	list, i := b.Item()
	l, ok := field.Lookup(f.root, f.report, list)
	return i >= 0 && ok && i >= l.Len() && l.Asked()
}

// meant are the values of another report by the ids they would have here.
func (f *Form) meant(from *model.Report) map[string]string {
	values, nearness := map[string]string{}, map[string]int{}
	field.Walk(f.root, from, func(b field.Bound) bool {
		if !b.Row.Leaf() || b.Get() == "" || numbers(b) || b.Row.Type.Check(b.Get()) != nil {
			return true // what is no value there is none here
		}
		for near, id := range likeIDs(b.ID, from.Meldung.Typ, f.report.Meldung.Typ) {
			if was, taken := nearness[id]; (!taken || near < was) && f.alikePart(id, b) {
				values[id], nearness[id] = b.Get(), near
			}
		}
		return true
	})
	return values
}

// alikePart reports that a field here stands in the same part as one there, or tells
// the same fact of the tumour.
func (f *Form) alikePart(id string, there field.Bound) bool {
	here, ok := field.Lookup(f.root, f.report, id)
	return ok && (here.Row == there.Row || here.Row.ID == there.Row.ID && slices.Contains(tumourFacts, here.Row.ID) && here.Row.Type.Check(there.Get()) == nil)
}

// tumourFacts are fields of a type of report that are about the tumour and not about
// what happened: they mean the same in another type (oBDS 3.0: Diagnose, Pathologie).
var tumourFacts = []string{"Diagnosesicherung", "Primaertumor_Topographie_ICD_O", "Primaertumor_Topographie_Freitext"}

// likeIDs are the ids a field of another type of report may have in one of this
// type, the likeliest first: "Diagnose.pTNM.T" is "OP.TNM.T". A field of the type
// itself has no like in another type, unless it is a fact of the tumour.
func likeIDs(id string, from, to model.Zweig) []string {
	tail, own := strings.CutPrefix(id, string(from)+".")
	if !own || from == to {
		return []string{id}
	}
	part, rest, inside := strings.Cut(tail, ".")
	if !inside && !slices.Contains(tumourFacts, tail) {
		return nil
	}
	ids := []string{string(to) + "." + tail}
	for _, like := range likeParts[part] {
		ids = append(ids, string(to)+"."+like+"."+rest)
	}
	return ids
}

// likeParts are the parts that hold the same under another name. "" is no part:
// it makes a place further behind, so that a pathological stage comes before a
// clinical one.
var likeParts = map[string][]string{"pTNM": {"TNM"}, "cTNM": {"", "TNM"}, "TNM": {"pTNM"}}

// fromEarlier is the value the earlier reports have for a field: the latest of
// the same type first, then the latest of any.
func (f *Form) fromEarlier(id string) (text, origin string) {
	for _, same := range []bool{true, false} {
		for i := range f.others {
			o := &f.others[i]
			if same && o.Report.Meldung.Typ != f.report.Meldung.Typ {
				continue
			}
			if o.values == nil {
				o.values = f.meant(o.Report)
			}
			if text := o.values[id]; text != "" {
				return text, o.Origin
			}
		}
	}
	return "", ""
}

// inOrder compares ids so that elements of a list come by their number.
func inOrder(a, b string) int {
	for {
		listA, i, restA, okA := cutItem(a)
		listB, j, restB, okB := cutItem(b)
		if !okA || !okB || listA != listB {
			return strings.Compare(a, b)
		}
		if i != j {
			return i - j
		}
		a, b = restA, restB
	}
}

// cutItem takes an id apart at its first element number.
func cutItem(id string) (list string, i int, rest string, ok bool) {
	list, tail, ok := strings.Cut(id, "[")
	if !ok {
		return id, 0, "", false
	}
	digits, rest, ok := strings.Cut(tail, "]")
	i, err := strconv.Atoi(digits)
	return list, i, rest, ok && err == nil
}
