package forms

import (
	"cmp"
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
)

// Template is what a person keeps of a report under a name, to fill others with:
// nothing of the patient, no numbers, and what belongs to one person or day only
// as questions.
type Template struct {
	Name   string          `json:"name"`
	Typ    model.Zweig     `json:"typ"`
	Values []TemplateValue `json:"values"`
}

// TemplateValue is one field of a template.
type TemplateValue struct {
	ID   string `json:"id"`
	Text string `json:"text,omitempty"`
	Ask  bool   `json:"ask,omitempty"` // a parameter: asked for whenever the template is used
}

// Part is a field of a report that a template may hold. Its words are fit to be
// drawn.
type Part struct {
	ID, Label, Value string
	Text             string // as stored
	Own              bool   // of this person or day alone: a date, how she was informed
}

// Parts are the filled fields that a template may hold, in the order of the form.
func (f *Form) Parts() []Part {
	var parts []Part
	for p := range f.pages {
		if f.pages[p].Locked {
			continue // the person
		}
		l := f.lister(&f.pages[p])
		l.all = true
		for _, e := range l.list() {
			if e.kind == leaf && !e.silent() && e.stored() != "" && !numbers(e.bound) && !derived(e.bound) && !f.vermerk(e) {
				parts = append(parts, Part{e.id, Clean(placeLabel(e.bound)), f.inWords(e.bound, e.stored()), e.stored(), e.bound.Row.Type.Kind == field.Date || ofOnePerson(e.bound)})
			}
		}
	}
	return parts
}

// numbers are the ids of a report and its parts: they belong to one report only.
func numbers(b field.Bound) bool {
	return b.Row.ID == "ID" || strings.HasSuffix(b.Row.ID, "_ID")
}

// vermerk reports a remark that only marks a correction.
func (f *Form) vermerk(e *entry) bool {
	return e.id == "Anmerkung" && cmp.Or(f.env.Land, land.Default).WithoutVermerk(model.Text(e.stored())) == ""
}

// Label names a field with the part it stands in, for dialogs; "" when the table
// does not have it.
func (f *Form) Label(id string) string {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok || !b.Row.Leaf() {
		return ""
	}
	return Clean(placeLabel(b))
}

// Stored is the value of a field as stored.
func (f *Form) Stored(id string) string {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok {
		return ""
	}
	return b.Get()
}

// ForAnother is a copy of a report without what belongs to its person or day
// alone, and the ids of those fields that are to be filled again, in the table's
// order: dates, what follows from their years, and what ofOnePerson says.
func ForAnother(root *field.Part, r *model.Report) (bare *model.Report, open []string) {
	bare = field.Copy(r)
	var gone []string
	field.Walk(root, bare, func(b field.Bound) bool {
		switch {
		case !b.Row.Leaf() || b.Get() == "" || within(b.ID, "Patient") || b.ID == "Meldedatum":
		case b.Row.Type.Kind == field.Date, ofOnePerson(b) && b.Row.Type.Kind != field.LongText:
			open = append(open, b.ID)
		case dated(b), ofOnePerson(b):
			gone = append(gone, b.ID)
		}
		return true
	})
	for _, id := range slices.Concat(open, gone) {
		if b, ok := field.Lookup(root, bare, id); ok {
			b.Set("")
		}
	}
	return bare, open
}

// ofOnePerson reports a value that nobody else may inherit: how she was informed,
// which is an active choice for each one (hessen.md 8), the number of her
// specimen, and long texts, which may name her.
func ofOnePerson(b field.Bound) bool {
	return b.ID == "Meldebegruendung" || b.Row.ID == "Histologie_EinsendeNr" || b.Row.Type.Kind == field.LongText
}
