package obds

import (
	"strings"

	"example.org/meldeportal/model/dataset"
)

// attributes checks and stores the attributes of the element just begun.
func (m *matcher) attributes(t *token) {
	f := m.top()
	if f.el.role == meldungAt {
		m.meldung = meldungID(t)
	}
	seen := uint64(0)
	for i := range t.attrs {
		switch a := &t.attrs[i]; a.ns {
		case nsNone:
			if at := f.el.attr(a.local); at >= 0 {
				seen |= 1 << at
				m.attribute(&f.el.attrs[at], a, f)
				continue
			}
			m.strangeAttr(a, f)
		case nsXSI:
			m.instanceAttr(a, f)
		default:
			m.strangeAttr(a, f)
		}
	}
	for i := range f.el.attrs {
		if a := &f.el.attrs[i]; a.required && seen&(1<<i) == 0 {
			m.report(Problem{ID: Missing, Text: "In „" + f.title() + "“ fehlt die Angabe „" + a.title() + "“.",
				Path: m.path() + "/@" + a.name, Field: joinID(m.fieldID(), a.row), Line: f.line})
		}
	}
}

// meldungID is the id of the report that begins, which all its problems carry.
func meldungID(t *token) string {
	for i := range t.attrs {
		if a := &t.attrs[i]; a.ns == nsNone && a.local == "Meldung_ID" {
			return strings.Clone(a.value)
		}
	}
	return ""
}

func (e *element) attr(name string) int {
	for i := range e.attrs {
		if e.attrs[i].name == name {
			return i
		}
	}
	return -1
}

func (m *matcher) strangeAttr(a *attr, f *frame) {
	path := m.path() + "/@" + printable(a.local)
	m.report(Problem{ID: BadAttribute, Text: "Das Attribut „" + printable(a.local) + "“ gehört nicht zu „" + f.title() + "“.", Path: path, Line: f.line})
	m.lose("Das Attribut „"+printable(a.local)+"“ ist hier unbekannt und wird nicht übernommen.", path, f.line)
}

func (m *matcher) attribute(known *attribute, a *attr, f *frame) {
	if known.row == nil {
		if known.name == versionAttr {
			m.versionAttr(a.value, f)
		} else {
			m.precision(a.value, f)
		}
		return
	}
	if fault := known.row.Type.Check(a.value); fault != nil {
		m.report(Problem{ID: BadValue, Text: known.row.Label + ": " + fault.Text,
			Path: m.path() + "/@" + known.name, Field: joinID(m.fieldID(), known.row), Line: f.line})
	}
	m.identity(known, a.value, f)
	if m.build && !f.dropped {
		known.row.Put(f.owner, m.kept(a.value))
	}
}

func (m *matcher) versionAttr(value string, f *frame) {
	m.version = strings.Clone(value)
	if _, known := dataset.ByVersion(value); known {
		return
	}
	m.report(Problem{ID: BadVersion, Path: m.path() + "/@" + versionAttr, Line: f.line,
		Text: "Die Schema-Version „" + printable(value) + "“ kennt dieses Programm nicht; es liest " + dataset.Editions() + "."})
}

func (m *matcher) precision(value string, f *frame) {
	f.precision, f.stated = value, true
	if fault := f.el.value.Type.CheckPrecision(value); fault != nil {
		m.report(Problem{ID: BadValue, Text: f.el.value.Label + ": " + fault.Text,
			Path: m.path() + "/@" + precisionAttr, Field: m.fieldID(), Line: f.line})
	}
}

// instanceAttr judges the attributes of the schema language: places of schemas
// are passed over, nothing may be nil, and a type must be the element's own or
// one that the schema derives from it.
func (m *matcher) instanceAttr(a *attr, f *frame) {
	switch a.local {
	case "schemaLocation", "noNamespaceSchemaLocation":
		return
	case "nil":
		m.report(Problem{ID: BadType, Text: "xsi:nil ist in „" + f.title() + "“ nicht erlaubt.", Path: m.path() + "/@nil", Line: f.line})
		return
	case "type":
		if !m.retype(a.value, f) {
			m.report(Problem{ID: BadType, Text: "Der mit xsi:type genannte Typ passt nicht zu „" + f.title() + "“.", Path: m.path() + "/@type", Line: f.line})
		}
		return
	}
	m.strangeAttr(a, f)
}

// retype accepts a type's name; a restricted type replaces the element's own.
func (m *matcher) retype(name string, f *frame) bool {
	kind, local := m.scan.scope.element(name)
	switch {
	case kind == nsSchema:
		return f.el.value != nil && (local == f.el.value.Type.Name || f.el.value.Type.Fixed != "" && local == "string")
	case kind != nsOBDS || f.el.typeName == "":
		return false
	case local == f.el.typeName:
		return true
	case restricted[local] == f.el.typeName:
		f.el = m.tree.typed[local]
		return true
	}
	return false
}
