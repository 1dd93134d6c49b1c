package forms

import (
	tea "github.com/charmbracelet/bubbletea"
)

// dispatch gives a key to the open list of hits, to the page, or to the field.
func (f *Form) dispatch(k tea.KeyMsg) {
	e := f.current()
	if e == nil {
		f.turnKey(k.String())
		return
	}
	if o, ok := e.opener(); ok && o.opened() && listKey(o, k.String()) {
		e.edited = true // moving to a hit is choosing it
		return
	}
	if a, ok := e.input.(*area); ok && e.kind == leaf && f.areaKey(e, a, k) {
		return
	}
	if f.proposalKey(k, e) || f.completionKey(k, e) || f.moveKey(k.String(), e) || f.turnKey(k.String()) || f.editKey(k.String(), e) {
		return
	}
	switch {
	case isShortcut(k):
		return
	case e.kind == adder && k.Type == tea.KeyRunes:
		f.newItem(e)
		f.dispatch(k)
		return
	case e.kind == item && k.Type == tea.KeyLeft && f.open[e.id]:
		delete(f.open, e.id)
		f.rebuild(e.id)
		return
	}
	f.host.key(k)
}

// listKey moves in an open list of hits; without a hit the key goes on. Pages
// turn in the list only when it is shown whole: else they turn the form's.
func listKey(o opener, key string) bool {
	switch key {
	case "up":
		return o.move(-1)
	case "down":
		return o.move(1)
	case "pgup":
		return o.whole() && o.move(-listPage)
	case "pgdown":
		return o.whole() && o.move(listPage)
	}
	return false
}

// listPage is how far a page key goes in a whole list.
const listPage = 15

// areaKey are the keys that mean something else inside a text of several lines.
func (f *Form) areaKey(e *entry, a *area, k tea.KeyMsg) bool {
	switch k.String() {
	case "up":
		return a.move(-1)
	case "down":
		return a.move(1)
	case "enter", "ctrl+j":
		if !a.takesEnter() {
			return false
		}
		f.host.key(k)
		return true
	}
	return false
}

// moveKey goes from field to field. Tab and Enter pass over what is filled in
// by the program and needs nobody; arrows stop everywhere.
func (f *Form) moveKey(key string, e *entry) bool {
	switch key {
	case "tab":
		f.next(true)
	case "enter", "ctrl+j":
		f.enter(e)
	case "down":
		f.next(false)
	case "shift+tab":
		f.back(true)
	case "up":
		f.back(false)
	default:
		return false
	}
	return true
}

// enter opens what can be opened and goes on from everything else, unless there is
// something to choose.
func (f *Form) enter(e *entry) {
	switch {
	case e.kind == lock:
		f.unlock()
	case e.kind == item && !e.locked && !f.open[e.id]:
		f.unfold(e.bound.ID, e.index)
		f.rebuild(e.id)
		f.next(false)
	case e.stays(): // the hint says why
	default:
		f.next(true)
	}
}

func (f *Form) turnKey(key string) bool {
	switch key {
	case "pgdown":
		f.turn(1)
	case "pgup":
		if !f.whole || !f.toTop() {
			f.turn(-1)
		}
	default:
		return false
	}
	return true
}

// toTop goes to the first field of the page the focus is on, and reports
// whether it was elsewhere.
func (f *Form) toTop() bool {
	before := f.Cursor()
	f.leave()
	f.toPage(f.at)
	return f.Cursor() != before
}

func (f *Form) editKey(key string, e *entry) bool {
	switch key {
	case "ctrl+n":
		f.add()
	case "ctrl+k":
		f.remove()
	case "ctrl+t":
		f.duplicate()
	case "alt+up":
		f.move(-1)
	case "alt+down":
		f.move(1)
	case "ctrl+z":
		f.undo()
	case "ctrl+y":
		f.redo()
	case "ctrl+d":
		f.repeat()
	case "ctrl+u":
		f.clear(e)
	default:
		return false
	}
	return true
}

// next goes to the following field, on the next page after the last one. At
// the very end it stays.
func (f *Form) next(passOver bool) {
	f.leave()
	for i := f.index() + 1; i < len(f.section.entries); i++ {
		if e := f.section.entries[i]; !e.silent() && !(passOver && e.quiet()) {
			f.focus(i)
			return
		}
	}
	if f.turn(1) && !passOver {
		f.top(f.at)
	}
}

// back goes to the field before, on the page before after the first one.
func (f *Form) back(passOver bool) {
	f.leave()
	for i := f.index() - 1; i >= 0; i-- {
		if e := f.section.entries[i]; !e.silent() && !(passOver && e.quiet()) {
			f.focus(i)
			return
		}
	}
	if !f.whole && f.turn(-1) {
		f.last()
	}
}

// last puts the focus on the last field of the page.
func (f *Form) last() {
	for i := len(f.section.entries) - 1; i >= 0; i-- {
		if e := f.section.entries[i]; !e.silent() && !e.quiet() {
			f.focus(i)
			return
		}
	}
}

// quiet fields need nobody: they follow from another one, as the edition behind
// a code does, were chosen with the report, as its occasion, or are only shown.
func (e *entry) quiet() bool {
	if e.locked {
		return e.kind != lock
	}
	return e.kind == leaf && e.finding == nil && (e.form.settled(e.bound) || e.formulaDone() || e.bound.Row.ID == "Meldeanlass" && e.stored() != "")
}

// clear empties the field as if its text had been deleted.
func (f *Form) clear(e *entry) {
	if !e.typed() {
		return
	}
	if e.stored() == "" && !e.edited {
		return
	}
	if o, ok := e.opener(); ok {
		o.shut()
	}
	e.put("")
	e.widget().open("", true)
	e.edited = true
}

// Shut closes an open list of hits and reports whether there was one.
func (f *Form) Shut() bool {
	e := f.current()
	if e == nil {
		return false
	}
	if o, ok := e.opener(); ok && o.opened() {
		o.shut()
		e.edited = o.text() != e.before
		return true
	}
	return false
}

// Enlarge opens the whole list of the focused field and reports whether it has one.
func (f *Form) Enlarge() bool {
	e := f.current()
	if e == nil || e.fixed != "" {
		return false
	}
	if e.kind == lock || e.locked {
		f.unlock()
		return true
	}
	o, ok := e.opener()
	if ok {
		o.enlarge()
	}
	return ok
}
