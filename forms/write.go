package forms

import (
	"strconv"

	"example.org/meldeportal/model/field"
)

// write stores what is typed right now. Typing into the line behind a list
// makes the element it stands for.
func (f *Form) write(id, text string) {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok {
		return
	}
	if text != "" {
		f.make(b)
	}
	before := b.Get()
	if before == text {
		return
	}
	b.Set(text)
	f.outdate(id)
	f.record(change{op: setValue, id: id, before: before, after: text})
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

// make inserts the list element a field stands in where there is none yet.
func (f *Form) make(b field.Bound) {
	id, i := b.Item()
	list, ok := field.Lookup(f.root, f.report, id)
	if i < 0 || !ok || i < list.Len() {
		return
	}
	list.Insert(list.Len())
	f.stale = true
	f.record(change{op: insertItem, id: id, index: list.Len() - 1})
}

// settle stores what a typed text became when the person went on, and what
// follows from it at once.
func (f *Form) settle(e *entry, text string) {
	f.write(e.id, text)
	f.derive(e.bound, text)
	id, i := e.bound.Item()
	list, ok := field.Lookup(f.root, f.report, id)
	if text == "" && i >= 0 && ok && i < list.Len() && compact(list.Row.Part) && empty(f.root, f.report, field.ItemID(id, i)) {
		f.drop(list, i)
	}
}

// drop removes an element of a list.
func (f *Form) drop(list field.Bound, i int) {
	c := change{op: removeItem, id: list.ID, index: i, item: f.values(field.ItemID(list.ID, i))}
	list.Remove(i)
	f.shift(list.ID, i, -1)
	f.stale = true
	f.record(c)
}

// values are all values within an element.
func (f *Form) values(item string) []value {
	var vs []value
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if b.Row.Leaf() && within(b.ID, item) && b.Get() != "" {
			vs = append(vs, value{b.ID, b.Get()})
		}
		return within(b.ID, item) || within(item, b.ID)
	})
	return vs
}

// place is the list element the focus is in: an element of a repeated group,
// or the line behind the last one.
func (f *Form) place() (list field.Bound, index int, ok bool) {
	e := f.current()
	if e == nil || e.locked || e.kind == lock {
		return list, 0, false
	}
	switch e.kind {
	case item:
		return e.bound, e.index, true
	case adder:
		return e.bound, e.bound.Len(), true
	}
	id, i := e.bound.Item()
	if i < 0 {
		return list, 0, false
	}
	list, ok = field.Lookup(f.root, f.report, id)
	return list, i, ok
}

// CanAdd says why no element can be added here, "" when it can.
func (f *Form) CanAdd() string {
	list, _, ok := f.place()
	if !ok {
		if list, ok = f.onlyList(); !ok {
			return "Hier steht keine Liste, der ein Eintrag hinzugefügt werden könnte."
		}
	}
	if list.Row.Max > 0 && list.Len() >= list.Row.Max {
		return "Mehr als " + strconv.Itoa(list.Row.Max) + " Einträge sind hier nicht möglich."
	}
	return ""
}

// onlyList is the first list of the page, for those who stand elsewhere on it.
func (f *Form) onlyList() (field.Bound, bool) {
	for _, e := range f.section.entries {
		if e.kind == adder && !e.hidden {
			return e.bound, true
		}
	}
	return field.Bound{}, false
}

// add makes a new element behind the one in focus and goes to its first field.
func (f *Form) add() {
	if f.CanAdd() != "" {
		return
	}
	f.leave()
	list, i, ok := f.place()
	if !ok {
		list, _ = f.onlyList()
		i = list.Len()
	}
	f.insert(list, min(i+1, list.Len()))
}

// newItem makes the element its line offers.
func (f *Form) newItem(e *entry) { f.insert(e.bound, e.bound.Len()) }

func (f *Form) insert(list field.Bound, i int) {
	list.Insert(i)
	f.shift(list.ID, i, 1)
	id := field.ItemID(list.ID, i)
	f.open[id] = true
	f.record(change{op: insertItem, id: list.ID, index: i})
	f.history.close()
	f.rebuild(id)
	if e := f.current(); e != nil && e.kind == item {
		f.next(false)
	}
}

// CanRemove says why nothing can be removed here, "" when it can.
func (f *Form) CanRemove() string {
	list, i, ok := f.place()
	if !ok || i >= list.Len() {
		return "Hier steht kein Listeneintrag, der entfernt werden könnte."
	}
	return ""
}

// remove deletes the list element in focus. It can be undone.
func (f *Form) remove() {
	if f.CanRemove() != "" {
		return
	}
	if e := f.current(); e != nil {
		e.edited = false // what was typed goes with the element
	}
	list, i, _ := f.place()
	at := field.ItemID(list.ID, i)
	f.drop(list, i)
	f.history.close()
	f.stale = false
	f.rebuild(at)
}

// shift keeps the open elements of a list open when others come or go before them.
func (f *Form) shift(list string, from, by int) {
	moved := map[string]bool{}
	for id := range f.open {
		rest, i, tail, ok := split(id, list)
		switch {
		case !ok || i < from:
			moved[id] = true
		case by < 0 && i == from:
		default:
			moved[field.ItemID(rest, i+by)+tail] = true
		}
	}
	f.open = moved
}

// split takes the number of the list's element out of an id within it.
func split(id, list string) (prefix string, i int, tail string, ok bool) {
	if !within(id, list) || len(id) <= len(list)+2 || id[len(list)] != '[' {
		return "", 0, "", false
	}
	rest := id[len(list)+1:]
	for n := range rest {
		if rest[n] == ']' {
			i, err := strconv.Atoi(rest[:n])
			return list, i, rest[n+1:], err == nil
		}
	}
	return "", 0, "", false
}

// CanRepeat says why there is no value to take over, "" when there is one.
func (f *Form) CanRepeat() string {
	e := f.current()
	switch {
	case e == nil || e.kind != leaf || e.locked:
		return "Hier steht kein Feld, in das ein Wert übernommen werden könnte."
	case f.earlier == nil:
		return "Zu diesem Tumor gibt es keine frühere Meldung."
	}
	if b, ok := field.Lookup(f.root, f.earlier, e.id); !ok || b.Get() == "" {
		return "Die letzte Meldung zu diesem Tumor hat hier keinen Wert."
	}
	return ""
}

// repeat takes over the value the last report of this tumour has here.
func (f *Form) repeat() {
	if f.CanRepeat() != "" {
		return
	}
	e := f.current()
	b, _ := field.Lookup(f.root, f.earlier, e.id)
	f.write(e.id, b.Get())
	f.derive(e.bound, b.Get())
	f.history.close()
	e.Focus()
}
