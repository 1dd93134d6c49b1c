package rule

import (
	"strings"

	"example.org/meldeportal/model/field"
)

// choice is a choice of the schema that has no selector: it is made by filling
// in one of its branches, and exactly one may be.
type choice struct {
	place  string // id of the part and name of the choice
	ids    []string
	labels []string
	filled []string // ids of the branches that hold something
	demand field.Demand
}

// branch notes a branch of a choice as the walk comes by.
func (d *derivation) branch(b *field.Bound) {
	place := strings.TrimSuffix(b.ID, b.Row.ID) + "#" + b.Row.Choice
	c := d.choiceAt(place)
	c.ids = append(c.ids, b.ID)
	c.labels = append(c.labels, b.Row.Label)
	if b.Present() {
		c.filled = append(c.filled, b.ID)
	}
	c.demand = max(c.demand, b.Demanded())
}

func (d *derivation) choiceAt(place string) *choice {
	for i := len(d.open) - 1; i >= 0; i-- {
		if d.open[i].place == place {
			return &d.open[i]
		}
	}
	d.open = append(d.open, choice{place: place})
	return &d.open[len(d.open)-1]
}

// choices notes the choices that were not made, or made twice.
func (d *derivation) choices() {
	for _, c := range d.open {
		either := strings.Join(c.labels, " oder ")
		switch {
		case len(c.filled) > 1:
			d.add(idForm, Fehler, "Nur eine dieser Angaben ist möglich: "+either+".", c.filled...)
		case len(c.filled) == 0:
			d.missing(c.demand, either, c.ids...)
		}
	}
}

// hasSelector reports whether a row of the part says which branch is taken.
func hasSelector(b *field.Bound) bool {
	up, ok := b.Up()
	if !ok {
		return false
	}
	for i := range up.Row.Part.Rows {
		if r := &up.Row.Part.Rows[i]; r.ID == b.Row.Choice && r.Type == field.Selector {
			return true
		}
	}
	return false
}
