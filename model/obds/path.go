package obds

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model/field"
)

// This file says where the matcher stands, and reports.

// path is the element path of the innermost open element.
func (m *matcher) path() string {
	var b strings.Builder
	b.Grow(32 * len(m.stack)) // a name is hardly longer
	for i := range m.stack {
		f := &m.stack[i]
		b.WriteByte('/')
		b.WriteString(printable(f.name))
		if f.many {
			b.WriteString("[" + strconv.Itoa(f.index+1) + "]")
		}
	}
	return b.String()
}

// fieldID is the id of the field that the innermost open element stands for,
// within its report.
func (m *matcher) fieldID() string {
	id := ""
	for i := range m.stack {
		f := &m.stack[i]
		if f.el == nil {
			return ""
		}
		id = joinID(id, f.el.row)
		if f.el.row != nil && f.el.row.List() {
			id += "[" + strconv.Itoa(f.index) + "]"
		}
		if f.el.role == meldungAt {
			id = ""
		}
	}
	return id
}

func joinID(id string, row *field.Row) string {
	switch {
	case row == nil || row.ID == "":
		return id
	case id == "":
		return row.ID
	}
	return id + "." + row.ID
}

// report tells of a problem; the report it stands in is added.
func (m *matcher) report(p Problem) {
	m.found++
	if m.problem == nil {
		return
	}
	p.MeldungID = m.meldung
	m.problem(p)
}

// reportAt tells of a problem with a child of the innermost open element.
func (m *matcher) reportAt(id, text string, t *token) {
	m.report(Problem{ID: id, Text: text, Path: m.path() + "/" + printable(t.local), Field: m.fieldID(), Line: t.line})
}

// lose notes that something is not carried into a report.
func (m *matcher) lose(text, path string, line int) {
	if m.note != nil {
		m.note(Note{Text: text, MeldungID: m.meldung, Path: path, Line: line, Lost: true})
	}
}

// tell notes something about a value that is carried.
func (m *matcher) tell(text string, line int) {
	if m.note != nil {
		m.note(Note{Text: text, MeldungID: m.meldung, Path: m.path(), Line: line})
	}
}
