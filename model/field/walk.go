package field

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model"
)

// Walk visits every row of a report in the table's order, parts before what
// they hold, the items of lists as far as they exist, absent containers as if
// they were there. visit says whether to go inside; it decides nothing for leaves.
func Walk(root *Part, r *model.Report, visit func(Bound) (inside bool)) {
	w := walker{report: r, visit: visit}
	for _, n := range root.unfolded().nodes {
		w.walk(n, "", nil, 0)
	}
}

// Selection is a table cut down to some rows and what leads to them.
type Selection struct {
	nodes []*node
	depth int // of the parts
}

// Only keeps the rows of a root part that somebody asks for, and those they lie in.
func Only(root *Part, asks func(*Row) bool) *Selection {
	nodes := only(root.unfolded().nodes, asks)
	return &Selection{nodes, depth(nodes)}
}

func depth(nodes []*node) (deepest int) {
	for _, n := range nodes {
		deepest = max(deepest, 1+depth(n.inside))
	}
	return deepest
}

func only(nodes []*node, asks func(*Row) bool) []*node {
	var kept []*node
	for _, n := range nodes {
		inside := only(n.inside, asks)
		if len(inside) == 0 && !asks(n.row) {
			continue
		}
		cut := *n
		cut.inside = inside
		kept = append(kept, &cut)
	}
	return kept
}

// Walk is Walk over the selected rows. What is visited holds for the visit only.
func (s *Selection) Walk(r *model.Report, visit func(Bound) (inside bool)) {
	w := walker{report: r, visit: visit, room: make([]Bound, 0, s.depth)}
	for _, n := range s.nodes {
		w.walk(n, "", nil, 0)
	}
}

type walker struct {
	report *model.Report
	visit  func(Bound) bool
	room   []Bound // for the containers around a row, where each may be forgotten with its part
}

// walk visits a node. base is the id of the list item it stands in, or "".
func (w *walker) walk(n *node, base string, up *Bound, index int) {
	b := Bound{ID: base + n.id, Row: n.row, part: n.part, report: w.report, up: up, index: index, Class: n.class}
	if !w.visit(b) || n.row.Leaf() {
		return
	}
	here := w.keep(b)
	defer w.forget()
	if !n.row.List() {
		w.inside(n, base, here, 0)
		return
	}
	for i := range b.Len() {
		w.inside(n, ItemID(b.ID, i), here, i)
	}
}

// keep is a container at a place of its own for what lies in it.
func (w *walker) keep(b Bound) *Bound {
	if w.room == nil {
		here := new(Bound)
		*here = b
		return here
	}
	w.room = append(w.room, b)
	return &w.room[len(w.room)-1]
}

func (w *walker) forget() {
	if w.room != nil {
		w.room = w.room[:len(w.room)-1]
	}
}

func (w *walker) inside(n *node, base string, up *Bound, index int) {
	for _, child := range n.inside {
		w.walk(child, base, up, index)
	}
}

// Lookup finds the row with an id: a leaf, a container or a list. Items need
// not exist yet: an index past the end finds the row, and its value is "".
func Lookup(root *Part, r *model.Report, id string) (Bound, bool) {
	return find(root.unfolded().rows, r, id)
}

// Asked reports whether the row with an id is asked, see Bound.Asked. An id that the
// table does not know is.
func Asked(root *Part, r *model.Report, id string) bool {
	key, indices, ok := cutIndices(id)
	n := root.unfolded().rows[key]
	if !ok || n == nil || !n.conditional {
		return true
	}
	_, _, ok = n.asked(r, indices)
	return ok
}

// asked reports whether a node is asked, with all above it. owner is the struct it
// stands in, rest are the indices left for what lies in it.
func (n *node) asked(r *model.Report, indices []int) (owner any, rest []int, ok bool) {
	owner, rest = r, indices
	if n.up != nil {
		if owner, rest, ok = n.up.asked(r, indices); !ok {
			return nil, nil, false
		}
		i := 0
		if n.up.row.List() {
			i, rest = rest[0], rest[1:]
		}
		owner = n.up.row.At.inside(owner, i)
	}
	return owner, rest, !n.row.conditional() || asked(n.row, n.part, Place{Report: r, Owner: owner})
}

// find is the row with an id among those of a table's rows.
func find(rows map[string]*node, r *model.Report, id string) (Bound, bool) {
	key, indices, ok := cutIndices(id)
	n := rows[key]
	if !ok || n == nil {
		return Bound{}, false
	}
	b, _, _ := n.bind(r, indices)
	return *b, true
}

// bind makes the bound of a node and of all above it. base is the id of the
// list item the node's children stand in, rest are the indices left for them.
func (n *node) bind(r *model.Report, indices []int) (b *Bound, base string, rest []int) {
	b = &Bound{Row: n.row, part: n.part, report: r, Class: n.class}
	if n.up != nil {
		b.up, base, indices = n.up.bind(r, indices)
		if n.up.row.List() {
			b.index, indices = indices[0], indices[1:]
			base = ItemID(b.up.ID, b.index)
		}
	}
	b.ID = base + n.id
	return b, base, indices
}

// ItemID is the id of an item of a list: "Diagnose.Menge_FM[0]".
func ItemID(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// mostItems bounds the indices an id may have, against ids made up to have a
// list of millions built.
const mostItems = 100_000

// cutIndices takes the indices out of an id: "A[3].B" is "A[].B" with 3. It is
// not ok for what is no index: a sign, a leading zero, too great a number.
func cutIndices(id string) (key string, indices []int, ok bool) {
	if strings.IndexByte(id, '[') < 0 {
		return id, nil, true
	}
	var b strings.Builder
	for {
		before, after, more := strings.Cut(id, "[")
		b.WriteString(before)
		if !more {
			return b.String(), indices, true
		}
		digits, rest, closed := strings.Cut(after, "]")
		i, err := strconv.Atoi(digits)
		if !closed || err != nil || i < 0 || i >= mostItems || strconv.Itoa(i) != digits {
			return "", nil, false
		}
		indices = append(indices, i)
		b.WriteString("[]")
		id = rest
	}
}
