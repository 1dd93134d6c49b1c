package listing

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/meldeportal/model/catalog"
)

// Count is how many rows have a value.
type Count struct {
	Value string
	N     int
}

// Tally counts the values of a column.
type Tally struct{ n map[string]int }

// Add counts a value once more.
func (t *Tally) Add(value string) {
	if t.n == nil {
		t.n = map[string]int{}
	}
	t.n[value]++
}

// Counts are the values, the most frequent first.
func (t *Tally) Counts() []Count {
	counts := make([]Count, 0, len(t.n))
	for value, n := range t.n {
		counts = append(counts, Count{value, n})
	}
	slices.SortFunc(counts, func(a, b Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
	return counts
}

// Like are the values that are what is typed, or else all that hold it.
func Like(counts []Count, typed string) (values []string) {
	want := strings.TrimSpace(catalog.Fold(typed))
	for _, c := range counts {
		switch have := strings.TrimSpace(catalog.Fold(c.Value)); {
		case have == want:
			return []string{c.Value}
		case strings.Contains(have, want):
			values = append(values, c.Value)
		}
	}
	return values
}

// CountValues counts those of a column among the rows of a view, whatever that column
// itself is filtered by.
func CountValues[R any](ctx context.Context, columns []Column[R], v *View, column string, n int, at func(int) *R) ([]Count, error) {
	c, ok := Named(columns, column)
	if !ok {
		return nil, nil
	}
	sieve, tally := SieveOf(columns, v.Without(column)), Tally{}
	for i := range n {
		if i%lookUp == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if r := at(i); sieve.Fits(r) {
			tally.Add(c.ValueOf(r))
		}
	}
	return tally.Counts(), nil
}
