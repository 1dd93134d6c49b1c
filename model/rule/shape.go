package rule

import (
	"fmt"

	"example.org/meldeportal/model/field"
)

// shape notes a value that the schema refuses, and reports whether it takes it.
func (d *derivation) shape(b *field.Bound, text string) bool {
	if b.Row.Type == field.Selector {
		return d.selected(b, text)
	}
	fault := b.Row.Type.Check(text)
	if fault != nil {
		d.add(idForm, Fehler, labelOf(b)+": "+fault.Text, b.ID)
	}
	return fault == nil
}

// selected notes a selector that names no branch of its choice.
func (d *derivation) selected(b *field.Bound, text string) bool {
	for _, branch := range b.Branches() {
		if branch.ElementName() == text {
			return true
		}
	}
	d.add(idForm, Fehler, b.Row.Label+": Diese Auswahl gibt es nicht.", b.ID)
	return false
}

func (d *derivation) tooMany(b *field.Bound) {
	d.add(idForm, Fehler, fmt.Sprintf("%s: Höchstens %d Einträge sind möglich.", b.Row.Label, b.Row.Max), b.ID)
}
