package evaluation

// Small numbers tell of people. Those below a bound are not shown; and because a number
// that is not shown may be what is left of its sum, others are hidden with it. A table with
// its sums is a net: rows lead to columns through its numbers, and from the last column
// back through the sums; what flows in flows out. A hidden number may have been any that
// lets the hidden rest of the net still balance: how far that goes is asked of the net
// itself, so that no rule of thumb is needed.

// Few is below which a number is hidden by default.
const Few = 5

// Hide hides the numbers from 1 below few, and as many others as make each of them
// uncertain by at least few: nobody can tell from the sums which it is.
func (t *Table) Hide(few int) *Table {
	t.Few = few
	for i := range t.N {
		for j, n := range t.N[i] {
			t.Hidden[i][j] = n > 0 && n < few
		}
	}
	for i := range t.N {
		for j, n := range t.N[i] {
			if n > 0 && n < few {
				t.protect(i, j)
			}
		}
	}
	return t
}

// protect hides more until a number is uncertain enough.
func (t *Table) protect(row, col int) {
	for {
		low, high := t.Range(row, col)
		if high-low >= t.Few || !t.hideMore(row, col) {
			return
		}
	}
}

// edge is a number of the table between two knots of the net: rows are 0 to rows-1, columns
// follow.
type edge struct {
	from, to int
	row, col int
}

// edges are all of them. Inner numbers lead from row to column; a sum of a row leads into
// it from the last column, one of a column out of it to the last row; the whole sum from
// the last row to the last column.
func (t *Table) edges() (all []edge, knots int) {
	rows, cols := len(t.Rows), len(t.Cols)
	for i := range rows {
		for j := range cols {
			e := edge{i, rows + j, i, j}
			if (i == rows-1) != (j == cols-1) {
				e.from, e.to = e.to, e.from
			}
			all = append(all, e)
		}
	}
	return all, rows + cols
}

// Range is what a number may have been for somebody who sees the table: from and to.
func (t *Table) Range(row, col int) (low, high int) {
	n := t.N[row][col]
	if !t.Hidden[row][col] {
		return n, n
	}
	return n - t.freedom(row, col, false), n + t.freedom(row, col, true)
}

// freedom is by how much a number may be more, or less, while all sums stand; enough beyond
// the bound is enough.
func (t *Table) freedom(row, col int, more bool) (by int) {
	all, knots := t.edges()
	flow := map[[2]int]int{}
	for _, e := range all {
		flow[[2]int{e.row, e.col}] = t.N[e.row][e.col]
	}
	for by < 2*t.Few {
		way, amount := t.way(all, knots, flow, row, col, more, false)
		if !more {
			amount = min(amount, flow[[2]int{row, col}])
		}
		if amount = min(amount, 2*t.Few-by); len(way) == 0 || amount == 0 {
			break
		}
		for _, s := range way {
			flow[[2]int{s.row, s.col}] += s.by * amount
		}
		if more {
			flow[[2]int{row, col}] += amount
		} else {
			flow[[2]int{row, col}] -= amount
		}
		by += amount
	}
	return by
}

// change is a number that changes by more (1) or less (-1).
type change struct{ row, col, by int }

// way is how other numbers may change so that the net balances when one is more, or less;
// amount is by how much. Where it may use numbers that are shown, it is the way that hides
// the smallest numbers more.
func (t *Table) way(all []edge, knots int, flow map[[2]int]int, row, col int, more, shown bool) (way []change, amount int) {
	own := all[row*len(t.Cols)+col]
	from, to := own.to, own.from // what comes in more at the end goes back to the beginning
	if !more {
		from, to = to, from
	}
	const far = 1 << 40
	cost, by := make([]int, knots), make([]*change, knots)
	before := make([]int, knots)
	for k := range cost {
		cost[k] = far
	}
	cost[from] = 0
	for range knots { // Bellman and Ford: a table has few knots
		moved := false
		for _, e := range all {
			if e == own || !t.Hidden[e.row][e.col] && !shown {
				continue
			}
			price := 1
			if !t.Hidden[e.row][e.col] {
				price = 1000 * (t.N[e.row][e.col] + 1)
			}
			if cost[e.from]+price < cost[e.to] {
				cost[e.to], by[e.to], before[e.to], moved = cost[e.from]+price, &change{e.row, e.col, 1}, e.from, true
			}
			if flow[[2]int{e.row, e.col}] > 0 && cost[e.to]+price < cost[e.from] {
				cost[e.from], by[e.from], before[e.from], moved = cost[e.to]+price, &change{e.row, e.col, -1}, e.to, true
			}
		}
		if !moved {
			break
		}
	}
	if cost[to] == far {
		return nil, 0
	}
	amount = far
	for k := to; k != from; k = before[k] {
		way = append(way, *by[k])
		if by[k].by < 0 {
			amount = min(amount, flow[[2]int{by[k].row, by[k].col}])
		}
	}
	return way, amount
}

// hideMore hides the numbers that free one by the cheapest way; false where none does.
func (t *Table) hideMore(row, col int) bool {
	all, knots := t.edges()
	flow := map[[2]int]int{}
	for _, e := range all {
		flow[[2]int{e.row, e.col}] = t.N[e.row][e.col]
	}
	for _, more := range []bool{true, false} {
		way, _ := t.way(all, knots, flow, row, col, more, true)
		hid := false
		for _, s := range way {
			hid = hid || !t.Hidden[s.row][s.col]
			t.Hidden[s.row][s.col] = true
		}
		if hid {
			return true
		}
	}
	return t.hideSmallest()
}

// hideSmallest hides the smallest number that is shown, a sum last.
func (t *Table) hideSmallest() bool {
	at, least := [2]int{-1, -1}, 1<<40
	for i := range t.N {
		for j, n := range t.N[i] {
			if !t.Hidden[i][j] && n > 0 && n < least {
				at, least = [2]int{i, j}, n
			}
		}
	}
	if at[0] < 0 {
		return false
	}
	t.Hidden[at[0]][at[1]] = true
	return true
}
