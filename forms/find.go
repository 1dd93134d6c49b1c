package forms

import (
	"cmp"
	"slices"
	"strings"
)

// NextFinding goes to the next or previous field with a finding and reports whether
// there is one a page asks for, in the order of the pages; what only the
// Mindestanforderungen miss comes behind all that is wrong or keeps a report from
// being completed.
func (f *Form) NextFinding(by int) bool {
	f.leave()
	ids := f.ordered()
	if len(ids) == 0 {
		return false
	}
	here := found{f.Cursor(), f.position(f.at, f.Cursor()), f.later(f.Cursor())}
	if by > 0 {
		i := slices.IndexFunc(ids, func(one found) bool { return one.compare(here) > 0 })
		return f.Goto(ids[max(0, i)].id)
	}
	i := len(ids) - 1
	for i > 0 && ids[i].compare(here) >= 0 {
		i--
	}
	if ids[i].compare(here) >= 0 {
		i = len(ids) - 1
	}
	return f.Goto(ids[i].id)
}

// later reports whether a field only misses what the Mindestanforderungen want.
func (f *Form) later(id string) bool {
	finding := f.findings[id]
	return finding != nil && finding.OnlyMinimum()
}

// found is a field with a finding and its place in the whole form.
type found struct {
	id    string
	place int
	later bool
}

// compare orders by the pages, what comes later behind the others.
func (a found) compare(b found) int {
	if a.later != b.later {
		if b.later {
			return -1
		}
		return 1
	}
	return a.place - b.place
}

// pageStride keeps the places of one page before those of the next.
const pageStride = 1 << 16

// ordered are the fields with findings, as NextFinding goes through them.
func (f *Form) ordered() []found {
	var ids []found
	for p := range f.pages {
		if f.pages[p].Locked && !f.unlocked && !f.findingsOn(p) {
			continue
		}
		for i, e := range f.list(&f.pages[p]) {
			if !e.silent() && f.findings[e.id] != nil && (e.kind == leaf || e.kind == adder || e.kind == formula) {
				ids = append(ids, found{e.id, p*pageStride + i, f.later(e.id)})
			}
		}
	}
	ids = append(ids, f.folded(ids)...)
	slices.SortStableFunc(ids, func(a, b found) int { return cmp.Or(a.compare(b), strings.Compare(a.id, b.id)) })
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
			more = append(more, found{id, at, f.later(id)})
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
