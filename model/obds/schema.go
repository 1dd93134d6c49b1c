package obds

import (
	"strings"

	"example.org/meldeportal/model/field"
)

// element is an element at its place in the document, with what the table says
// about it. Elements are made once and never change.
type element struct {
	name     string
	typeName string // the schema's name of its type, for xsi:type; "" when it has none
	role     role
	row      *field.Row                     // the row that holds the value or mounts the part; nil for wrappers and the frame
	value    *field.Row                     // the leaf row of the element's own text; nil for containers
	fault    func(text string) *field.Fault // of the value
	selector *field.Row                     // says whether this branch of a choice is taken; nil where none does
	attrs    []attribute
	units    []unit
	stranger bool // another edition than the tree's has it
}

// title is what forms call the element; of what no form has, the element's name.
func (e *element) title() string {
	switch {
	case e.row != nil && e.row.Label != "":
		return e.row.Label
	case e.role == inner && len(e.units) == 1 && len(e.units[0].branches) == 1:
		return e.units[0].branches[0].title() // a wrapper of items
	}
	return e.name
}

// attribute is an attribute of an element.
type attribute struct {
	name     string
	row      *field.Row // nil for Datumsgenauigkeit and Schema_Version
	required bool
}

// title is what forms call the attribute.
func (a *attribute) title() string {
	if a.row != nil {
		return a.row.Label
	}
	return a.name
}

// unit is one position of an element's content: an element, or a choice of some.
type unit struct {
	branches []*element
	choice   string      // name of the choice, "" for a plain element
	part     *field.Part // that the rows of the choice belong to
	required bool
	max      int // most times a plain element may stand, 0 = no limit
}

// role says what a reader does at an element beyond storing values.
type role int

const (
	inner      role = iota
	rootRole        // oBDS
	absenderAt      // Absender
	patientAt       // one patient begins and ends
	meldungAt       // one report begins and ends
	melderAt        // one Melder begins and ends
)

// builder makes the elements of one edition.
type builder struct{ edition field.Edition }

// part makes the element that mounts a part.
func (b builder) part(name string, row *field.Row, part *field.Part) *element {
	e := &element{name: name, row: row, typeName: typeName(part.Name)}
	for _, r := range part.At(b.edition) {
		b.place(e, r, part)
	}
	return e
}

// typeName is a name of the table as a name of the schema; types without a
// name of their own are called by their place, which is no name there.
func typeName(name string) string {
	if strings.Contains(name, "/") || !strings.Contains(name, "_Typ") {
		return ""
	}
	return name
}

// place puts a row of a part where its element path leads below e.
func (b builder) place(e *element, row *field.Row, part *field.Part) {
	path := row.ElementName()
	switch {
	case path == "-":
		return
	case path == ".":
		e.typeName = typeName(row.Type.Name)
		e.holds(row)
		return
	case strings.HasPrefix(path, "@"):
		if !row.Has(b.edition) {
			return
		}
		e.attrs = append(e.attrs, attribute{name: path[1:], row: row, required: row.Required})
		return
	}
	outer, inner, wrapped := strings.Cut(path, "/")
	if !wrapped {
		b.add(e, b.leafOrPart(path, row), row, part)
		return
	}
	w := &element{name: outer}
	if row.Part != nil {
		typ, _, _ := strings.Cut(row.Part.Name, "/")
		w.typeName = typeName(typ)
	}
	item := b.leafOrPart(inner, row)
	w.units = []unit{{branches: []*element{item}, required: true, max: row.Max}}
	b.add(e, w, row, part)
}

func (b builder) leafOrPart(name string, row *field.Row) *element {
	if row.Part != nil {
		return b.part(name, row, row.Part)
	}
	e := &element{name: name, row: row, typeName: typeName(row.Type.Name)}
	e.holds(row)
	return e
}

// holds gives an element its value. A date's precision is an attribute beside it.
func (e *element) holds(row *field.Row) {
	e.value, e.fault = row, row.Type.Checks()
	if row.Type.Kind == field.Date {
		e.fault = row.Type.CheckDay
	}
	if len(row.Type.Precision) > 0 {
		e.attrs = append(e.attrs, attribute{name: precisionAttr, required: !row.Type.PrecisionOptional})
	}
}

// precisionAttr is the attribute that says how exact a date is.
const precisionAttr = "Datumsgenauigkeit"

// add appends the element of a row to the content, joining the branches of one
// choice. Of what the edition has not nothing is demanded.
func (b builder) add(e, child *element, row *field.Row, part *field.Part) {
	child.stranger = !row.Has(b.edition)
	required := row.Required && !child.stranger
	if row.Choice != "" {
		child.selector = part.Selector(row.Choice)
		for i := range e.units {
			if u := &e.units[i]; u.choice == row.Choice {
				u.branches = append(u.branches, child)
				u.required = u.required || required
				return
			}
		}
	}
	max := 1
	if row.List() && child.row == row {
		max = row.Max
	}
	e.units = append(e.units, unit{branches: []*element{child}, choice: row.Choice, part: part, required: required, max: max})
}

// find is the unit and branch of a child element, looked for from a unit on and
// then from the beginning. It is -1 where the element has no such child.
func (e *element) find(name string, from int) (at, branch int) {
	for n := range len(e.units) {
		at = from + n
		if at >= len(e.units) {
			at -= len(e.units)
		}
		for b, child := range e.units[at].branches {
			if child.name == name {
				return at, b
			}
		}
	}
	return -1, -1
}
