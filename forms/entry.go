package forms

import (
	"errors"
	"io"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

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

// entry is one line of a page and its field for huh. It returns no commands
// and never an error: a key changes the report at once and nothing traps the
// cursor.
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

// Focus begins a visit.
func (e *entry) Focus() tea.Cmd {
	e.focused, e.edited, e.form.at, e.form.said = true, false, e.page, nil
	if e.typed() {
		e.before = e.stored()
		e.widget().open(e.before, false)
	}
	if l, ok := e.input.(*tnmLine); ok {
		l.visit(e.form.tnmOf(e.id), e.form.besides(e.id))
	}
	return nil
}

// Blur ends a visit. What was edited has been committed before.
func (e *entry) Blur() tea.Cmd {
	e.focused = false
	if o, ok := e.opener(); ok {
		o.shut()
	}
	return nil
}

// Update edits the value with a key. huh sends many other messages; none of
// them means anything here.
func (e *entry) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if ok && e.focused && e.typed() && e.widget().key(k) {
		e.edited = true
		e.put(e.widget().text())
	}
	return e, nil
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

// View is empty: huh draws every field of a group for itself with each message
// and throws it away; the window draws instead.
func (e *entry) View() string { return "" }

// Skip keeps the focus off lines that cannot have it. While the form jumps, it
// keeps it off all but one, so that huh gets there in a single step.
func (e *entry) Skip() bool {
	if to := e.form.jump; to != nil {
		return e != to
	}
	return e.silent()
}

// silent lines never have the focus now.
func (e *entry) silent() bool { return e.hidden || e.kind == heading || e.kind == title }

// Init does nothing.
func (e *entry) Init() tea.Cmd { return nil }

// Error is always nil: what is wrong is a finding.
func (e *entry) Error() error { return nil }

var errAlone = errors.New("field cannot run alone")

// Run is refused: a field lives in its page.
func (e *entry) Run() error { return errAlone }

// RunAccessible is refused like Run.
func (e *entry) RunAccessible(io.Writer, io.Reader) error { return errAlone }

// Zoom is off.
func (e *entry) Zoom() bool { return false }

// KeyBinds is empty: the program's keys come from its own table.
func (e *entry) KeyBinds() []key.Binding { return nil }

// WithTheme changes nothing: the look comes from the form.
func (e *entry) WithTheme(*huh.Theme) huh.Field { return e }

// WithAccessible changes nothing.
func (e *entry) WithAccessible(bool) huh.Field { return e }

// WithKeyMap changes nothing.
func (e *entry) WithKeyMap(*huh.KeyMap) huh.Field { return e }

// WithWidth changes nothing: the window knows its width.
func (e *entry) WithWidth(int) huh.Field { return e }

// WithHeight changes nothing.
func (e *entry) WithHeight(int) huh.Field { return e }

// WithPosition changes nothing.
func (e *entry) WithPosition(huh.FieldPosition) huh.Field { return e }

// GetKey is the field id.
func (e *entry) GetKey() string { return e.id }

// GetValue is nothing: the value is in the report already.
func (e *entry) GetValue() any { return nil }
