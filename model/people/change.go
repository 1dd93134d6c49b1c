package people

import (
	"slices"

	"example.org/meldeportal/model"
)

// Change takes over changed cases in place. What that is not enough for comes back:
// then, and where somebody was removed, same is false and a new index is needed,
// which is made of the rows as they stand with what changed; see Changed.
func (ix *Index) Change(c *model.Changes) (moved []Row, same bool) {
	for i := range c.Cases {
		if r := RowOf(&c.Cases[i]); !ix.put(r) {
			moved = append(moved, r)
		}
	}
	return moved, len(moved) == 0 && !slices.ContainsFunc(c.Removed, ix.has)
}

// put takes over what has changed of a case. It reports false when that changes
// where or by what she is found, or when she is new: then a new index is needed.
func (ix *Index) put(r Row) bool {
	i := ix.at(r.ID)
	if i < 0 {
		return false
	}
	old := &ix.Rows[i]
	if searchText(old) != searchText(&r) || old.Name != r.Name || old.Objects != r.Objects {
		return false
	}
	ix.Rows[i] = r
	return true
}

// at is the row of a case, -1 where there is none.
func (ix *Index) at(id string) int {
	return slices.IndexFunc(ix.Rows, func(r Row) bool { return r.ID == id })
}

func (ix *Index) has(id string) bool { return ix.at(id) >= 0 }

// Changed are rows with others in the place of those of the same cases, without
// those of removed ones.
func Changed(rows, others []Row, removed []string) []Row {
	return without(merged(rows, others), removed)
}

// merged are rows with others in the place of those of the same cases.
func merged(rows, others []Row) []Row {
	at := map[string]int{}
	for i := range rows {
		at[rows[i].ID] = i
	}
	for _, r := range others {
		if i, known := at[r.ID]; known {
			rows[i] = r
		} else {
			rows = append(rows, r)
		}
	}
	return rows
}

// without are rows except those of removed cases.
func without(rows []Row, removed []string) []Row {
	return slices.DeleteFunc(rows, func(r Row) bool { return slices.Contains(removed, r.ID) })
}
