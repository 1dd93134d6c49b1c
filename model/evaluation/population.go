package evaluation

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ageGroups is how many groups of five years there are; the last is from 85 on.
const ageGroups = 18

// Standard is a population that rates are weighted by, so that regions and years with older
// people compare with others: how many of each group of five years.
type Standard struct {
	Name, Short, Source string
	people              [ageGroups]float64
}

// Standards are those that registries publish by, the old one first. Groups that a source splits
// (0 and 1 to 4, 85 to 89 and on) are together here.
var Standards = [...]Standard{
	{"alter Europastandard", "ESP 1976", "Waterhouse, Muir, Correa, Powell (Hrsg.): Cancer Incidence in Five Continents, Bd. III, IARC 1976",
		[ageGroups]float64{8000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 6000, 5000, 4000, 3000, 2000, 1000, 1000}},
	{"Europastandard 2013", "ESP 2013", "Eurostat: Revision of the European Standard Population, 2013",
		[ageGroups]float64{5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 2500}},
}

// Population is how many people lived where cases come from. The table is imported; its form is
// CSV in UTF-8 with semicolons and a first line of these heads, in any order:
//
//	kreis;jahr;geschlecht;von;bis;einwohner
//	06531;2025;W;60;64;10342
//	06531;2025;W;85;;3120
//
// kreis is the Kreisschlüssel of 5 digits, or empty in every row for all of the register's area;
// geschlecht is M or W; von and bis are the first and the last age of a group of five years, bis
// is empty from 85 on. einwohner is the average of the year, or the number in its middle.
type Population struct {
	people map[stratum]float64
	whole  bool // of the whole area
}

// stratum is people who are counted together.
type stratum struct {
	kreis, year, sex string
	age              int // group
}

// ErrPopulation is the error of a table that is none.
var ErrPopulation = errors.New("no table of a population: it needs the heads kreis, jahr, geschlecht, von, bis, einwohner")

var populationHeads = []string{"kreis", "jahr", "geschlecht", "von", "bis", "einwohner"}

// ReadPopulation reads the table. ErrPopulation.
func ReadPopulation(r io.Reader) (*Population, error) {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord = ';', len(populationHeads)
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPopulation, err)
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	for _, name := range populationHeads {
		if _, there := at[name]; !there {
			return nil, ErrPopulation
		}
	}
	p := &Population{people: map[stratum]float64{}}
	for line := 2; ; line++ {
		row, err := c.Read()
		if errors.Is(err, io.EOF) && line > 2 {
			return p, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrPopulation, err)
		}
		cell := func(name string) string { return strings.TrimSpace(row[at[name]]) }
		if err := p.add(line == 2, stratum{kreis: cell("kreis"), year: cell("jahr"), sex: cell("geschlecht")}, cell("von"), cell("bis"), cell("einwohner")); err != nil {
			return nil, fmt.Errorf("population, line %d: %w", line, err)
		}
	}
}

func (p *Population) add(first bool, s stratum, from, to, people string) error {
	if first {
		p.whole = s.kreis == ""
	}
	low, err := strconv.Atoi(from)
	n, wrong := strconv.ParseFloat(people, 64)
	const last = 5 * (ageGroups - 1)
	open := low == last && to == ""
	switch {
	case p.whole != (s.kreis == ""):
		return fmt.Errorf("%w: either every row has a kreis or none", ErrPopulation)
	case len(s.kreis) != 5 && !p.whole || len(s.year) != 4 || strings.Trim(s.kreis+s.year, "0123456789") != "" || s.sex != "M" && s.sex != "W":
		return fmt.Errorf("%w: want a kreis of 5 digits, a year of 4, M or W", ErrPopulation)
	case err != nil || low < 0 || low > last || low%5 != 0 || !open && to != strconv.Itoa(low+4) || low == last && !open:
		return fmt.Errorf("%w: want groups of five years, from 85 on one", ErrPopulation)
	case wrong != nil || !(n >= 0 && n <= 1e9): // NaN is neither
		return fmt.Errorf("%w: want a number of people", ErrPopulation)
	}
	s.age = low / 5
	if _, twice := p.people[s]; twice {
		return fmt.Errorf("%w: a group is there twice", ErrPopulation)
	}
	p.people[s] = n
	return nil
}

// of is the people that a case is one of; known is false where the table has none such.
func (p *Population) of(c *Case) (s stratum, known bool) {
	if c.Age < 0 {
		return s, false
	}
	s = stratum{year: c.Year(), sex: c.Sex, age: min(c.Age/5, ageGroups-1)}
	if !p.whole {
		s.kreis = c.Place[:min(5, len(c.Place))]
	}
	return s, p.people[s] > 0
}

// somebody is a person of a group, as cases are counted.
func (s *stratum) somebody() Case {
	return Case{Place: s.kreis, Day: dayOf(s.year), Sex: s.sex, Age: 5 * s.age}
}
