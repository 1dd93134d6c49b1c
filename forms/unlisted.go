package forms

import (
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// What a list does not have. Codes of one that has to be loaded first, as OPS has:
// until it is, nothing can be searched, and only the form of a code tells it from
// other text. And names besides those that are suggested.

// unlisted reports that the list of a code is not loaded.
func unlisted(typ *field.Type, lists *catalog.Shelf) bool {
	if typ == nil || typ.Typed == "" {
		return false
	}
	l, ok := lists.Get(typ.List)
	return !ok || l.Len() == 0
}

// unlistedHint says how a code is entered while its list is not loaded, ""
// where it is.
func unlistedHint(typ *field.Type, lists *catalog.Shelf) string {
	if !unlisted(typ, lists) {
		return ""
	}
	return "Kein " + typ.List + "-Katalog geladen: Code eintippen, z. B. " + typ.Typed + "."
}

// meaning is what the value stands for, or the doubt whether it is one at all. That
// a name is a person's own is said beside the field alone: it is no part of the report.
func (e *entry) meaning(focused bool) (string, tone) {
	text, tone := e.widget().meaning(e.stored(), focused)
	if text != "" {
		return text, tone
	}
	if e.shapeless() {
		return "kein Code, z. B. " + e.bound.Row.Type.Typed, doubts
	}
	if p, ok := e.widget().(*pick); ok && p.own(e.stored()) {
		return "eigener Text", tells
	}
	return text, tone
}

// shapeless reports that what was confirmed has not the form of a code, where no
// list says so.
func (e *entry) shapeless() bool {
	if e.kind != leaf || e.edited || e.stored() == "" || !unlisted(e.bound.Row.Type, e.form.env.Lists) {
		return false
	}
	return e.bound.Row.Type.Check(e.stored()) != nil
}

// codeHint is the hint of a leaf: the row's own, unless the list is not loaded.
func (e *entry) codeHint(hint string) string {
	if e.kind != leaf {
		return hint
	}
	return or(unlistedHint(e.bound.Row.Type, e.form.env.Lists), hint)
}
