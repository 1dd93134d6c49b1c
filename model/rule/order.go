package rule

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// sortFindings sorts by severity, then by the place of the first marked field
// in the field table, then by rule.
func sortFindings(found []Finding) {
	if len(found) < 2 {
		return
	}
	var room [2 * usualFindings]position
	order := room[:0]
	for i := range found {
		order = append(order, position{i, placeOf(first(found[i].Fields))})
	}
	slices.SortStableFunc(order, func(a, b position) int {
		f, g := &found[a.at], &found[b.at]
		return cmp.Or(cmp.Compare(f.Severity.rank(), g.Severity.rank()), slices.Compare(a.place, b.place), strings.Compare(f.Rule, g.Rule))
	})
	arrange(found, order)
}

// position is where a finding is, and where its field stands in the table.
type position struct {
	at    int
	place []int
}

// arrange puts the findings in an order, along its cycles: none is copied twice.
func arrange(found []Finding, order []position) {
	for i := range order {
		moved, to := found[i], i
		for order[to].at != i {
			from := order[to].at
			found[to], order[to].at = found[from], to
			to = from
		}
		found[to], order[to].at = moved, to
	}
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// placeOf is where a field stands: row number and item index of each step of its
// id. Of two places the shorter one is first: a container stands before its fields.
func placeOf(id string) []int {
	if place, known := places()[id]; known {
		return place
	}
	return placeIn(rowNumbers(), id)
}

// places are those of all ids without an item index, as most are.
var places = sync.OnceValue(func() map[string][]int {
	rows := rowNumbers()
	all := make(map[string][]int, len(rows))
	for id := range rows {
		all[id] = placeIn(rows, id)
	}
	return all
})

func placeIn(rows map[string]int, id string) (place []int) {
	for end := 0; end < len(id); {
		rest := id[end:]
		step := strings.IndexByte(rest[1:], '.') + 1
		if step == 0 {
			step = len(rest)
		}
		end += step
		generic, index := withoutIndexes(id[:end])
		number, ok := rows[generic]
		if !ok {
			number = len(rows)
		}
		place = append(place, number, index)
	}
	return place
}

// withoutIndexes turns "a[2].b[1]" into "a.b" and the last index, -1 when the
// last step has none.
func withoutIndexes(id string) (generic string, last int) {
	last = -1
	if strings.IndexByte(id, '[') < 0 { // as most are
		return id, last
	}
	var b strings.Builder
	for {
		head, rest, found := strings.Cut(id, "[")
		b.WriteString(head)
		if !found {
			if head != "" {
				last = -1
			}
			return b.String(), last
		}
		number, tail, _ := strings.Cut(rest, "]")
		last, _ = strconv.Atoi(number)
		id = tail
	}
}

// rowNumbers numbers the rows of the field table in its order, by their id
// without item indexes.
var rowNumbers = sync.OnceValue(func() map[string]int {
	rows := map[string]int{}
	number(dataset.Report, "", rows)
	return rows
})

func number(part *field.Part, prefix string, rows map[string]int) {
	for i := range part.Rows {
		r := &part.Rows[i]
		id := r.ID
		if prefix != "" && id != "" {
			id = prefix + "." + id
		} else if id == "" {
			id = prefix
		}
		if _, known := rows[id]; !known {
			rows[id] = len(rows)
		}
		if r.Part != nil {
			number(r.Part, id, rows)
		}
	}
}
