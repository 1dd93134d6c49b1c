package forms

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// Template is what a person keeps of a report under a name, to fill others with:
// nothing of the patient, no numbers, and dates only as questions.
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
	Date             bool
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
			if e.kind == leaf && !e.silent() && e.stored() != "" && !numbers(e.bound) && !derived(e.bound) && !vermerk(e) {
				parts = append(parts, Part{e.id, Clean(placeLabel(e.bound)), f.inWords(e.bound, e.stored()), e.stored(), e.bound.Row.Type.Kind == field.Date})
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
func vermerk(e *entry) bool {
	return e.id == "Anmerkung" && rule.WithoutVermerk(model.Text(e.stored())) == ""
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

// WithoutDates is a copy of a report without its dates and what follows from
// their years, and the ids of the fields that held a date, in the table's order:
// a duplicate must not carry them over.
func WithoutDates(root *field.Part, r *model.Report) (bare *model.Report, dates []string) {
	bare = field.Copy(r)
	var editions []string
	field.Walk(root, bare, func(b field.Bound) bool {
		if dated(b) {
			editions = append(editions, b.ID)
		}
		if b.Row.Leaf() && b.Row.Type.Kind == field.Date && b.Get() != "" && !within(b.ID, "Patient") && b.ID != "Meldedatum" {
			dates = append(dates, b.ID)
		}
		return true
	})
	for _, id := range slices.Concat(dates, editions) {
		if b, ok := field.Lookup(root, bare, id); ok {
			b.Set("")
		}
	}
	return bare, dates
}
