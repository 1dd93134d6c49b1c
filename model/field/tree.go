package field

import "sync"

// tree is a table unfolded from its root: a node for every place a row can
// stand at. It is made once, so that walking and looking up build no ids that
// are the same in every report.
type tree struct {
	nodes []*node          // the root's rows
	rows  map[string]*node // every row by its id, with [] for each index
	marks map[string]*node // containers, and lists for their items, by id without an index's number
}

type node struct {
	row    *Row
	part   *Part // the table the row stands in
	up     *node
	id     string // the id, inside a list only what follows the item: ".Lokalisation"
	class  Class
	inside []*node

	conditional bool // it may be not asked, or one that it lies in
}

var trees sync.Map // *Part to *tree

// unfolded is the tree of a root part. The rows of a part do not change once
// anybody walked it.
func (p *Part) unfolded() *tree {
	if t, ok := trees.Load(p); ok {
		return t.(*tree)
	}
	t := &tree{rows: map[string]*node{}, marks: map[string]*node{}}
	t.nodes = t.unfold(p, nil, "", "")
	known, _ := trees.LoadOrStore(p, t)
	return known.(*tree)
}

// unfold makes the nodes of a part below a node. prefix is what their ids begin
// with, key what their ids in the maps begin with.
func (t *tree) unfold(p *Part, up *node, prefix, key string) []*node {
	nodes := make([]*node, len(p.Rows))
	for i := range p.Rows {
		row := &p.Rows[i]
		n := &node{row: row, part: p, up: up, id: joinID(prefix, row.ID, up), class: row.Class, conditional: row.conditional() || up != nil && up.conditional}
		if n.class == 0 && up != nil {
			n.class = up.class
		}
		t.add(n, joinID(key, row.ID, up))
		nodes[i] = n
	}
	return nodes
}

// add enters a node into the maps and goes on inside it. A row without an ID is
// found by the id of what it stands in if it is a leaf, else not at all.
func (t *tree) add(n *node, key string) {
	if n.row.Leaf() {
		t.rows[key] = n
		return
	}
	if _, taken := t.rows[key]; !taken && n.row.ID != "" {
		t.rows[key] = n
	}
	if n.row.List() {
		t.marks[key+"[]"] = n
		n.inside = t.unfold(n.row.Part, n, "", key+"[]")
		return
	}
	if n.row.ID != "" {
		t.marks[key] = n
	}
	n.inside = t.unfold(n.row.Part, n, n.id, key)
}

// joinID joins the steps of an id. Directly below the root there is no dot, and
// a row without an ID stands for its part.
func joinID(prefix, id string, up *node) string {
	if id == "" || prefix == "" && !up.inList() {
		return prefix + id
	}
	return prefix + "." + id
}

// inList reports whether ids below the node are counted from a list item.
func (n *node) inList() bool {
	for ; n != nil; n = n.up {
		if n.row.List() {
			return true
		}
	}
	return false
}
