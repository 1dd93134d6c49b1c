package obds

import (
	"slices"
	"sync"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// namespace is the namespace of every element of the document (targetNamespace of the schema).
const namespace = "http://www.basisdatensatz.de/oBDS/XML"

const versionAttr = "Schema_Version"

// frameTree is the whole tree of elements of an edition, with the ones a reader
// and a writer do more at than to store values. What the edition has not stands
// in it as a stranger, so that it is recognized.
type frameTree struct {
	edition field.Edition

	root, absender, meldedatum, patient, meldung, melder *element

	meldungenUnit int                 // where a patient's content holds the reports
	typed         map[string]*element // the elements of the restricted types by the type's name
}

var trees sync.Map // field.Edition to *frameTree

// tree is the frame of a document (element oBDS of the schema), with the parts of
// the field table hung into it. A patient's element holds the reports between what
// is said of the person and the Anmerkung.
func tree(e field.Edition) *frameTree {
	if known, ok := trees.Load(e); ok {
		return known.(*frameTree)
	}
	known, _ := trees.LoadOrStore(e, plant(e))
	return known.(*frameTree)
}

func plant(e field.Edition) *frameTree {
	b, rows := builder{e}, frameRows()
	t := &frameTree{
		edition:    e,
		absender:   b.part("Absender", rows["Absender"], dataset.Absender),
		meldedatum: b.leafOrPart("Meldedatum", rows["Meldedatum"]),
		patient:    b.part("Patient", rows["Patient"], dataset.Patient),
		meldung:    b.part("Meldung", rows["Meldung"], dataset.Meldung),
		melder:     b.part("Melder", rows["Melder"], dataset.Melder),
	}
	t.absender.role, t.patient.role, t.meldung.role, t.melder.role = absenderAt, patientAt, meldungAt, melderAt
	t.meldungenUnit = t.patient.insertBefore("Anmerkung", container("Menge_Meldung", t.meldung))
	t.root = &element{name: "oBDS", role: rootRole,
		attrs: []attribute{{name: versionAttr, required: true}},
		units: []unit{
			once(t.absender),
			once(t.meldedatum),
			once(container("Menge_Patient", t.patient)),
			once(container("Menge_Melder", t.melder)),
		}}
	t.typed = map[string]*element{}
	t.root.gatherTyped(t.typed)
	return t
}

// frameRows are the rows of the table's root, by element name.
func frameRows() map[string]*field.Row {
	rows := map[string]*field.Row{}
	for i := range dataset.Report.Rows {
		row := &dataset.Report.Rows[i]
		rows[row.ElementName()] = row
	}
	return rows
}

func once(e *element) unit { return unit{branches: []*element{e}, required: true, max: 1} }

func container(name string, item *element) *element {
	return &element{name: name, units: []unit{{branches: []*element{item}, required: true}}}
}

// insertBefore puts a child before another one and returns its place.
func (e *element) insertBefore(name string, child *element) int {
	at, _ := e.find(name, 0)
	e.units = slices.Insert(e.units, at, once(child))
	return at
}

// restricted are the types that the schema derives from another by taking
// elements away: with xsi:type a document may name them instead.
var restricted = map[string]string{
	"Modul_Mamma_patho_Typ":            "Modul_Mamma_Typ",
	"Modul_Darm_patho_Typ":             "Modul_Darm_Typ",
	"Modul_Prostata_patho_Typ":         "Modul_Prostata_Typ",
	"Modul_Malignes_Melanom_patho_Typ": "Modul_Malignes_Melanom_Typ",
}

// gatherTyped finds the elements of the restricted types.
func (e *element) gatherTyped(found map[string]*element) {
	if _, ok := restricted[e.typeName]; ok {
		found[e.typeName] = e
	}
	for _, u := range e.units {
		for _, child := range u.branches {
			child.gatherTyped(found)
		}
	}
}
