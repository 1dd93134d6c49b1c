package forms

import (
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// townProposal is the town of a postcode, in the field of the one and of the other; nil
// where a town stands already, or where several have the postcode and nothing that is
// typed tells which.
func (f *Form) townProposal(e *entry) *proposal {
	address := e.id[:strings.LastIndexByte(e.id, '.')]
	plz, typed := f.valueAt(address+".PLZ"), f.valueAt(address+".Ort")
	left, right, _ := e.widget().around()
	switch text := strings.TrimSpace(left + right); {
	case strings.HasSuffix(e.id, ".Ort"):
		typed = text
	default:
		if plz = text; typed != "" {
			return nil
		}
	}
	found := ""
	for _, town := range f.env.Lists.Towns(plz) {
		if !strings.HasPrefix(catalog.Fold(town), strings.TrimRight(catalog.Fold(typed), " ")) {
			continue
		}
		if found != "" {
			return nil
		}
		found = town
	}
	if found == "" || found == typed {
		return nil
	}
	return &proposal{says: found, origin: "Postleitzahl", values: []value{{id: address + ".Ort", text: found}}}
}

// valueAt is what is stored in a field, "" where there is none.
func (f *Form) valueAt(id string) string {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok {
		return ""
	}
	return b.Get()
}
