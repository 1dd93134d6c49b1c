package field

import (
	"reflect"
	"slices"

	"example.org/meldeportal/model"
)

// Merged is what becomes of a report that two people have changed since it was one.
type Merged struct {
	Report  *model.Report
	Clashes []Clash
	items   map[string]string // of each list item of mine: its id in Report, "" = it is not there
}

// Clash is a field both have changed, each otherwise. In the report stands mine.
type Clash struct{ ID, Mine, Theirs string }

// Merge puts together, field by field, what two people have made of a report that was
// the same for both: a field that only one has changed is as she has it, and one that
// both have changed is mine, with a Clash. A field that follows from another one, as the
// edition follows from its code, goes with it and clashes with nothing.
//
// The items of lists have no names. One is the same as before where it is equal, or,
// among equal neighbours, where at least half of what it held is still there, or where it
// held a single value. What is the same is merged field by field; what is not the same
// is another item, so that no two are ever mixed, and both stay. An item that one has
// changed and the other removed stays changed. The order is mine.
func Merge(root *Part, theirs, was, mine *model.Report) *Merged {
	m := &Merged{Report: &model.Report{}, items: map[string]string{}}
	merger{m}.nodes(root.unfolded().nodes, three{was: side{"", was}, theirs: side{"", theirs}, mine: side{"", mine}}, side{"", m.Report})
	return m
}

// NewID is the id that a field, or an item, of mine has in the merged report; ok is
// false where the item it stood in is not there.
func (m *Merged) NewID(id string) (now string, ok bool) {
	for at := len(id) - 1; at >= 0; at-- {
		if id[at] != ']' {
			continue
		}
		if item, known := m.items[id[:at+1]]; known {
			return item + id[at+1:], item != ""
		}
	}
	return id, true
}

// Renumbered are the lists of mine whose items have other numbers now, or company.
func (m *Merged) Renumbered(mine *model.Report, root *Part) (lists []string) {
	Walk(root, mine, func(b Bound) bool {
		if !b.Row.List() {
			return !b.Row.Leaf()
		}
		now, ok := m.NewID(b.ID)
		same := ok && now == b.ID
		if after, found := Lookup(root, m.Report, b.ID); same && found {
			same = after.Len() == b.Len()
		}
		for i := range b.Len() {
			now, _ := m.NewID(ItemID(b.ID, i))
			same = same && now == ItemID(b.ID, i)
		}
		if !same {
			lists = append(lists, b.ID)
		}
		return same
	})
	return lists
}

type merger struct{ to *Merged }

// three are the structs of one place in the three reports.
type three struct{ was, theirs, mine side }

func (s three) each(f func(side) side) three { return three{f(s.was), f(s.theirs), f(s.mine)} }

func (m merger) nodes(nodes []*node, from three, out side) {
	for _, n := range nodes {
		switch {
		case n.row.Leaf():
			m.leaf(n, from, out)
		case n.row.List():
			m.list(n, from, out)
		case n.row.Optional():
			m.container(n, from, out)
		default:
			m.nodes(n.inside, from.each(func(s side) side { return s.child(n.row) }), out.child(n.row))
		}
	}
}

func (m merger) leaf(n *node, from three, out side) {
	was, theirs, mine := from.was.text(n.row), from.theirs.text(n.row), from.mine.text(n.row)
	text := mine
	switch {
	case n.row.ID == edition && codeOf(n.part) != nil:
		code := codeOf(n.part)
		before := from.was.text(code)
		if from.mine.text(code) == before && (mine == was || from.theirs.text(code) != before) {
			text = theirs
		}
	case mine == was:
		text = theirs
	case theirs != was && theirs != mine && n.row.ID != edition:
		m.to.Clashes = append(m.to.Clashes, Clash{out.base + n.id, mine, theirs})
	}
	if text != "" {
		n.row.At.set(out.owner, text)
	}
}

// edition is the row of what follows from a code.
const edition = "Version"

// codeOf is the row of a code in the part of a code with its edition, nil in others.
func codeOf(p *Part) *Row {
	if i := slices.IndexFunc(p.Rows, func(r Row) bool { return r.ID == "" && r.Leaf() }); i >= 0 {
		return &p.Rows[i]
	}
	return nil
}

// container is there where one has made it or anything is in it.
func (m merger) container(n *node, from three, out side) {
	there := func(s side) bool { return s.owner != nil && n.row.At.child(s.owner) != nil }
	stays := there(from.mine)
	if stays == there(from.was) {
		stays = there(from.theirs)
	}
	m.nodes(n.inside, from.each(func(s side) side { return s.child(n.row) }), side{out.base, n.row.At.create(out.owner)})
	if !stays && empty(n.row.At.child(out.owner)) {
		n.row.At.remove(out.owner)
	}
}

