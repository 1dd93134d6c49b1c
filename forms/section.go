package forms

// The lines in sight and the focus among them: those of one page, or of all
// pages below each other.

// section is one page, or all of them, and the window they are seen through.
type section struct {
	entries []*entry
	window  *window
}

// show builds a page and puts the focus on its first field. Where all pages
// stand on one, all are built.
func (f *Form) show(page int) {
	f.at = page
	f.build()
	f.toPage(page)
}

// build makes the lines anew. None of them has the focus yet.
func (f *Form) build() {
	f.section.entries, f.section.window.top = f.entries(), 0
	f.host.renew()
	f.attach()
}

// entries are the lines of the page, or of all pages, each below its title.
func (f *Form) entries() []*entry {
	if !f.whole {
		return f.list(&f.pages[f.at])
	}
	var all []*entry
	for p := range f.pages {
		all = append(all, &entry{form: f, kind: title, label: f.pages[p].Title, page: p})
		all = append(all, f.list(&f.pages[p])...)
	}
	refresh(all)
	return all
}

// toPage puts the focus on the first field of a page that needs somebody, else on
// its first one, building the page if need be.
func (f *Form) toPage(page int) {
	if !f.whole && page != f.at {
		f.show(page)
		return
	}
	for i, e := range f.section.entries {
		if e.page == page && !e.silent() && !e.quiet() {
			f.focus(i)
			return
		}
	}
	f.top(page)
}

// top puts the focus on the first field of a page that is in sight.
func (f *Form) top(page int) {
	for i, e := range f.section.entries {
		if e.page == page && !e.silent() {
			f.focus(i)
			return
		}
	}
}

// first puts the focus on the first line in sight that can have it.
func (f *Form) first() {
	for i, e := range f.section.entries {
		if !e.silent() {
			f.focus(i)
			return
		}
	}
}

// Whole reports that all pages stand on one.
func (f *Form) Whole() bool { return f.whole }

// SetWhole puts all pages on one, or each on its own again. The cursor and what
// is being typed stay.
func (f *Form) SetWhole(whole bool) {
	if f.whole == whole {
		return
	}
	f.whole = whole
	old := f.current()
	f.build()
	if old == nil || !f.seek(old.id) {
		f.first()
		return
	}
	if e := f.current(); e.id == old.id && e.kind == old.kind {
		e.input, e.before, e.edited = old.input, old.before, old.edited
	}
}

// rebuild makes the page anew, after its lines have changed, and keeps the
// place: the field with the id, or what is now where it was.
func (f *Form) rebuild(id string) {
	scroll, at := f.section.window.top, f.index()
	f.build()
	f.section.window.top = scroll
	if f.seek(id) {
		return
	}
	for i := min(at, len(f.section.entries)-1); i >= 0; i-- {
		if !f.section.entries[i].silent() {
			f.focus(i)
			return
		}
	}
}

// current is the entry that has the focus.
func (f *Form) current() *entry { return f.host.focused() }

// index is the place of the current entry on its page, -1 without one.
func (f *Form) index() int {
	for i, e := range f.section.entries {
		if e.focused {
			return i
		}
	}
	return -1
}

// focus moves to an entry that can have the focus.
func (f *Form) focus(to int) {
	if at := f.index(); at != to {
		f.host.focus(f.section.entries[to], f.section.entries, to < at)
	}
}

// seek puts the focus on the entry with an id on this page, or on the first
// one within it.
func (f *Form) seek(id string) bool {
	at := -1
	for i, e := range f.section.entries {
		if e.silent() {
			continue
		}
		if e.id == id && (at < 0 || f.section.entries[at].id != id || e.kind == leaf) {
			at = i
		} else if at < 0 && within(e.id, id) {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	f.focus(at)
	return true
}
