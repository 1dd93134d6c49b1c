package listing

import "slices"

// Widths are the cells of each column in a list of w cells, 0 for one that has no room
// there. Each gets what it needs at least, those of the highest rank first. Of what is
// left, texts that can be short become whole, then the others get more.
func Widths[R any](columns []Column[R], w int) []int {
	widths, byRank := make([]int, len(columns)), ranked(columns)
	for _, i := range byRank {
		if c := &columns[i]; c.Min <= w {
			widths[i] = c.Min
			w -= c.Min
		}
	}
	for _, i := range byRank {
		if c := &columns[i]; c.Short != nil && widths[i] > 0 && c.Max-c.Min <= w {
			w -= c.Max - c.Min
			widths[i] = c.Max
		}
	}
	for _, i := range byRank {
		if c := &columns[i]; c.Short == nil && widths[i] > 0 {
			more := min(w, c.Max-c.Min)
			widths[i] += more
			w -= more
		}
	}
	return widths
}

// ranked are the columns, the one that stays longest in front.
func ranked[R any](columns []Column[R]) []int {
	at := make([]int, len(columns))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return columns[b].Rank - columns[a].Rank })
	return at
}

// In is the text of a row in a column of so many cells.
func (c *Column[R]) In(r *R, cells int) string {
	if c.Short != nil && cells < c.Max {
		return c.Short(r)
	}
	return c.Text(r)
}
