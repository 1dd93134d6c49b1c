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
	type placed struct {
		Finding
		place []int
	}
	all := make([]placed, len(found))
	steps := make([]int, 0, 16*len(found)) // room for all places
	for i, f := range found {
		begin := len(steps)
		steps = appendPlace(steps, first(f.Fields))
		all[i] = placed{f, steps[begin:len(steps):len(steps)]}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Severity.rank(), b.Severity.rank()), slices.Compare(a.place, b.place), strings.Compare(a.Rule, b.Rule))
	})
	for i := range all {
		found[i] = all[i].Finding
	}
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// appendPlace appends where a field stands: row number and item index of each step of its
// id. Of two places the shorter one is first: a container stands before its fields.
func appendPlace(place []int, id string) []int {
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