// list puts the items together in the order of mine, those of somebody else behind what
// they followed there.
func (m merger) list(n *node, from three, out side) {
	for _, p := range m.rows(n, from) {
		id := ItemID(out.base+n.id, n.row.At.count(out.owner))
		item := side{id, n.row.At.add(out.owner)}
		if p.mine >= 0 {
			m.to.items[ItemID(from.mine.base+n.id, p.mine)] = id
		}
		m.nodes(n.inside, three{from.was.item(n, p.was), from.theirs.item(n, p.theirs), from.mine.item(n, p.mine)}, item)
	}
	for i := range from.mine.count(n.row) {
		if id := ItemID(from.mine.base+n.id, i); m.to.items[id] == "" {
			m.to.items[id] = ""
		}
	}
}

// trio are items that stand for one another; -1 = there is none.
type trio struct{ was, theirs, mine int }

func (m merger) rows(n *node, from three) (rows []trio) {
	theirs, mine := partners(n, from.was, from.theirs), partners(n, from.was, from.mine)
	used := map[int]bool{} // of theirs
	for j := range from.mine.count(n.row) {
		t := trio{slices.Index(mine, j), -1, j}
		if t.was >= 0 {
			t.theirs = theirs[t.was]
			if t.theirs < 0 && n.same(from.was, t.was, from.mine, j) {
				continue // removed there, untouched here
			}
		} else {
			t.theirs = n.alike(from, j, theirs, used)
		}
		if t.theirs >= 0 {
			used[t.theirs] = true
		} else {
			t.was = -1
		}
		rows = append(rows, t)
	}
	for i := range from.theirs.count(n.row) {
		was := slices.Index(theirs, i)
		if used[i] || was >= 0 && n.same(from.was, was, from.theirs, i) {
			continue
		}
		rows = slices.Insert(rows, behind(rows, i), trio{-1, i, -1})
	}
	return rows
}

// behind is the place behind what stands before an item there.
func behind(rows []trio, theirs int) int {
	at, last := 0, -1
	for i, t := range rows {
		if t.theirs > last && t.theirs < theirs {
			at, last = i+1, t.theirs
		}
	}
	return at
}

// alike is an item both have made just the same, -1 = there is none.
func (n *node) alike(from three, j int, theirs []int, used map[int]bool) int {
	for i := range from.theirs.count(n.row) {
		if !used[i] && !slices.Contains(theirs, i) && n.same(from.theirs, i, from.mine, j) {
			return i
		}
	}
	return -1
}

func (n *node) same(a side, i int, b side, j int) bool {
	return reflect.DeepEqual(n.row.At.item(a.owner, i), n.row.At.item(b.owner, j))
}

// partners is, for each item of a list as it was, which one it is by now; -1 = none.
func partners(n *node, was, now side) []int {
	found := make([]int, was.count(n.row))
	same := len(found) == now.count(n.row)
	for i := range found {
		found[i], same = i, same && n.same(was, i, now, i)
	}
	if same {
		return found
	}
	before, after := was.items(n), now.items(n)
	found = aligned(before, after)
	for i := range found { // what only has another place
		for j := 0; j < len(after) && found[i] < 0; j++ {
			if !slices.Contains(found, j) && before[i].equal(after[j]) {
				found[i] = j
			}
		}
	}
	return found
}

// texts are the values of an item, by their ids within it.
type texts map[string]string

func (t texts) equal(o texts) bool { return len(t) == len(o) && t.shared(o) == len(t) }

func (t texts) shared(o texts) (n int) {
	for id, text := range t {
		if o[id] == text {
			n++
		}
	}
	return n
}

// likeness is how much an item has of what it was, 0 = it is another one.
func (t texts) likeness(now texts) int {
	shared := t.shared(now)
	switch {
	case t.equal(now):
		return sameItem
	case len(t) <= 1 || 2*shared >= len(t):
		return 1 + shared
	}
	return 0
}

// sameItem outweighs all that is only like another one.
const sameItem = 1 << 20

// aligned pairs items in their order, as alike as can be.
func aligned(before, after []texts) []int {
	best := make([][]int, len(before)+1)
	for i := range best {
		best[i] = make([]int, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if l := before[i].likeness(after[j]); l > 0 {
				best[i][j] = max(best[i][j], l+best[i+1][j+1])
			}
		}
	}
	found := make([]int, len(before))
	for i, j := 0, 0; i < len(before); {
		l := 0
		if j < len(after) {
			l = before[i].likeness(after[j])
		}
		switch {
		case l > 0 && best[i][j] == l+best[i+1][j+1]:
			found[i] = j
			i, j = i+1, j+1
		case j == len(after) || best[i][j] == best[i+1][j]:
			found[i] = -1
			i++
		default:
			j++
		}
	}
	return found
}

// items are the texts of a list's items.
func (s side) items(n *node) []texts {
	all := make([]texts, s.count(n.row))
	for i := range all {
		all[i] = texts{}
		side{"", n.row.At.item(s.owner, i)}.texts(n.inside, all[i])
	}
	return all
}

func (s side) texts(nodes []*node, into texts) {
	for _, n := range nodes {
		switch {
		case n.row.Leaf():
			if text := s.text(n.row); text != "" {
				into[s.base+n.id] = text
			}
		case n.row.List():
			for i := range s.count(n.row) {
				s.item(n, i).texts(n.inside, into)
			}
		default:
			s.child(n.row).texts(n.inside, into)
		}
	}
}
