package forms

import (
	"strconv"

	"example.org/meldeportal/model/field"
)

// Elements of repeated groups: made, removed, and what is known of them kept
// with them.

// drop removes an element of a list.
func (f *Form) drop(list field.Bound, i int) {
	c := change{op: removeItem, id: list.ID, index: i, item: f.values(field.ItemID(list.ID, i))}
	list.Remove(i)
	f.removed(list.ID, i)
	f.stale = true
	f.record(c)
}

// values are all values within an element.
func (f *Form) values(item string) []value {
	var vs []value
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if b.Row.Leaf() && within(b.ID, item) && b.Get() != "" {
			vs = append(vs, value{b.ID, b.Get(), f.origins[b.ID]})
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
		if e.kind == adder && !e.hidden && e.page == f.at {
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

// insert makes a new element, empty or with values, and goes to its first field.
func (f *Form) insert(list field.Bound, i int, values ...value) {
	f.putItem(list, i, values)
	id := field.ItemID(list.ID, i)
	f.unfold(list.ID, i)
	f.record(change{op: insertItem, id: list.ID, index: i, item: values})
	f.close()
	f.rebuild(id)
	if e := f.current(); e != nil && e.kind == item {
		f.next(false)
	}
}

// CanDuplicate says why no element can be duplicated here, "" when one can.
func (f *Form) CanDuplicate() string {
	if list, _, ok := f.place(); !ok || list.Len() == 0 {
		return "Hier steht kein Listeneintrag, der verdoppelt werden könnte."
	}
	return f.CanAdd()
}

// duplicate makes a second element like the one in focus, or, on the line for a
// new one, like the last.
func (f *Form) duplicate() {
	if f.CanDuplicate() != "" {
		return
	}
	f.leave()
	list, i, ok := f.place()
	if !ok || list.Len() == 0 {
		return
	}
	i = min(i, list.Len()-1)
	from, to := field.ItemID(list.ID, i), field.ItemID(list.ID, i+1)
	values := f.values(from)
	for n := range values {
		values[n].id = to + values[n].id[len(from):]
	}
	f.insert(list, i+1, values...)
}

// CanMove says why the element in focus cannot go up (-1) or down (1) in its
// list, "" when it can.
func (f *Form) CanMove(by int) string {
	list, i, ok := f.place()
	switch {
	case !ok || i >= list.Len():
		return "Hier steht kein Listeneintrag, der verschoben werden könnte."
	case i+by < 0:
		return "Das ist schon der erste Eintrag."
	case i+by >= list.Len():
		return "Das ist schon der letzte Eintrag."
	}
	return ""
}

// move exchanges the element in focus with its neighbour and stays in it.
func (f *Form) move(by int) {
	if f.CanMove(by) != "" {
		return
	}
	f.leave()
	list, i, ok := f.place()
	if !ok || i+by < 0 || i+by >= list.Len() {
		return
	}
	_, _, tail, _ := split(f.Cursor(), list.ID)
	f.swap(list, min(i, i+by))
	f.record(change{op: swapItems, id: list.ID, index: min(i, i+by)})
	f.close()
	f.rebuild(field.ItemID(list.ID, i+by) + tail)
}

// unfold opens one element of a list and closes the others: the group stays a
// table.
func (f *Form) unfold(list string, i int) {
	for id := range f.open {
		if within(id, list) {
			delete(f.open, id)
		}
	}
	f.open[field.ItemID(list, i)] = true
}

// putItem makes an element with values.
func (f *Form) putItem(list field.Bound, i int, item []value) {
	list.Insert(i)
	f.renumber(list.ID, func(n int) int {
		if n >= i {
			return n + 1
		}
		return n
	})
	for _, v := range item {
		if b, ok := field.Lookup(f.root, f.report, v.id); ok {
			b.Set(v.text)
			f.setOrigin(v.id, v.origin)
		}
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
	f.close()
	f.stale = false
	f.rebuild(at)
}

// removed forgets what is known of an element and renumbers those behind it.
func (f *Form) removed(list string, i int) {
	f.renumber(list, func(n int) int {
		switch {
		case n == i:
			return gone
		case n > i:
			return n - 1
		}
		return n
	})
}

// swap exchanges an element and the one behind it.
func (f *Form) swap(list field.Bound, i int) {
	list.Swap(i, i+1)
	f.renumber(list.ID, func(n int) int {
		switch n {
		case i:
			return i + 1
		case i + 1:
			return i
		}
		return n
	})
}

// gone is the new number of an element that is there no more.
const gone = -1

// renumber keeps what is known of the elements of a list with them when they
// get other numbers.
func (f *Form) renumber(list string, to func(int) int) {
	f.open = renumbered(f.open, list, to)
	f.visited = renumbered(f.visited, list, to)
	f.origins = renumbered(f.origins, list, to)
	f.findings = renumbered(f.findings, list, to)
}

func renumbered[V any](known map[string]V, list string, to func(int) int) map[string]V {
	moved := make(map[string]V, len(known))
	for id, v := range known {
		prefix, i, tail, ok := split(id, list)
		switch {
		case !ok:
			moved[id] = v
		case to(i) != gone:
			moved[field.ItemID(prefix, to(i))+tail] = v
		}
	}
	return moved
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
