package forms

import "example.org/meldeportal/model/field"

type changeOp int

const (
	setValue changeOp = iota
	insertItem
	removeItem
	setRest // what was not understood of a TNM formula; id is the block's
)

// value is a field id with its text.
type value struct{ id, text string }

// change is one change of the report and enough to take it back.
type change struct {
	op            changeOp
	id            string // field, or list
	before, after string
	index         int     // item of the list
	item          []value // what the item held
}

// step is what one visit of a field, or one command, changed.
type step []change

// history is the way back and forth. It has no limit.
type history struct {
	done, undone []step
	growing      bool // the last step belongs to the visit that is still going on
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
		old.after = c.after
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

// close ends the step of a visit; one that changed nothing in the end is dropped.
func (h *history) close() {
	if !h.growing {
		return
	}
	h.growing = false
	last := h.done[len(h.done)-1]
	for _, c := range last {
		if !c.plain() || c.before != c.after {
			return
		}
	}
	h.done = h.done[:len(h.done)-1]
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
	f.history.close()
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
	f.showChange(s)
}

func (c change) inverse() change {
	switch c.op {
	case insertItem:
		c.op = removeItem
	case removeItem:
		c.op = insertItem
	default:
		c.before, c.after = c.after, c.before
	}
	return c
}

func (f *Form) apply(c change) {
	b, ok := field.Lookup(f.root, f.report, c.id)
	if !ok {
		return
	}
	f.changes++
	f.unform(c.id)
	switch c.op {
	case setValue:
		b.Set(c.after)
	case setRest:
		f.rests[c.id] = c.after
	case removeItem:
		b.Remove(c.index)
		f.shift(c.id, c.index, -1)
	case insertItem:
		b.Insert(c.index)
		f.shift(c.id, c.index, 1)
		for _, v := range c.item {
			f.restore(v)
		}
	}
}

// restore puts a value of a removed item back, with the inner items it stood in.
func (f *Form) restore(v value) {
	b, ok := field.Lookup(f.root, f.report, v.id)
	for list, i := b.Item(); ok && i >= 0; {
		l, found := field.Lookup(f.root, f.report, list)
		if !found || i < l.Len() {
			break
		}
		l.Insert(l.Len())
	}
	if ok {
		b.Set(v.text)
	}
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
