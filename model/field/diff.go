package field

import (
	"reflect"

	"example.org/meldeportal/model"
)

// Difference is one value that two reports do not have in common. A value of a
// list item that came or went counts like any other.
type Difference struct {
	ID            string // of the field in the later report; in the earlier one when Gone
	Gone          bool   // the list item it stood in is not there any more
	Before, After string // "" = nothing
}

// Diff compares two reports value by value, in the table's order. The items of
// a list are matched by what they hold, so that one that came or went does not
// make all behind it look changed.
func Diff(root *Part, before, after *model.Report) []Difference {
	d := differ{}
	d.nodes(root.unfolded().nodes, side{"", before}, side{"", after})
	return d.found
}

type differ struct{ found []Difference }

// side is the struct the rows of a part are read from: base is the id of the
// list item it stands in. An owner of nil stands for an item that is not there.
type side struct {
	base  string
	owner any
}

func (s side) text(r *Row) string {
	if s.owner == nil {
		return ""
	}
	return r.At.text(s.owner)
}

func (s side) child(r *Row) side {
	if s.owner == nil {
		return s
	}
	child := r.At.child(s.owner)
	if child == nil {
		child = r.At.none
	}
	return side{s.base, child}
}

func (s side) count(r *Row) int {
	if s.owner == nil {
		return 0
	}
	return r.At.count(s.owner)
}

func (s side) item(n *node, i int) side {
	if i < 0 {
		return side{}
	}
	return side{ItemID(s.base+n.id, i), n.row.At.item(s.owner, i)}
}

func (d *differ) nodes(nodes []*node, a, b side) {
	for _, n := range nodes {
		switch {
		case n.row.Leaf():
			d.leaf(n, a, b)
		case n.row.List():
			for _, p := range match(n.row, a, b) {
				d.nodes(n.inside, a.item(n, p.before), b.item(n, p.after))
			}
		default:
			d.nodes(n.inside, a.child(n.row), b.child(n.row))
		}
	}
}

func (d *differ) leaf(n *node, a, b side) {
	found := Difference{ID: b.base + n.id, Before: a.text(n.row), After: b.text(n.row)}
	if found.Before == found.After {
		return
	}
	if b.owner == nil {
		found.ID, found.Gone = a.base+n.id, true
	}
	d.found = append(d.found, found)
}

// pair are items that stand for one another; -1 = there is none.
type pair struct{ before, after int }

// match pairs the items of two lists: equal ones as far as their order allows,
// what lies between them one by one.
func match(row *Row, a, b side) (pairs []pair) {
	n, m := a.count(row), b.count(row)
	equal := func(i, j int) bool {
		return reflect.DeepEqual(row.At.item(a.owner, i), row.At.item(b.owner, j))
	}
	longest := common(n, m, equal)
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && equal(i, j), i < n && j < m && longest[i+1][j+1] == longest[i][j]:
			pairs = append(pairs, pair{i, j})
			i, j = i+1, j+1
		case i < n && (j == m || longest[i+1][j] == longest[i][j]):
			pairs = append(pairs, pair{i, -1})
			i++
		default:
			pairs = append(pairs, pair{-1, j})
			j++
		}
	}
	return pairs
}

// common is, for every rest of the two lists, how many items they have in common.
func common(n, m int, equal func(i, j int) bool) [][]int {
	longest := make([][]int, n+1)
	for i := range longest {
		longest[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if equal(i, j) {
				longest[i][j] = max(longest[i][j], longest[i+1][j+1]+1)
			}
		}
	}
	return longest
}
