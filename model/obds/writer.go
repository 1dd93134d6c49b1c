package obds

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Write writes a document in the edition it names: UTF-8, the elements
// in the schema's order, no white space between them. What a report does not
// hold is left out; of a choice, the branch its selector names is written; what
// the edition has no place for, as dataset.Beyond tells, is left out, too. It
// does not judge: an incomplete report makes a document the schema refuses.
func Write(w io.Writer, d *Document) error {
	out := NewWriter(w, d.Edition, d.Absender, d.Meldedatum)
	for i := range d.Patients {
		p := &d.Patients[i]
		for j := range p.Meldungen {
			out.Add(&p.Patient, &p.Meldungen[j])
		}
		if len(p.Meldungen) == 0 {
			out.Add(&p.Patient, nil)
		}
	}
	return out.Close(d.Melder)
}

// Writer writes a document report by report, so that memory does not grow with
// it. The first error is kept and returned by Close.
type Writer struct {
	out     *bufio.Writer
	tree    *frameTree
	patient *model.Patient // whose element is open
	inTag   bool           // the last start tag still lacks its ">"
	err     error
}

// NewWriter begins a document in an edition.
func NewWriter(w io.Writer, e field.Edition, absender model.Absender, meldedatum model.Datum) *Writer {
	out := &Writer{out: bufio.NewWriterSize(w, pieceSize), tree: tree(e)}
	out.plain(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	out.open("oBDS")
	out.plain(` xmlns="` + namespace + `" ` + versionAttr + `="` + dataset.Version(e) + `"`)
	head := &model.Report{Absender: absender, Meldedatum: meldedatum}
	out.element(out.tree.absender, head)
	out.element(out.tree.meldedatum, head)
	out.open("Menge_Patient")
	return out
}

// Add writes a report. Reports of one person come one after the other with the
// same pointer; the person's Anmerkung is read when the last one was added. A
// nil report writes the person alone.
func (w *Writer) Add(p *model.Patient, m *model.Meldung) {
	if p != w.patient {
		w.endPatient()
		w.beginPatient(p)
	}
	if m != nil {
		w.item(w.tree.meldung, m)
	}
}

// Close ends the document with its Melder and returns the first error.
func (w *Writer) Close(melder []model.Melder) error {
	w.endPatient()
	w.close("Menge_Patient")
	w.open("Menge_Melder")
	for i := range melder {
		w.item(w.tree.melder, &melder[i])
	}
	w.close("Menge_Melder")
	w.close("oBDS")
	w.text("\n")
	if err := w.out.Flush(); err != nil && w.err == nil {
		w.err = err
	}
	if w.err != nil {
		return fmt.Errorf("write document: %w", w.err)
	}
	return nil
}

// beginPatient writes a person up to the list of reports, endPatient the rest.
func (w *Writer) beginPatient(p *model.Patient) {
	w.patient = p
	e := w.tree.patient
	w.open(e.name)
	w.attrs(e, p)
	for i := range w.tree.meldungenUnit {
		w.unit(&e.units[i], p)
	}
	w.open("Menge_Meldung")
}

func (w *Writer) endPatient() {
	if w.patient == nil {
		return
	}
	w.close("Menge_Meldung")
	e := w.tree.patient
	for i := w.tree.meldungenUnit + 1; i < len(e.units); i++ {
		w.unit(&e.units[i], w.patient)
	}
	w.close(e.name)
	w.patient = nil
}

// unit writes one position of a part's content: of a choice, the branch taken.
func (w *Writer) unit(u *unit, owner any) {
	for _, e := range u.branches {
		if !e.stranger && (u.choice == "" || field.Chosen(u.part, e.choiceRow(), owner)) {
			w.element(e, owner)
		}
	}
}

// choiceRow is the row that names a branch: of a list in a wrapper, the list's.
func (e *element) choiceRow() *field.Row {
	if e.row == nil {
		return e.units[0].branches[0].row
	}
	return e.row
}

// element writes an element as often as the owner's struct holds it.
func (w *Writer) element(e *element, owner any) {
	row := e.row
	switch {
	case row == nil:
		w.wrapper(e, owner)
	case row.Leaf():
		w.leaf(e, row, row.Value(owner))
	case row.List():
		for i := range row.Count(owner) {
			w.item(e, row.Item(owner, i))
		}
	default:
		if child := writtenChild(e, owner); child != nil {
			w.item(e, child)
		}
	}
}

// writtenChild is the struct of a container that is to be written: one that is
// there, that the schema demands, or that a selector names.
func writtenChild(e *element, owner any) any {
	row := e.row
	switch {
	case row.Holds(owner) || !row.Optional() && (row.Required || e.role != inner):
		return row.Child(owner)
	case e.selector != nil && e.selector.Value(owner) == e.name:
		return row.Fresh()
	}
	return nil
}

// wrapper writes an element that holds a list, unless the list is empty.
func (w *Writer) wrapper(e *element, owner any) {
	item := e.units[0].branches[0]
	if !item.row.Holds(owner) {
		return
	}
	w.open(e.name)
	w.element(item, owner)
	w.close(e.name)
}

// item writes the element of a struct.
func (w *Writer) item(e *element, owner any) {
	if e.value != nil {
		w.leaf(e, e.value, e.value.Value(owner))
		return
	}
	w.open(e.name)
	w.attrs(e, owner)
	for i := range e.units {
		w.unit(&e.units[i], owner)
	}
	w.close(e.name)
}

func (w *Writer) attrs(e *element, owner any) {
	for _, a := range e.attrs {
		if a.row == nil {
			continue
		}
		if value := a.row.Value(owner); value != "" {
			w.attr(a.name, w.legal(e, value))
		}
	}
}

func (w *Writer) leaf(e *element, row *field.Row, value string) {
	if value == "" {
		return
	}
	w.open(e.name)
	if row.Type.Kind == field.Date {
		var g model.Genauigkeit
		value, g = model.Datum(value).Split()
		w.precision(row.Type, g)
	}
	w.text(w.legal(e, value))
	w.close(e.name)
}

// precision writes Datumsgenauigkeit where the type has it; a date without one
// is exact.
func (w *Writer) precision(t *field.Type, g model.Genauigkeit) {
	if len(t.Precision) == 0 || g == model.KeineGenauigkeit && t.PrecisionOptional {
		return
	}
	if g == model.KeineGenauigkeit {
		g = model.Exakt
	}
	w.attr(precisionAttr, string(g))
}

// legal refuses what no XML document can hold; the form never stores it.
func (w *Writer) legal(e *element, value string) string {
	for i, r := range value {
		if !isXMLChar(r) || r == utf8.RuneError && !strings.HasPrefix(value[i:], string(utf8.RuneError)) {
			if w.err == nil {
				w.err = fmt.Errorf("write %s: a character that XML does not allow", e.name)
			}
			return ""
		}
	}
	return value
}

var (
	textEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	attrEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

// open begins a start tag; its attributes may follow, and close ends it short
// when nothing stands between.
func (w *Writer) open(name string) {
	w.text("")
	w.plain("<" + name)
	w.inTag = true
}

func (w *Writer) close(name string) {
	if w.inTag {
		w.plain("/>")
		w.inTag = false
		return
	}
	w.plain("</" + name + ">")
}

func (w *Writer) attr(name, value string) {
	w.plain(" " + name + `="` + attrEscapes.Replace(value) + `"`)
}

// text ends the start tag, if one is open, and writes a text.
func (w *Writer) text(text string) {
	if w.inTag {
		w.plain(">")
		w.inTag = false
	}
	if text != "" {
		w.plain(textEscapes.Replace(text))
	}
}

func (w *Writer) plain(text string) {
	if _, err := w.out.WriteString(text); err != nil && w.err == nil {
		w.err = err
	}
}
