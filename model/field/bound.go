package field

import "example.org/meldeportal/model"

// Bound is one row at its place in one report. It stays valid while the report
// is edited, but not when items of a list above it are inserted or removed.
type Bound struct {
	ID     string // "Diagnose.Menge_FM[0].Lokalisation"
	Row    *Row
	part   *Part // the table the row stands in
	report *model.Report
	up     *Bound // the mounting row's bound; nil for rows of the root part
	index  int    // item of up when up is a list
	Class  Class  // data class, inherited
}

// owner is the struct the row's part describes. Where a container above is
// absent it is made when create is set; otherwise a shared empty struct, which
// nobody may write to, stands in for it.
func (b *Bound) owner(create bool) any {
	if b.up == nil {
		return b.report
	}
	return b.up.child(b.index, create)
}

func (b *Bound) child(i int, create bool) any {
	owner, at := b.owner(create), &b.Row.At
	if !create {
		return at.inside(owner, i)
	}
	if at.kind != each {
		return at.create(owner)
	}
	for at.count(owner) <= i {
		at.add(owner)
	}
	return at.item(owner, i)
}

func (b *Bound) place() Place { return Place{Report: b.report, Owner: b.owner(false)} }

// Get is the value as typed, "" when there is none. For rows that mount a part it is "".
func (b Bound) Get() string {
	if !b.Row.Leaf() {
		return ""
	}
	return b.Row.At.text(b.owner(false))
}

// Set stores a value, making the containers and list items above it. Clearing
// a value removes the optional containers above it that hold nothing any more.
// Setting what is there already changes nothing at all.
func (b Bound) Set(text string) {
	if b.Get() == text {
		return
	}
	b.Row.At.set(b.owner(true), text)
	if text == "" {
		b.up.prune()
	}
}

// prune removes the optional containers from b upwards that hold nothing, up to
// the nearest list item: an empty item stays until somebody removes it.
func (b *Bound) prune() {
	for ; b != nil && b.Row.At.kind != each; b = b.up {
		if b.Row.At.kind != opt {
			continue
		}
		owner := b.owner(false)
		if c := b.Row.At.child(owner); c == nil || !empty(c) {
			return
		}
		b.Row.At.remove(owner)
	}
}

// Present reports whether there is anything at the row: a value, a container
// (even an empty one) or at least one item.
func (b Bound) Present() bool { return present(b.Row, b.owner(false)) }

func present(r *Row, owner any) bool {
	switch r.At.kind {
	case leaf:
		return r.At.text(owner) != ""
	case opt:
		return r.At.child(owner) != nil
	case each:
		return r.At.count(owner) > 0
	}
	return !empty(r.At.child(owner))
}

// Asked reports whether the field is there at all: its condition and those of
// all parts around it hold, and no other branch of its choice was taken.
func (b Bound) Asked() bool {
	if b.up != nil && !b.up.Asked() {
		return false
	}
	return b.AskedHere()
}

// AskedHere is Asked for a row whose containers are asked, as Walk comes by them.
func (b Bound) AskedHere() bool { return !b.Row.conditional() || asked(b.Row, b.part, b.place()) }

// Barred reports whether a choice keeps the field away: another branch of it, or
// of one around it, was taken. What is not asked and not barred is only hidden
// by a condition; it is asked as soon as it holds something.
func (b Bound) Barred() bool {
	if b.Row.Choice != "" && !Chosen(b.part, b.Row, b.owner(false)) {
		return true
	}
	return b.up != nil && b.up.Barred()
}

func asked(r *Row, part *Part, at Place) bool {
	if r.AskIf != nil && !r.AskIf.Holds(at) {
		return false
	}
	if r.Choice == "" {
		return true
	}
	return Chosen(part, r, at.Owner)
}

// Chosen reports whether a row of a choice may be written: the part's selector
// (the row of type Selector whose ID is the choice's name) names its element,
// or, where there is no selector, no other branch holds anything.
func Chosen(part *Part, r *Row, owner any) bool {
	if s := part.selector(r.Choice); s != nil {
		return s.At.text(owner) == r.ElementName()
	}
	for i := range part.Rows {
		other := &part.Rows[i]
		if other != r && other.Choice == r.Choice && present(other, owner) {
			return present(r, owner)
		}
	}
	return true
}

