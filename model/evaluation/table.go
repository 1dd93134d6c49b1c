package evaluation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Dimension is what cases are counted by.
type Dimension struct {
	Name, Head string // the name is for choosing
	ofPeople   bool   // the healthy have it, too
	of         func(c *Case, p *Places) string
}

// Dimensions are all there are.
var Dimensions = []Dimension{
	{"jahr", "Jahr", true, func(c *Case, _ *Places) string {
		return cmp.Or(c.Year(), "ohne Jahr")
	}},
	{"diagnose", "Diagnose", false, func(c *Case, _ *Places) string { g := GroupOf(c.ICD); return g.Codes + " " + g.Name }},
	{"geschlecht", "Geschlecht", true, func(c *Case, _ *Places) string { return sexes[c.Sex] }},
	{"alter", "Alter", true, func(c *Case, _ *Places) string { return ages(c.Age) }},
	{"intervall", "Intervallkarzinom", false, func(c *Case, _ *Places) string {
		if c.Interval {
			return "Intervallkarzinom"
		}
		return "anderes"
	}},
	{"kreis", "Kreis", true, func(c *Case, p *Places) string { return p.Kreis(c.Place) }},
}

var sexes = map[string]string{"M": "männlich", "W": "weiblich", "D": "divers", "X": "ohne Angabe", "U": "unbekannt"}

// ages are groups of five years, from 85 on one.
func ages(age int) string {
	switch {
	case age < 0:
		return "unbekannt"
	case age >= 85:
		return "85+"
	}
	return fmt.Sprintf("%02d–%02d", age/5*5, age/5*5+4)
}

// DimensionOf is the one of a name.
func DimensionOf(name string) (d Dimension, known bool) {
	i := slices.IndexFunc(Dimensions, func(d Dimension) bool { return d.Name == name })
	if i < 0 {
		return d, false
	}
	return Dimensions[i], true
}

// Table is a table of numbers with its sums: the last row and the last column.
type Table struct {
	Head, By   string // what the rows are, what the columns are; By is "" where there are none
	Rows, Cols []string
	N          [][]int  // by row and column, sums included
	Hidden     [][]bool // numbers that are not shown
	Few        int      // below which a number is not shown, 0 = all are
}

const sum = "Summe"

// Tabulate counts cases by one or two dimensions; by is nil for one. Its numbers are not
// hidden yet, see Hide.
func Tabulate(cases []Case, p *Places, rows Dimension, by *Dimension) *Table {
	const one = "Fälle"
	counts, cols := map[string]map[string]int{}, map[string]bool{}
	if by == nil {
		cols[one] = true
	}
	for i := range cases {
		row, col := rows.of(&cases[i], p), one
		if by != nil {
			col = by.of(&cases[i], p)
		}
		if counts[row] == nil {
			counts[row] = map[string]int{}
		}
		counts[row][col]++
		cols[col] = true
	}
	t := &Table{Head: rows.Head, Rows: slices.Sorted(maps.Keys(counts)), Cols: slices.Sorted(maps.Keys(cols))}
	if by != nil {
		t.By = by.Head
	}
	var n [][]int
	for _, row := range t.Rows {
		line := make([]int, 0, len(t.Cols))
		for _, col := range t.Cols {
			line = append(line, counts[row][col])
		}
		n = append(n, line)
	}
	return t.sums(n)
}

// sums adds the sums to the inner numbers.
func (t *Table) sums(inner [][]int) *Table {
	t.Rows, t.Cols = append(slices.Clone(t.Rows), sum), append(slices.Clone(t.Cols), sum)
	total := make([]int, len(t.Cols))
	t.N = nil
	for _, line := range inner {
		all := 0
		for i, n := range line {
			all += n
			total[i] += n
		}
		total[len(total)-1] += all
		t.N = append(t.N, append(slices.Clone(line), all))
	}
	t.N = append(t.N, total)
	t.Hidden = make([][]bool, len(t.N))
	for i := range t.Hidden {
		t.Hidden[i] = make([]bool, len(t.Cols))
	}
	return t
}

// hiddenSign stands for a number that is not shown.
const hiddenSign = "x"

func (t *Table) cell(row, col int) string {
	if t.Hidden[row][col] {
		return hiddenSign
	}
	return fmt.Sprint(t.N[row][col])
}

// shown are the columns that are drawn: where there is one, its sum is the same again.
func (t *Table) shown() int {
	if len(t.Cols) == 2 {
		return 1
	}
	return len(t.Cols)
}

// Text is the table for a terminal, with a line on what is hidden.
func (t *Table) Text() string {
	head := []string{t.Head}
	lines := [][]string{append(head, t.Cols[:t.shown()]...)}
	for i, row := range t.Rows {
		line := []string{row}
		for j := range t.shown() {
			line = append(line, t.cell(i, j))
		}
		lines = append(lines, line)
	}
	return columns(lines) + t.note()
}

// columns are cells under each other: the first to the left, the others to the right.
func columns(lines [][]string) string {
	var b strings.Builder
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	for _, line := range lines {
		text := ""
		for i, cell := range line {
			pad := strings.Repeat(" ", widths[i]-len([]rune(cell)))
			if i == 0 {
				text += cell + pad
			} else {
				text += "  " + pad + cell
			}
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	return b.String()
}

func (t *Table) note() string {
	for i := range t.Hidden {
		if slices.Contains(t.Hidden[i], true) {
			return fmt.Sprintf("%s = nicht gezeigt: unter %d, oder eine solche Zahl ließe sich daraus errechnen.\n", hiddenSign, t.Few)
		}
	}
	return ""
}

// CSV is the table with semicolons, a head and a row for each.
func (t *Table) CSV() string {
	lines := [][]string{append([]string{t.Head}, t.Cols[:t.shown()]...)}
	for i, row := range t.Rows {
		line := []string{row}
		for j := range t.shown() {
			line = append(line, t.cell(i, j))
		}
		lines = append(lines, line)
	}
	return csvText(lines)
}

// csvText writes cells so that no program takes one for a formula.
func csvText(lines [][]string) string {
	var b strings.Builder
	for _, line := range lines {
		for i, cell := range line {
			if i > 0 {
				b.WriteByte(';')
			}
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				cell = "'" + cell
			}
			if strings.ContainsAny(cell, ";\"\r\n") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Plot draws the row sums as bars in so many cells.
func (t *Table) Plot(width int) string {
	names, most, last := 0, 1, len(t.Cols)-1
	for i, row := range t.Rows[:len(t.Rows)-1] {
		names = max(names, len([]rune(row)))
		if !t.Hidden[i][last] {
			most = max(most, t.N[i][last])
		}
	}
	room := max(10, width-names-2-len(fmt.Sprint(most))-1)
	var b strings.Builder
	for i, row := range t.Rows[:len(t.Rows)-1] {
		bar := ""
		if !t.Hidden[i][last] {
			bar = strings.Repeat("█", (t.N[i][last]*room+most/2)/most) + " "
		}
		fmt.Fprintf(&b, "%s%s  %s%s\n", row, strings.Repeat(" ", names-len([]rune(row))), bar, t.cell(i, last))
	}
	return b.String() + t.note()
}
