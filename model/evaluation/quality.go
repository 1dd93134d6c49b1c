package evaluation

import (
	"fmt"
	"maps"
	"slices"
)

// How complete and how fast a register is, by group of diagnoses (D. M. Parkin, F. Bray:
// Evaluation of data quality in the cancer registry, European Journal of Cancer 45, 2009):
// the fewer cases come from death certificates alone and the more are confirmed by
// microscope, the better; deaths against cases show cases that are missing.

// Quality are the figures by group of diagnoses, and of all cases as the last row. What
// would tell a small number is not in them.
type Quality struct {
	cases  *Table // only known from a death certificate, confirmed by microscope, neither
	deaths *Table
	blind  bool // without death certificates nothing is known of them
}

// QualityOf counts new cases. deaths are causes of death by certificates, one for each; nil
// says that there are no certificates.
func QualityOf(cases []Case, deaths []string, few int) *Quality {
	by := map[string][4]int{} // by name: DCO, confirmed, neither, deaths
	count := func(icd string, what int) {
		g := GroupOf(icd)
		n := by[g.Codes+" "+g.Name]
		n[what]++
		by[g.Codes+" "+g.Name] = n
	}
	for i := range cases {
		switch c := &cases[i]; {
		case c.DCO:
			count(c.ICD, 0)
		case c.Confirmed:
			count(c.ICD, 1)
		default:
			count(c.ICD, 2)
		}
	}
	for _, icd := range deaths {
		count(icd, 3)
	}
	rows := slices.Sorted(maps.Keys(by))
	var all, died [][]int
	for _, name := range rows {
		n := by[name]
		all, died = append(all, n[:3]), append(died, n[3:])
	}
	return &Quality{blind: deaths == nil, cases: (&Table{Head: "Diagnose", Rows: rows, Cols: []string{"DCO", "gesichert", "anders"}}).sums(all).Hide(few),
		deaths: (&Table{Head: "Diagnose", Rows: rows, Cols: []string{"Sterbefälle"}}).sums(died).Hide(few)}
}

func truth(is bool) int {
	if is {
		return 1
	}
	return 0
}

// share is a number of a row in percent of its sum; hidden where one of them is.
func (t *Table) share(row, col int) string {
	last := len(t.Cols) - 1
	if t.Hidden[row][col] || t.Hidden[row][last] {
		return hiddenSign
	}
	return percent(t.N[row][col], t.N[row][last])
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d,%d %%", 100*n/of, 1000*n/of%10)
}

func (q *Quality) lines() [][]string {
	lines := [][]string{{"Diagnose", "Fälle", "DCO", "HV", "M/I"}}
	for i, row := range q.cases.Rows {
		mi := hiddenSign
		switch all := q.cases.N[i][3]; {
		case q.deaths.Hidden[i][1] || q.cases.Hidden[i][3]:
		case all == 0:
			mi = "–"
		default:
			n := 100 * q.deaths.N[i][1] / all
			mi = fmt.Sprintf("%d,%02d", n/100, n%100)
		}
		dco := q.cases.share(i, 0)
		if q.blind {
			dco, mi = "–", "–"
		}
		lines = append(lines, []string{row, q.cases.cell(i, 3), dco, q.cases.share(i, 1), mi})
	}
	return lines
}

// Text is the table for a terminal.
func (q *Quality) Text() string {
	note := ""
	if q.blind {
		note = "Todesbescheinigungen sind nicht eingelesen: DCO und M/I lassen sich nicht angeben.\n"
	}
	return columns(q.lines()) + note + fmt.Sprintf("DCO: nur aus Todesbescheinigungen · HV: mikroskopisch gesichert · M/I: Sterbefälle je Fall\n%s = nicht gezeigt: eine Zahl unter %d ließe sich erkennen.\n", hiddenSign, q.cases.Few)
}

// CSV is the table with semicolons.
func (q *Quality) CSV() string { return csvText(q.lines()) }

// Delay are days from the diagnosis to the first report of it, by year of diagnosis.
type Delay struct {
	lines [][]string
	few   int
}

// twelveWeeks is the time a report has (HKRG; land.Land).
const twelveWeeks = 84

// DelayOf measures cases with a report.
func DelayOf(cases []Case, few int) *Delay {
	by := map[string][]int{}
	for i := range cases {
		if c := &cases[i]; c.Waited >= 0 {
			by[Dimensions[0].of(c, nil)] = append(by[Dimensions[0].of(c, nil)], c.Waited)
		}
	}
	d := &Delay{[][]string{{"Jahr", "gemeldet", "Median", "90 % bis", "in 12 Wochen"}}, few}
	years := slices.Sorted(maps.Keys(by))
	var inner [][]int
	for _, year := range years {
		slices.Sort(by[year])
		in, _ := slices.BinarySearch(by[year], twelveWeeks+1)
		inner = append(inner, []int{in, len(by[year]) - in})
	}
	t := (&Table{Head: "Jahr", Rows: years, Cols: []string{"rechtzeitig", "später"}}).sums(inner).Hide(few)
	for i, year := range years {
		days, n := by[year], len(by[year])
		if t.Hidden[i][2] || n < 2*few {
			d.lines = append(d.lines, []string{year, t.cell(i, 2), hiddenSign, hiddenSign, hiddenSign})
			continue
		}
		d.lines = append(d.lines, []string{year, fmt.Sprint(n), fmt.Sprintf("%d Tage", days[n/2]), fmt.Sprintf("%d Tage", days[min(n-1, n*9/10)]), t.share(i, 0)})
	}
	return d
}

// Text is the table for a terminal.
func (d *Delay) Text() string { return columns(d.lines) }

// CSV is the table with semicolons.
func (d *Delay) CSV() string { return csvText(d.lines) }
