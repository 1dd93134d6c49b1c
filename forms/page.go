package forms

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Page is one step of a form: field ids in the order of work. An id of a part
// or list stands for everything in it that no other page names.
type Page struct {
	Title  string
	IDs    []string
	Locked bool   // shown for confirmation, asked only once the person unlocks it
	TNM    string // id of the TNM block whose formula stands at the head, "" = none

	n int // which one of its form
}

// numbered are the pages of one form.
func numbered(pages []Page) []Page {
	own := slices.Clone(pages)
	for i := range own {
		own[i].n = i
	}
	return own
}

// claims are the ids that some page, or the program itself, names.
type claims map[string]bool

func claim(pages []Page) claims {
	c := claims{}
	for _, p := range pages {
		for _, id := range p.IDs {
			c[id] = true
		}
	}
	for _, id := range dataset.Own {
		c[id] = true
	}
	return c
}

// pattern is a field id without the numbers of list items.
func pattern(id string) string {
	if !strings.Contains(id, "[") {
		return id
	}
	var b strings.Builder
	for rest := id; rest != ""; {
		head, tail, found := strings.Cut(rest, "[")
		b.WriteString(head)
		if !found {
			break
		}
		_, rest, _ = strings.Cut(tail, "]")
	}
	return b.String()
}

// within reports that an id lies in the part with another id, or is it.
func within(id, part string) bool {
	rest, ok := strings.CutPrefix(id, part)
	return ok && (rest == "" || part == "" || rest[0] == '.' || rest[0] == '[')
}

// page is the number of the page that asks for an id: the one that names it, or
// the nearest part around it. -1 when the program sets it itself.
func (f *Form) page(id string) int {
	id = pattern(id)
	if at, known := f.places[id]; known {
		return at
	}
	at := f.findPage(id)
	if f.places != nil {
		f.places[id] = at
	}
	return at
}

func (f *Form) findPage(id string) int {
	best, at := "", -1
	for _, own := range dataset.Own {
		if within(id, own) && len(own) > len(best) {
			best = own
		}
	}
	for i, p := range f.pages {
		for _, want := range p.IDs {
			if within(id, want) && len(want) > len(best) {
				best, at = want, i
			}
		}
	}
	return at
}

// lister collects the lines of a page in the order of work.
type lister struct {
	form    *Form
	page    *Page
	want    string
	entries []*entry
	adders  []*entry // of the lists the walk is inside of, innermost last
	item    string   // the item whose line was drawn last
	all     bool     // also the fields of elements that are not open
}

// list makes the lines of a page. Everything it may ask is there; what is not
// asked now is marked hidden.
func (f *Form) list(p *Page) []*entry { return f.lister(p).list() }

func (f *Form) lister(p *Page) *lister { return &lister{form: f, page: p} }

func (l *lister) list() []*entry {
	f, p := l.form, l.page
	if p.Locked && !f.unlocked {
		l.add(&entry{kind: lock, id: lockID, label: "Stammdaten übernommen", depth: 0})
	}
	if p.TNM != "" {
		l.add(f.formulaEntry(p.TNM))
	}
	for _, want := range p.IDs {
		l.want = want
		field.Walk(f.root, f.report, l.visit)
		l.leave("")
	}
	l.hide()
	return l.entries
}

// lockID is the id of the line that stands for a locked page.
const lockID = "Stammdaten"

func (l *lister) add(e *entry) {
	e.form, e.page, e.locked = l.form, l.page.n, l.page.Locked && !l.form.unlocked
	if e.kind == leaf {
		e.fixed = l.form.env.Fixed[e.id]
		e.locked = e.locked || e.fixed != ""
	}
	l.entries = append(l.entries, e)
}

// visit decides about one row of the report.
func (l *lister) visit(b field.Bound) (inside bool) {
	p := pattern(b.ID)
	if !within(p, l.want) {
		return within(l.want, p)
	}
	if p != l.want && l.form.claims[p] {
		return false
	}
	l.leave(b.ID)
	if !l.openItem(b) {
		return false
	}
	switch {
	case b.Row.Leaf():
		l.add(&entry{kind: leaf, id: b.ID, bound: b, label: leafLabel(b), depth: l.depth(b)})
	case b.Row.List():
		if !compact(b.Row.Part) {
			l.group(b)
		}
		l.adders = append(l.adders, &entry{kind: adder, id: b.ID, bound: b, depth: l.depth(b), label: "neu"})
	case !stands(b.Row.Part) && p != l.want:
		l.group(b)
	}
	return true
}

func (l *lister) group(b field.Bound) {
	l.add(&entry{kind: heading, id: b.ID, bound: b, label: b.Row.Label, depth: l.depth(b), group: b.ID})
}

