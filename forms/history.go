package forms

import (
	"slices"

	"example.org/meldeportal/model/field"
)

type changeOp int

const (
	setValue changeOp = iota
	insertItem
	removeItem
	setRest   // what was not understood of a TNM formula; id is the block's
	swapItems // an item and the one behind it
)

// value is a field id with its text and, where nobody typed it, its origin.
type value struct{ id, text, origin string }

// change is one change of the report and enough to take it back.
type change struct {
	op            changeOp
	id            string // field, or list
	before, after string
	was, is       string  // origins of before and after
	index         int     // item of the list
	item          []value // what the item held
}

// step is what one visit of a field, or one command, changed.
type step []change

// history is the way back and forth. It has no limit.
type history struct {
	done, undone []step
	growing      bool // the last step belongs to the visit that is still going on
	kept         log  // all of it once more, as it is stored
}

// record notes a change of the report.
func (f *Form) record(c change) {
	f.changes++
	h := &f.history
	h.undone = nil
	if !h.growing {
		h.done = append(h.done, nil)
		h.growing = true
	}
	last := &h.done[len(h.done)-1]
	if old := last.sameField(c); old != nil {
		old.after, old.is = c.after, c.is
		return
	}
	*last = append(*last, c)
}

// sameField is the change of the same field in a step since a list has changed.
func (s step) sameField(c change) *change {
	for i := len(s) - 1; i >= 0 && c.plain() && s[i].plain(); i-- {
		if s[i].op == c.op && s[i].id == c.id {
			return &s[i]
		}
	}
	return nil
}

// plain changes replace one text by another.
func (c *change) plain() bool { return c.op == setValue || c.op == setRest }

// began is what stood in a field when the visit going on began, where now stands.
func (h *history) began(id, now string) string {
	if h.growing {
		for _, c := range h.done[len(h.done)-1] {
			if c.op == setValue && c.id == id {
				return c.before
			}
		}
	}
	return now
}

// close ends the step of a visit; one that changed nothing in the end is
// dropped, and what it seemed to change has its origin again.
func (f *Form) close() {
	h := &f.history
	if !h.growing {
		return
	}
	h.growing = false
	last := h.done[len(h.done)-1]
	if slices.ContainsFunc(last, func(c change) bool { return !c.plain() || c.before != c.after }) {
		h.kept.step(last)
		return
	}
	h.done = h.done[:len(h.done)-1]
	for _, c := range last {
		f.setOrigin(c.id, c.was) // a rest has none
	}
}

// CanUndo says why there is nothing to take back, "" when there is.
func (f *Form) CanUndo() string {
	if len(f.history.done) == 0 {
		return "Es gibt nichts, was rückgängig zu machen wäre."
	}
	return ""
}

// CanRedo says why there is nothing to do again, "" when there is.
func (f *Form) CanRedo() string {
	if len(f.history.undone) == 0 {
		return "Es gibt nichts, was zu wiederholen wäre."
	}
	return ""
}

// undo takes back the last step and goes to where it was made.
func (f *Form) undo() {
	if e := f.current(); e != nil {
		e.edited = false
	}
	f.close()
	h := &f.history
	if len(h.done) == 0 {
		return
	}
	s := h.done[len(h.done)-1]
	h.done = h.done[:len(h.done)-1]
	for i := len(s) - 1; i >= 0; i-- {
		f.apply(s[i].inverse())
	}
	h.undone = append(h.undone, s)
	h.kept.mark(logUndo)
	f.showChange(s)
}

// redo does again what Undo took back.
func (f *Form) redo() {
	h := &f.history
	if len(h.undone) == 0 {
		return
	}
	s := h.undone[len(h.undone)-1]
	h.undone = h.undone[:len(h.undone)-1]
	for _, c := range s {
		f.apply(c)
	}
	h.done = append(h.done, s)
	h.kept.mark(logRedo)
	f.showChange(s)
}

func (c change) inverse() change {
	switch c.op {
	case insertItem:
		c.op = removeItem
	case removeItem:
		c.op = insertItem
	case setValue, setRest:
		c.before, c.after, c.was, c.is = c.after, c.before, c.is, c.was
	}
	return c
}

// apply makes a change. Where the report is not as the change knew it, because
// the draft was changed elsewhere since, nothing is touched.
func (f *Form) apply(c change) {
	b, ok := field.Lookup(f.root, f.report, c.id)
	if !ok {
		return
	}
	f.changes++
	f.unform(c.id)
	switch c.op {
	case setValue:
		if b.Get() == c.before {
			b.Set(c.after)
			f.setOrigin(c.id, c.is)
		}
	case setRest:
		if f.rests[c.id] == c.before {
			f.rests[c.id] = c.after
		}
	case removeItem:
		if c.index < b.Len() && sameTexts(f.values(field.ItemID(c.id, c.index)), c.item) {
			b.Remove(c.index)
			f.removed(c.id, c.index)
		}
	case insertItem:
		if c.index <= b.Len() {
			f.putItem(b, c.index, c.item)
		}
	case swapItems:
		if c.index+1 < b.Len() {
			f.swap(b, c.index)
		}
	}
}

func sameTexts(a, b []value) bool {
	return slices.EqualFunc(a, b, func(a, b value) bool { return a.id == b.id && a.text == b.text })
}

// showChange goes to the first field of a step.
func (f *Form) showChange(s step) {
	f.stale = false
	id := s[0].id
	if !s[0].plain() {
		id = field.ItemID(id, s[0].index)
	}
	if f.page(id) == f.at {
		f.openAround(id)
		f.rebuild(id)
		return
	}
	if !f.Goto(id) {
		f.rebuild(f.Cursor())
	}
}
