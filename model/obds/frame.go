package obds

import (
	"slices"
	"sync"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// namespace is the namespace of every element of the document (targetNamespace of the schema).
const namespace = "http://www.basisdatensatz.de/oBDS/XML"

// SchemaVersion is the version this program writes.
const SchemaVersion = "3.0.4"

// versions are the schema versions this program reads.
var versions = []string{"3.0.0", "3.0.1", "3.0.2", "3.0.3", "3.0.4"}

const versionAttr = "Schema_Version"

// frameTree is the whole tree of elements, with the ones a reader and a writer
// do more at than to store values.
type frameTree struct {
	root, absender, meldedatum, patient, meldung, melder *element

	meldungenUnit int // where a patient's content holds the reports
}

// tree is the frame of a document (element oBDS of the schema), with the parts of the field table hung into
// it. A patient's element holds the reports between the Stammdaten and the
// Anmerkung.
var tree = sync.OnceValue(func() *frameTree {
	rows := frameRows()
	t := &frameTree{
		absender:   build("Absender", rows["Absender"], dataset.Absender),
		meldedatum: leafOrPart("Meldedatum", rows["Meldedatum"]),
		patient:    build("Patient", rows["Patient"], dataset.Patient),
		meldung:    build("Meldung", rows["Meldung"], dataset.Meldung),
		melder:     build("Melder", rows["Melder"], dataset.Melder),
	}
	t.absender.role, t.patient.role, t.meldung.role, t.melder.role = absenderAt, patientAt, meldungAt, melderAt
	t.meldungenUnit = t.patient.insertAfter("Patienten_Stammdaten", container("Menge_Meldung", t.meldung))
	t.root = &element{name: "oBDS", role: rootRole,
		attrs: []attribute{{name: versionAttr, required: true}},
		units: []unit{
			once(t.absender),
			once(t.meldedatum),
			once(container("Menge_Patient", t.patient)),
			once(container("Menge_Melder", t.melder)),
		}}
	return t
})

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

// insertAfter puts a child behind another one and returns its place.
func (e *element) insertAfter(name string, child *element) int {
	at, _ := e.find(name, 0)
	e.units = slices.Insert(e.units, at+1, once(child))
	return at + 1
}

// restricted are the types that the schema derives from another by taking
// elements away: with xsi:type a document may name them instead.
var restricted = map[string]string{
	"Modul_Mamma_patho_Typ":            "Modul_Mamma_Typ",
	"Modul_Darm_patho_Typ":             "Modul_Darm_Typ",
	"Modul_Prostata_patho_Typ":         "Modul_Prostata_Typ",
	"Modul_Malignes_Melanom_patho_Typ": "Modul_Malignes_Melanom_Typ",
}

// typed has the elements of the restricted types by the type's name.
var typed = sync.OnceValue(func() map[string]*element {
	found := map[string]*element{}
	var visit func(e *element)
	visit = func(e *element) {
		if _, ok := restricted[e.typeName]; ok {
			found[e.typeName] = e
		}
		for _, u := range e.units {
			for _, child := range u.branches {
				visit(child)
			}
		}
	}
	visit(tree().root)
	return found
})
