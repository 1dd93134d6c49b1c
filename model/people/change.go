package people

import (
	"maps"
	"slices"

	"example.org/meldeportal/model"
)

// Change takes over changed cases in place. What that is not enough for comes back:
// then, and where somebody was removed, same is false and a new index is needed,
// which With makes.
func (ix *Index) Change(c *model.Changes) (moved []Row, same bool) {
	at := ix.places(c)
	for i := range c.Cases {
		if r := RowOf(&c.Cases[i]); !ix.put(r, at) {
			moved = append(moved, r)
		}
	}
	return moved, len(moved) == 0 && !slices.ContainsFunc(c.Removed, func(id string) bool { return at[id] > 0 })
}

// put takes over what has changed of a case. It reports false when that changes
// where or by what she is found, or when she is new: then a new index is needed.
func (ix *Index) put(r Row, at map[string]int) bool {
	i := at[r.ID] - 1
	if i < 0 {
		return false
	}
	old := ix.Row(i)
	if searchText(&old) != searchText(&r) || old.Name != r.Name || old.Objects != r.Objects {
		return false
	}
	if ix.changed == nil {
		ix.changed = map[int]Row{}
	}
	ix.changed[i] = r
	return true
}

// places are the rows of the changed and removed cases, counted from 1; 0 where
// there is none. One walk finds all of them.
func (ix *Index) places(c *model.Changes) map[string]int {
	at := map[string]int{}
	for i := range c.Cases {
		at[c.Cases[i].ID] = 0
	}
	for _, id := range c.Removed {
		at[id] = 0
	}
	for i := range ix.Len() {
		u := unpacker{rest: ix.packed[ix.at[i]:ix.at[i+1]]}
		if id := u.text(); len(at) > 0 {
			if _, asked := at[id]; asked {
				at[id] = i + 1
			}
		}
	}
	return at
}

// With is an index with moved people in the place of those of the same cases, and
// without removed ones. What stays is copied as it is: only those who moved are
// looked at anew.
func (ix *Index) With(moved []Row, removed []string) *Index {
	gone := map[string]bool{}
	for _, id := range removed {
		gone[id] = true
	}
	moved = slices.DeleteFunc(slices.Clone(moved), func(r Row) bool { return gone[r.ID] })
	for i := range moved {
		gone[moved[i].ID] = true
	}
	sortByName(moved)
	m := merger{builder: newBuilder(ix.Len() + len(moved)), from: ix, to: make([]uint32, ix.Len()), gone: gone}
	m.packed.Grow(len(ix.packed) + 200*len(moved))
	m.text.Grow(len(ix.text) + 100*len(moved))
	for i := range moved {
		m.copyUntil(ix.placeFor(&moved[i]))
		m.add(&moved[i])
	}
	m.copyUntil(ix.Len())
	m.copySounds()
	return m.index()
}

// placeFor is where a new row comes among those of the index.
func (ix *Index) placeFor(r *Row) int {
	c, key := newNameOrder(), []byte(nil)
	key = c.key(r)
	low, high := 0, ix.Len()
	for low < high {
		middle := (low + high) / 2
		other := ix.Row(middle)
		if slices.Compare(c.key(&other), key) > 0 {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// merger copies an index with other rows in between.
type merger struct {
	*builder
	from *Index
	next int             // row of from that is copied next
	to   []uint32        // the new row of each copied one, counted from 1
	gone map[string]bool // cases that are left out
}

func (m *merger) copyUntil(end int) {
	for ; m.next < end; m.next++ {
		r := m.from.Row(m.next)
		if m.gone[r.ID] {
			continue
		}
		m.to[m.next] = uint32(m.begin(&r)) + 1
		if _, changed := m.from.changed[m.next]; changed {
			m.buf = pack(m.buf[:0], &r)
			m.packed.Write(m.buf)
		} else {
			m.packed.WriteString(m.from.packed[m.from.at[m.next]:m.from.at[m.next+1]])
		}
		m.text.WriteString(m.from.line(m.next))
	}
}

// copySounds takes over by what the copied rows are heard.
func (m *merger) copySounds() {
	fresh := m.ix.phonetic
	m.ix.phonetic = make(map[string][]uint32, len(m.from.phonetic))
	for code, rows := range m.from.phonetic {
		var list []uint32
		for _, row := range rows {
			if to := m.to[row]; to > 0 {
				list = append(list, to-1)
			}
		}
		if list != nil {
			m.ix.phonetic[code] = list
		}
	}
	for code, rows := range fresh {
		list := append(m.ix.phonetic[code], rows...)
		slices.Sort(list)
		m.ix.phonetic[code] = list
	}
}

// Frozen is the index as it stands, for somebody who reads it beside its owner.
func (ix *Index) Frozen() *Index {
	frozen := *ix
	frozen.changed = maps.Clone(ix.changed)
	frozen.found, frozen.heard, frozen.all = nil, nil, nil
	return &frozen
}
