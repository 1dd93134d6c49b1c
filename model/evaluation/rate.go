package evaluation

import (
	"fmt"
	"math"
	"strings"

	"example.org/meldeportal/model"
)

// Estimate is a rate of a year and 100,000 people with its interval of 95 %.
type Estimate struct{ Rate, Low, High float64 }

// Rate are new cases among people.
type Rate struct {
	Label    []string // of its row, and of its column where there are some
	Cases    int
	Hidden   bool                      // nothing of it is shown
	People   float64                   // years that people lived; 0 = the table has none such
	Crude    Estimate                  // by all of them
	Standard [len(Standards)]*Estimate // by age; nil = an age group has no people
}

// Rates are those of a table, line by line.
type Rates struct {
	Heads []string
	Lines []Rate
	Few   int
	Left  int // cases whose people the table does not have
}

const (
	per = 100_000
	z95 = 1.959964 // of the normal distribution
)

// RatesOf are the rates of a register: of cases by one or two dimensions. year is the one that is
// looked at, "" = all that the population has. What Table.Hide hides has no rate either: with the
// people, which are published, a rate tells the number.
func RatesOf(cases []Case, places *Places, people *Population, rows Dimension, by *Dimension, year string, few int) *Rates {
	r := &Rates{Heads: []string{rows.Head}, Few: few}
	var counted []Case
	for i := range cases {
		if _, known := people.of(&cases[i]); known {
			counted = append(counted, cases[i])
		}
	}
	r.Left = len(cases) - len(counted)
	table := Tabulate(counted, places, rows, by).Hide(few)
	if by != nil {
		r.Heads = append(r.Heads, by.Head)
	}
	n, lived := map[cell][ageGroups]float64{}, map[cell][ageGroups]float64{}
	enter := func(into map[cell][ageGroups]float64, c *Case, age int, many float64, people bool) {
		for _, row := range keys(&rows, c, places, people) {
			for _, col := range keys(by, c, places, people) {
				groups := into[cell{row, col}]
				groups[age] += many
				into[cell{row, col}] = groups
			}
		}
	}
	for i := range counted {
		s, _ := people.of(&counted[i])
		enter(n, &counted[i], s.age, 1, false)
	}
	for s, many := range people.people {
		if who := s.somebody(); year == "" || year == s.year {
			enter(lived, &who, s.age, many, true)
		}
	}
	for i, row := range table.Rows {
		for j, col := range table.Cols[:table.shown()] {
			one, at, where := Rate{Label: []string{row}, Cases: table.N[i][j], Hidden: table.Hidden[i][j]}, cell{row, anybody}, cell{peopleOf(&rows, row), anybody}
			if by != nil {
				one.Label, at.col, where.col = append(one.Label, col), col, peopleOf(by, col)
			}
			one.estimate(n[at], lived[where])
			r.Lines = append(r.Lines, one)
		}
	}
	return r
}

// cell is a row and a column.
type cell struct{ row, col string }

// anybody stands for all rows, or columns, where people do not differ by them.
const anybody = ""

// keys are where a case is counted by a dimension, and people where the sick of it come from.
func keys(d *Dimension, c *Case, places *Places, people bool) []string {
	if d == nil || people && !d.ofPeople {
		return []string{anybody}
	}
	return []string{d.of(c, places), sum}
}

func peopleOf(d *Dimension, label string) string {
	if !d.ofPeople {
		return anybody
	}
	return label
}

// estimate computes the rates of cases among people, by group of age. The interval of a count is
// Byar's, that of a weighted rate Dobson's, who carries it over (Breslow and Day: Statistical
// Methods in Cancer Research II, IARC 1987; Dobson et al., Statistics in Medicine 10, 1991).
func (r *Rate) estimate(n, lived [ageGroups]float64) {
	for g := range lived {
		r.People += lived[g]
	}
	if r.People == 0 {
		return
	}
	low, high := byar(r.Cases)
	all := float64(r.Cases)
	r.Crude = Estimate{all / r.People * per, low / r.People * per, high / r.People * per}
	for i := range Standards {
		rate, variance, weights, complete := 0.0, 0.0, 0.0, true
		for g, w := range Standards[i].people {
			if lived[g] == 0 {
				complete = false
				break
			}
			rate += w * n[g] / lived[g]
			variance += w * w * n[g] / lived[g] / lived[g]
			weights += w
		}
		if !complete {
			continue
		}
		rate, variance = rate/weights*per, variance/weights/weights*per*per
		e := &Estimate{Rate: rate, High: high / r.People * per}
		if r.Cases > 0 {
			wide := math.Sqrt(variance / all)
			e.Low, e.High = rate+wide*(low-all), rate+wide*(high-all)
		}
		r.Standard[i] = e
	}
}

// byar is the interval of 95 % of a count.
func byar(cases int) (low, high float64) {
	bound := func(n, sign float64) float64 {
		return n * math.Pow(1-1/(9*n)+sign*z95/(3*math.Sqrt(n)), 3)
	}
	if n := float64(cases); n > 0 {
		low = bound(n, -1)
	}
	return low, bound(float64(cases)+1, 1)
}

