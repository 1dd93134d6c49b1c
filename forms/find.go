package forms

import (
	"cmp"
	"slices"
	"strings"
)

// NextFinding goes to the next or previous field with a finding, in the order
// of the pages, and reports whether there is one a page asks for.
func (f *Form) NextFinding(by int) bool {
	f.leave()
	ids := f.ordered()
	if len(ids) == 0 {
		return false
	}
	at := f.position(f.at, f.Cursor())
	best := -1
	for i, id := range ids {
		switch {
		case by > 0 && id.place > at:
			return f.Goto(ids[i].id)
		case by < 0 && id.place < at:
			best = i
		}
	}
	if by > 0 {
		return f.Goto(ids[0].id)
	}
	if best < 0 {
		best = len(ids) - 1
	}
	return f.Goto(ids[best].id)
}

// found is a field with a finding and its place in the whole form.
type found struct {
	id    string
	place int
}

// pageStride keeps the places of one page before those of the next.
const pageStride = 1 << 16

// ordered are the fields with findings in the order of the pages.
func (f *Form) ordered() []found {
	var ids []found
	for p := range f.pages {
		if f.pages[p].Locked && !f.unlocked && !f.findingsOn(p) {
			continue
		}
		for i, e := range f.list(&f.pages[p]) {
			if !e.silent() && f.findings[e.id] != nil && (e.kind == leaf || e.kind == adder || e.kind == formula) {
				ids = append(ids, found{e.id, p*pageStride + i})
			}
		}
	}
	ids = append(ids, f.folded(ids)...)
	slices.SortStableFunc(ids, func(a, b found) int { return cmp.Or(a.place-b.place, strings.Compare(a.id, b.id)) })
	return ids
}

func (f *Form) findingsOn(page int) bool {
	for id := range f.findings {
		if f.page(id) == page {
			return true
		}
	}
	return false
}

// folded are the fields with findings inside list items that are not open, and
// the parts a finding names as a whole.
func (f *Form) folded(seen []found) []found {
	var more []found
	for id := range f.findings {
		p := f.page(id)
		if p < 0 || contains(seen, id) {
			continue
		}
		if at := f.position(p, id); at >= 0 {
			more = append(more, found{id, at})
		}
	}
	return more
}

func contains(ids []found, id string) bool {
	for _, f := range ids {
		if f.id == id {
			return true
		}
	}
	return false
}

// position is the place of an id, of the item it lies in, or of its first field.
func (f *Form) position(page int, id string) int {
	for i, e := range f.list(&f.pages[page]) {
		if !e.silent() && (e.id == id || within(e.id, id) || e.kind == item && within(id, e.id)) {
			return page*pageStride + i
		}
	}
	return -1
}
