package forms

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// entryKind is what stands on a line of a page.
type entryKind int

const (
	leaf    entryKind = iota // a value
	heading                  // names what follows; never has the focus
	item                     // an element of a repeated group, in one line
	adder                    // the line that makes a new element
	lock                     // a page that is only shown for confirmation
	formula                  // a TNM block in one line
	title                    // names a page where all stand on one; never has the focus
)

// entry is one line of a page: a key changes the report at once and nothing
// traps the cursor.
type entry struct {
	form    *Form
	kind    entryKind
	page    int         // number of its page
	id      string      // field id, of the element for items, of the list for adders
	bound   field.Bound // the row; for items and adders that of the list
	index   int         // items: which one
	label   string
	depth   int
	group   string // headings: the id whose fields they name
	locked  bool   // shown, not asked
	fixed   string // why it stays so whatever the person does, "" = it does not
	hidden  bool   // not asked now
	beyond  bool   // the empty field behind the last element of a list
	focused bool
	edited  bool   // changed since the focus came
	before  string // stored then
	input   widget
	finding *rule.Finding
}

// widget is made when it is first needed: most fields of a page are only drawn.
func (e *entry) widget() widget {
	if e.input == nil {
		e.input = e.form.widgetFor(e.bound)
	}
	return e.input
}

// opener is the entry's widget if it has a list below its line.
func (e *entry) opener() (opener, bool) {
	if !e.typed() {
		return nil, false
	}
	o, ok := e.widget().(opener)
	return o, ok
}

// stored is the value in the report.
func (e *entry) stored() string {
	if e.kind == formula {
		return e.form.formula(e.id)
	}
	return e.bound.Get()
}

// given is what becomes of the field if it stays empty, "" where nothing does or
// it has a value.
func (e *entry) given() string {
	if e.kind != leaf || e.stored() != "" {
		return ""
	}
	return e.form.env.Given[e.id]
}

// folge is what follows from the choice that stands in the field.
func (e *entry) folge() string {
	if e.kind != leaf {
		return ""
	}
	code := e.stored()
	if p, ok := e.input.(*pick); ok && e.focused {
		if hit, marked := p.taken(); marked {
			code = hit.Code
		}
	}
	return dataset.Folge(e.bound.Row.Type, code)
}

// typed reports that one types into the line.
func (e *entry) typed() bool { return (e.kind == leaf || e.kind == formula) && !e.locked }

// visit begins when the focus comes.
func (e *entry) visit() {
	e.focused, e.edited, e.form.at, e.form.said = true, false, e.page, nil
	if e.typed() {
		e.before = e.stored()
		e.widget().open(e.before, false)
	}
	if l, ok := e.input.(*tnmLine); ok {
		l.visit(e.form.tnmOf(e.id), e.form.besides(e.id))
	}
}

// depart ends a visit. What was edited has been committed before.
func (e *entry) depart() {
	e.focused = false
	if o, ok := e.opener(); ok {
		o.shut()
	}
}

// press edits the value with a key.
func (e *entry) press(k tea.KeyMsg) {
	if e.focused && e.typed() && e.widget().key(k) {
		e.edited = true
		e.put(e.widget().text())
	}
}

// put stores what is typed right now.
func (e *entry) put(text string) {
	if e.kind == formula {
		e.form.writeFormula(e, text)
		return
	}
	e.form.write(e.id, text)
}

// commit makes of the typed text what it stands for and stores that.
func (e *entry) commit() {
	if !e.edited || !e.typed() {
		return
	}
	e.edited = false
	if e.kind == formula {
		e.form.settleFormula(e)
		return
	}
	e.form.settle(e, e.widget().commit())
}

// silent lines never have the focus now.
func (e *entry) silent() bool { return e.hidden || e.kind == heading || e.kind == title }
