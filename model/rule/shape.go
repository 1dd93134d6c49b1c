package rule

import (
	"fmt"

	"example.org/meldeportal/model/field"
)

// shape notes a value that the schema refuses.
func (d *derivation) shape(b *field.Bound, text string) {
	if b.Row.Type == field.Selector {
		d.selected(b, text)
		return
	}
	if fault := b.Row.Type.Check(text); fault != nil {
		d.add(idForm, Fehler, labelOf(b)+": "+fault.Text, b.ID)
	}
}

// selected notes a selector that names no branch of its choice.
func (d *derivation) selected(b *field.Bound, text string) {
	for _, branch := range b.Branches() {
		if branch.ElementName() == text {
			return
		}
	}
	d.add(idForm, Fehler, b.Row.Label+": Diese Auswahl gibt es nicht.", b.ID)
}

func (d *derivation) tooMany(b *field.Bound) {
	d.add(idForm, Fehler, fmt.Sprintf("%s: Höchstens %d Einträge sind möglich.", b.Row.Label, b.Row.Max), b.ID)
}
