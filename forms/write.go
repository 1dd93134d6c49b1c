package forms

import "example.org/meldeportal/model/field"

// write stores what is typed right now. Typing into the line behind a list
// makes the element it stands for.
func (f *Form) write(id, text string) { f.writeFrom(id, text, "") }

// writeFrom stores a text and where it came from, "" for a person's own.
func (f *Form) writeFrom(id, text, origin string) {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok {
		return
	}
	before := b.Get()
	if before == text {
		return
	}
	if text != "" {
		f.make(id)
	}
	c := change{op: setValue, id: id, before: before, after: text, was: f.origins[id], is: origin}
	b.Set(text)
	f.setOrigin(id, origin)
	f.outdate(id)
	f.record(c)
}

// outdate drops what was found about a value that is there no more.
func (f *Form) outdate(id string) {
	delete(f.findings, id)
	for _, e := range f.section.entries {
		if e.id == id {
			e.finding = nil
		}
	}
}

// make inserts the list elements a field stands in where there are none yet.
func (f *Form) make(id string) {
	for at := range id {
		list, ok := field.Bound{}, false
		if id[at] == '[' {
			list, ok = field.Lookup(f.root, f.report, id[:at])
		}
		if _, i, _, is := split(id, id[:at]); ok && is {
			for list.Len() <= i {
				f.record(change{op: insertItem, id: list.ID, index: list.Len()})
				list.Insert(list.Len())
				f.stale = true
			}
		}
	}
}

// settle stores what a typed text became when the person went on, and what
// follows from it at once.
func (f *Form) settle(e *entry, text string) {
	f.write(e.id, text)
	f.derive(e.bound, text)
	f.redate(e.id)
	f.use(e.bound, text)
	id, i := e.bound.Item()
	list, ok := field.Lookup(f.root, f.report, id)
	if text == "" && i >= 0 && ok && i < list.Len() && compact(list.Row.Part) && empty(f.root, f.report, field.ItemID(id, i)) {
		f.drop(list, i)
	}
}
