package rule

import (
	"sort"
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
	keys := map[string][]int{}
	for _, f := range found {
		if id := first(f.Fields); keys[id] == nil {
			keys[id] = placeOf(id)
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		if a.Severity != b.Severity {
			return a.Severity.rank() < b.Severity.rank()
		}
		if x, y := first(a.Fields), first(b.Fields); x != y {
			return before(keys[x], keys[y])
		}
		return a.Rule < b.Rule
	})
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// before compares two places step by step; a container stands before its fields.
func before(a, b []int) bool {
	for i := range a {
		if i >= len(b) {
			return false
		}
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return len(a) < len(b)
}

// placeOf is where a field stands: row number and item index of each step of its id.
func placeOf(id string) []int {
	var place []int
	rows := rowNumbers()
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