// openItem draws the line of a list item before its first field and reports
// whether the fields are to be drawn.
func (l *lister) openItem(b field.Bound) bool {
	list, i := b.Item()
	if i < 0 || !within(list, l.want) {
		return true
	}
	up, ok := l.around(list)
	if !ok || compact(up.Row.Part) {
		return true
	}
	id := field.ItemID(list, i)
	if l.item != id && !strings.HasPrefix(l.item, id+".") {
		l.item = id
		l.add(&entry{kind: item, id: id, bound: up, index: i, depth: l.depth(up) + 1})
	}
	return l.all || l.form.open[id]
}

// around is the list with an id that the walk is inside of.
func (l *lister) around(id string) (field.Bound, bool) {
	for _, a := range l.adders {
		if a.id == id {
			return a.bound, true
		}
	}
	return field.Bound{}, false
}

// leave ends the lists that an id is not in: their line for a new element follows.
func (l *lister) leave(id string) {
	for n := len(l.adders); n > 0; n-- {
		a := l.adders[n-1]
		if id != "" && within(id, a.id) {
			return
		}
		l.adders = l.adders[:n-1]
		if a.bound.Row.Max == 0 || a.bound.Len() < a.bound.Row.Max {
			l.offer(a)
		}
	}
}

// offer adds the line for a new element: an empty field where elements are
// typed directly, else a line to press Enter on.
func (l *lister) offer(a *entry) {
	id := field.ItemID(a.id, a.bound.Len())
	b, ok := field.Lookup(l.form.root, l.form.report, id)
	if !ok || !b.Row.Leaf() {
		a.depth++
		l.add(a)
		return
	}
	if !l.page.Locked || l.form.unlocked {
		l.add(&entry{kind: leaf, id: id, bound: b, label: leafLabel(b), depth: a.depth, beyond: true})
	}
}

// depth counts the parts with a name between a row and the id the page names.
func (l *lister) depth(b field.Bound) int {
	n := 0
	for up, ok := b.Up(); ok && within(pattern(up.ID), l.want) && up.ID != ""; up, ok = up.Up() {
		switch {
		case up.Row.List() && !compact(up.Row.Part):
			n += 2
		case stands(up.Row.Part):
			if b.Row.ID != "" {
				n++
			}
		case pattern(up.ID) != l.want:
			n++
		}
	}
	return n
}

// hide marks what is not asked now, and the headings of groups without a field.
func (l *lister) hide() { refresh(l.entries) }

func refresh(entries []*entry) {
	for _, e := range entries {
		switch e.kind {
		case leaf, item, adder, formula:
			e.hidden = !e.bound.Asked() && !e.shown() || e.locked && e.kind == adder
		}
	}
	for i, h := range entries {
		switch h.kind {
		case heading:
			h.hidden = !anyVisible(entries[i+1:], func(e *entry) bool { return within(e.id, h.group) })
		case title:
			h.hidden = !anyVisible(entries[i+1:], func(e *entry) bool { return e.page == h.page })
		}
	}
}

// anyVisible reports that one of the lines below a heading belongs to it and is
// asked. They follow it without a line of another page between.
func anyVisible(below []*entry, belongs func(*entry) bool) bool {
	for _, e := range below {
		switch {
		case e.kind == title:
			return false
		case e.kind != heading && !e.hidden && belongs(e):
			return true
		}
	}
	return false
}

// stands reports that a part has a leaf which stands for the part itself, as
// the code of a code with its version does.
func stands(p *field.Part) bool {
	for i := range p.Rows {
		if r := &p.Rows[i]; r.ID == "" && r.Leaf() {
			return true
		}
	}
	return false
}

// compact lists are typed into directly, without opening their elements.
func compact(p *field.Part) bool { return stands(p) }

// leafLabel names a leaf; one that stands for its part bears the part's name. The
// id of a part does so, too, as it may stand on a page beside that of another
// part of the same kind.
func leafLabel(b field.Bound) string {
	up, ok := b.Up()
	switch {
	case ok && b.Row.ID == "ID" && up.Row.Label != "":
		return up.Row.Label + "-ID"
	case !ok || b.Row.ID != "":
		return b.Row.Label
	}
	if list, i := b.Item(); i > 0 && up.ID == list {
		return up.Row.Label + " " + strconv.Itoa(i+1)
	}
	return up.Row.Label
}

// empty reports that an item of a list holds nothing at all.
func empty(root *field.Part, r *model.Report, item string) bool {
	found := false
	field.Walk(root, r, func(b field.Bound) bool {
		if within(b.ID, item) && b.Row.Leaf() && b.Get() != "" {
			found = true
		}
		return !found && (within(b.ID, item) || within(item, b.ID))
	})
	return !found
}
