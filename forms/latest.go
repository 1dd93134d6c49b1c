package forms

import (
	"slices"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// latest tells the values of this kind that were entered in this report, the last
// one first: the same day stands in many dates of a report, the same morphology in
// two places, and the code of the site is mostly that of the diagnosis.
func (f *Form) latest(e *entry, tell func(text, origin string)) {
	if k := e.bound.Row.Type.Kind; k != field.Date && k != field.Code {
		return // no other value makes sense there
	}
	for i := len(f.history.done) - 1; i >= max(0, len(f.history.done)-latestSteps); i-- {
		for _, c := range slices.Backward(f.history.done[i]) {
			if c.op != setValue || c.after == "" || c.id == e.id {
				continue
			}
			if b, ok := field.Lookup(f.root, f.report, c.id); ok && b.Get() == c.after {
				tell(f.sense(e.bound.Row.Type, b), leafLabel(b))
			}
		}
	}
}

// latestSteps is how many steps back a value was entered lately.
const latestSteps = 1000

// sense is what the value of another field may mean in a field of this type, ""
// where it means nothing there.
func (f *Form) sense(typ *field.Type, other field.Bound) string {
	text, from := other.Get(), other.Row.Type
	switch {
	case typ == dataset.TopographieCode && from == dataset.TumorICDCode:
		return f.site(text)
	case typ.Check(text) != nil:
	case typ.Kind == field.Date && from.Kind == field.Date && !within(other.ID, "Patient"):
		return text
	case typ == from && typ.Kind == field.Code && !derived(other):
		return text
	}
	return ""
}

// site is the site of a diagnosis. Codes of three characters have ".9" there:
// C20 is C20.9.
func (f *Form) site(icd string) string {
	sites := f.listSource(dataset.TopographieCode)
	for _, code := range []string{icd, icd + ".9"} {
		if _, listed := sites.entry(code); listed && dataset.TopographieCode.Check(code) == nil {
			return code
		}
	}
	return ""
}
