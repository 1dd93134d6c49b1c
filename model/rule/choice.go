package rule

import (
	"strings"

	"example.org/meldeportal/model/field"
)

// choice is a choice of the schema that has no selector: it is made by filling
// in one of its branches, and exactly one may be.
type choice struct {
	part, name string // id of the part and name of the choice
	branches   []branch
	demand     field.Demand
}

type branch struct {
	id, label string
	filled    bool
}

// branch notes a branch of a choice as the walk comes by.
func (d *derivation) branch(b *field.Bound) {
	c := d.choiceAt(strings.TrimSuffix(b.ID, b.Row.ID), b.Row.Choice)
	c.branches = append(c.branches, branch{b.ID, b.Row.Label, b.Present()})
	c.demand = max(c.demand, b.Demanded())
}

func (d *derivation) choiceAt(part, name string) *choice {
	for i := len(d.open) - 1; i >= 0; i-- {
		if c := &d.open[i]; c.name == name && c.part == part {
			return c
		}
	}
	d.open = append(d.open, choice{part: part, name: name, branches: make([]branch, 0, usualBranches)})
	return &d.open[len(d.open)-1]
}

// usualBranches is how many branches most choices have at most.
const usualBranches = 4

// choices notes the choices that were not made, or made twice.
func (d *derivation) choices() {
	for i := range d.open {
		switch c := &d.open[i]; c.filled() {
		case 0:
			d.missing(c.demand, c.labels(), c.ids(false)...)
		case 1:
		default:
			d.add(idForm, Fehler, "Nur eine dieser Angaben ist möglich: "+c.labels()+".", c.ids(true)...)
		}
	}
}

func (c *choice) filled() (n int) {
	for i := range c.branches {
		if c.branches[i].filled {
			n++
		}
	}
	return n
}

func (c *choice) labels() string {
	labels := make([]string, len(c.branches))
	for i := range c.branches {
		labels[i] = c.branches[i].label
	}
	return strings.Join(labels, " oder ")
}

// ids are those of all branches, or of those that hold something.
func (c *choice) ids(filled bool) (ids []string) {
	for i := range c.branches {
		if b := &c.branches[i]; b.filled || !filled {
			ids = append(ids, b.id)
		}
	}
	return ids
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
