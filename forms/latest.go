package forms

import (
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// latest is the value of this kind that was entered last in this report: the
// same day stands in many dates of a report, the same morphology in two places,
// and the code of the site is mostly that of the diagnosis.
func (f *Form) latest(e *entry) (text, origin string) {
	for i := len(f.history.done) - 1; i >= 0; i-- {
		s := f.history.done[i]
		for n := len(s) - 1; n >= 0; n-- {
			if s[n].op != setValue || s[n].after == "" || s[n].id == e.id {
				continue
			}
			if b, ok := field.Lookup(f.root, f.report, s[n].id); ok && b.Get() == s[n].after && f.alike(e.bound.Row.Type, b) {
				return b.Get(), leafLabel(b)
			}
		}
	}
	return "", ""
}

// alike reports that a value of another field may be meant for a field of this
// type as well.
func (f *Form) alike(typ *field.Type, other field.Bound) bool {
	from := other.Row.Type
	switch {
	case typ.Check(other.Get()) != nil:
		return false
	case typ.Kind == field.Date:
		return from.Kind == field.Date && !within(other.ID, "Patient")
	case typ == dataset.TopographieCode && from == dataset.TumorICDCode:
		_, listed := f.listSource(typ).entry(other.Get())
		return listed
	}
	return typ == from && typ.Kind == field.Code && !derived(other)
}