func dayOf(year string) model.Datum { return model.NewDatum(year+"-07-01", model.MonatGeschaetzt) }

func german(f float64, digits int) string {
	return strings.Replace(fmt.Sprintf("%.*f", digits, f), ".", ",", 1)
}

// none stands where there is no rate.
const none = "–"

// cells are the numbers of a line: cases, people and each rate with its bounds.
func (r *Rate) cells() (cells []string) {
	cells = []string{fmt.Sprint(r.Cases), german(r.People, 0)}
	add := func(e *Estimate) {
		switch {
		case r.Hidden:
			cells = append(cells, hiddenSign, hiddenSign, hiddenSign)
		case e == nil || r.People == 0:
			cells = append(cells, none, none, none)
		default:
			cells = append(cells, german(e.Rate, 1), german(e.Low, 1), german(e.High, 1))
		}
	}
	add(&r.Crude)
	for _, e := range r.Standard {
		add(e)
	}
	if r.Hidden {
		cells[0] = hiddenSign
	}
	if r.People == 0 {
		cells[1] = none
	}
	return cells
}

// CSV is a line for each, with the heads.
func (r *Rates) CSV() string {
	head := append(append([]string{}, r.Heads...), "Fälle", "Einwohnerjahre", "Rohe Rate", "von", "bis")
	for i := range Standards {
		head = append(head, Standards[i].Name, "von", "bis")
	}
	lines := [][]string{head}
	for i := range r.Lines {
		lines = append(lines, append(append([]string{}, r.Lines[i].Label...), r.Lines[i].cells()...))
	}
	return csvText(lines)
}

// Text is the table for a terminal.
func (r *Rates) Text() string {
	head := []string{strings.Join(r.Heads, " · "), "Fälle", "roh", "95-%-Intervall"}
	for i := range Standards {
		head = append(head, Standards[i].Short, "95-%-Intervall")
	}
	lines := [][]string{head}
	for i := range r.Lines {
		cells := r.Lines[i].cells()
		line := []string{strings.Join(r.Lines[i].Label, " · "), cells[0]}
		for rates := cells[2:]; len(rates) > 0; rates = rates[3:] {
			between := rates[0]
			if strings.Trim(between, hiddenSign+none) != "" {
				between = rates[1] + "–" + rates[2]
			}
			line = append(line, rates[0], between)
		}
		lines = append(lines, line)
	}
	return columns(lines) + r.note()
}

// Plot draws the rates by the newest standard, as bars in so many cells.
func (r *Rates) Plot(width int) string {
	newest, names, most := len(Standards)-1, 0, 0.0
	for i := range r.Lines {
		one := &r.Lines[i]
		names = max(names, len([]rune(strings.Join(one.Label, " · "))))
		if e := one.Standard[newest]; e != nil && !one.Hidden {
			most = max(most, e.High)
		}
	}
	room := float64(max(10, width-names-10))
	var b strings.Builder
	for i := range r.Lines {
		one := &r.Lines[i]
		label, said := strings.Join(one.Label, " · "), none
		fmt.Fprintf(&b, "%s%s  ", label, strings.Repeat(" ", names-len([]rune(label))))
		switch e := one.Standard[newest]; {
		case one.Hidden:
			said = hiddenSign
		case e != nil:
			low, high := int(e.Low/most*room+.5), int(e.High/most*room+.5)
			b.WriteString(strings.Repeat("█", low) + strings.Repeat("░", high-low) + " ")
			said = german(e.Rate, 1)
		}
		b.WriteString(said + "\n")
	}
	return b.String() + fmt.Sprintf("%s; ░ ist das 95-%%-Intervall.\n", Standards[newest].Name) + r.note()
}

func (r *Rates) note() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Neue Fälle je %d Einwohner und Jahr; beide Geschlechter zusammen, wo nicht danach getrennt ist.\n", per)
	for i := range Standards {
		fmt.Fprintf(&b, "%s: %s, %s.\n", Standards[i].Short, Standards[i].Name, Standards[i].Source)
	}
	for i := range r.Lines {
		if r.Lines[i].Hidden {
			fmt.Fprintf(&b, "%s = nicht gezeigt: unter %d, oder eine solche Zahl ließe sich daraus errechnen.\n", hiddenSign, r.Few)
			break
		}
	}
	switch {
	case r.Left >= r.Few:
		fmt.Fprintf(&b, "Nicht dabei sind %d Fälle: Zu ihrem Kreis, Jahr, Geschlecht oder Alter nennt die Tabelle keine Einwohner, oder es ist nicht bekannt.\n", r.Left)
	case r.Left > 0:
		fmt.Fprintf(&b, "Nicht dabei sind weniger als %d Fälle: Zu ihrem Kreis, Jahr, Geschlecht oder Alter nennt die Tabelle keine Einwohner, oder es ist nicht bekannt.\n", r.Few)
	}
	return b.String()
}