// selector is the row that says which branch of the choice is taken, or nil.
func (p *Part) selector(choice string) *Row {
	for i := range p.Rows {
		if r := &p.Rows[i]; r.ID == choice && r.Type == Selector {
			return r
		}
	}
	return nil
}

// Branches are the rows a selector chooses from, in the schema's order.
func (p *Part) Branches(selector *Row) []*Row {
	var rows []*Row
	for i := range p.Rows {
		if p.Rows[i].Choice == selector.ID {
			rows = append(rows, &p.Rows[i])
		}
	}
	return rows
}

// Branches are what a bound selector chooses from; nil for other rows.
func (b Bound) Branches() []*Row {
	if b.Row.Type != Selector {
		return nil
	}
	return b.part.Branches(b.Row)
}

// Demanded reports whether the field may not stay empty, and how strict that is:
// by is Schema where the schema itself demands it. A field of an optional
// container is demanded once the container is there, or will be written because
// its selector names it. A container that is written anyway, even empty,
// demands nothing itself: what it holds does.
func (b Bound) Demanded() (by Demand) {
	if !b.Asked() {
		return NotDemanded
	}
	if b.Row.Required && !b.writtenAnyway() && b.containersPresent() {
		return BySchema
	}
	if b.Row.RequiredIf != nil && b.Row.RequiredIf.Holds(b.place()) {
		if b.Row.Level == Minimum {
			return ByMinimum
		}
		return Wanted
	}
	return NotDemanded
}

// writtenAnyway reports whether the row is a container whose element stands in
// the document whatever it holds.
func (b *Bound) writtenAnyway() bool {
	return b.Row.At.kind == one || b.Row.At.kind == opt && b.taken()
}

// Demand says who demands a field.
type Demand int

// The demands, strictest last.
const (
	NotDemanded Demand = iota
	Wanted             // helpful: missing is a Hinweis
	ByMinimum          // Mindestanforderung: missing is a Warnung
	BySchema           // the schema refuses the document without it
)

// containersPresent reports whether all containers around the field are there
// or will be written. A branch of a choice without selector is not, until it
// holds something.
func (b *Bound) containersPresent() bool {
	for up := b.up; up != nil; up = up.up {
		row := up.Row
		if row.At.kind != opt || row.Required && row.Choice == "" {
			continue
		}
		if row.At.child(up.owner(false)) == nil && !up.taken() {
			return false
		}
	}
	return true
}

// taken reports whether the row is the branch its selector names: then it will
// be written even while it is empty.
func (b *Bound) taken() bool { return b.part.taken(b.Row, b.owner(false)) }

func (p *Part) taken(r *Row, owner any) bool {
	if r.Choice == "" {
		return false
	}
	s := p.selector(r.Choice)
	return s != nil && s.At.text(owner) == r.ElementName()
}

// Len is the number of items of a list.
func (b Bound) Len() int { return b.Row.At.count(b.owner(false)) }

// Insert makes a new empty item at i of a list.
func (b Bound) Insert(i int) { b.Row.At.insert(b.owner(true), i) }

// Remove deletes item i of a list. With the last item go the optional
// containers above the list that hold nothing else.
func (b Bound) Remove(i int) {
	b.Row.At.delete(b.owner(true), i)
	b.up.prune()
}

// Swap exchanges two items of a list.
func (b Bound) Swap(i, j int) { b.Row.At.swap(b.owner(true), i, j) }

// Up is the row that mounts the part this one stands in.
func (b Bound) Up() (Bound, bool) {
	if b.up == nil {
		return Bound{}, false
	}
	return *b.up, true
}

// Item is the place of the nearest list item the row stands in: the list's id
// and the index, or "" and -1 outside lists.
func (b Bound) Item() (list string, index int) {
	for c := &b; c.up != nil; c = c.up {
		if c.up.Row.At.kind == each {
			return c.up.ID, c.index
		}
	}
	return "", -1
}
