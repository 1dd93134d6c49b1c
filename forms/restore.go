package forms

import (
	"example.org/meldeportal/model/field"
)

// Esc puts back what stood in the field before somebody looked into its list or
// typed over its code or date. What was typed meanwhile is a step that was taken
// back: it can be made again.

// Escape shuts an open list of hits and takes back what was typed over a code or a
// date. ok is false where there is nothing to do either with; restored says that
// the text in the field changed.
func (f *Form) Escape() (restored, ok bool) {
	e := f.current()
	if e == nil || !e.typed() {
		return false, false
	}
	p, isPick := e.widget().(*pick)
	opened := isPick && p.isOpen
	stood, back := e.before, e.before != "" && e.edited && (opened || e.overwrites())
	if opened && p.catalogue {
		stood, back = p.stoodText(), true
	}
	if !back {
		return false, f.Shut()
	}
	restored = e.stored() != stood
	f.putBack(e, stood)
	return restored, true
}

// stoodText is the text of the line when the list was opened, as it is stored. A
// branch of a choice is never half typed.
func (p *pick) stoodText() string {
	if p.kind == isBranch || p.stood == p.show(p.before) {
		return p.before
	}
	return p.stood
}

// overwrites reports that the first letter takes the place of what is stored, as
// in codes and dates.
func (e *entry) overwrites() bool {
	if e.kind != leaf {
		return false
	}
	switch e.bound.Row.Type.Kind {
	case field.Date, field.Year, field.Code, field.Enum, field.Flag, field.Branch:
		return true
	}
	return false
}

// putBack makes a field what it was. Where that is what it was at the beginning of
// the visit, the visit is a step that was taken back.
func (f *Form) putBack(e *entry, stood string) {
	if o, ok := e.opener(); ok {
		o.shut()
	}
	half := stood != e.before
	if steps := len(f.history.done); !half && f.history.growing {
		if f.close(); len(f.history.done) == steps { // what changes nothing is no step
			f.undo()
			return
		}
	}
	f.write(e.id, stood)
	e.widget().open(stood, half)
	e.edited = half
}
