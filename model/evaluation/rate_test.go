package evaluation

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

// everybody is a table of a population: so many of each age and sex.
func everybody(t *testing.T, kreis string, years []string, many int) *Population {
	t.Helper()
	text := "\ufeffkreis;jahr;geschlecht;von;bis;einwohner\n"
	for _, year := range years {
		for _, sex := range []string{"M", "W"} {
			for g := range ageGroups {
				to := fmt.Sprint(5*g + 4)
				if g == ageGroups-1 {
					to = ""
				}
				text += fmt.Sprintf("%s;%s;%s;%d;%s;%d\n", kreis, year, sex, 5*g, to, many)
			}
		}
	}
	p, err := ReadPopulation(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheStandardsAreOfAHundredThousand(t *testing.T) {
	t.Parallel()
	for _, s := range Standards {
		all := 0.0
		for _, n := range s.people {
			all += n
		}
		if all != 100_000 || s.Source == "" {
			t.Errorf("%s: %v people, of %q", s.Name, all, s.Source)
		}
	}
}

func TestATableThatIsNoPopulationIsRefused(t *testing.T) {
	t.Parallel()
	const head = "kreis;jahr;geschlecht;von;bis;einwohner\n"
	for name, text := range map[string]string{
		"empty": "", "heads only": head, "other heads": "a;b;c;d;e;f\n", "too few cells": head + "06531;2025;W\n",
		"a short kreis": head + "653;2025;W;0;4;1\n", "a sex": head + "06531;2025;X;0;4;1\n", "ten years": head + "06531;2025;W;0;9;1\n", "no end": head + "06531;2025;W;80;;1\n",
		"an end of 85": head + "06531;2025;W;85;89;1\n", "no number": head + "06531;2025;W;0;4;viele\n", "below none": head + "06531;2025;W;0;4;-1\n", "no number at all": head + "06531;2025;W;0;4;NaN\n",
		"twice": head + "06531;2025;W;0;4;1\n06531;2025;W;0;4;1\n", "both kinds": head + ";2025;W;0;4;1\n06531;2025;M;0;4;1\n",
	} {
		if _, err := ReadPopulation(strings.NewReader(text)); !errors.Is(err, ErrPopulation) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// The interval of a count is that of published tables: of 100 cases 81.4 to 121.6 (exactly
// 81.36 to 121.63), of 10 cases 4.8 to 18.4.
func TestTheIntervalOfACount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int][2]float64{0: {0, 3.67}, 10: {4.79, 18.39}, 100: {81.36, 121.63}} {
		if low, high := byar(n); math.Abs(low-want[0]) > .01 || math.Abs(high-want[1]) > .015 {
			t.Errorf("of %d: %.3f to %.3f, want %v", n, low, high, want)
		}
	}
}

// sick are cases of a place, an age and a sex.
func sick(n int, icd, sex, place, year string, age int) (all []Case) {
	for range n {
		all = append(all, Case{ICD: icd, Sex: sex, Age: age, Day: model.Datum(year + "-03-01"), Place: place, Incident: true})
	}
	return all
}

func line(t *testing.T, r *Rates, labels ...string) Rate {
	t.Helper()
	for _, l := range r.Lines {
		if strings.Join(l.Label, "|") == strings.Join(labels, "|") {
			return l
		}
	}
	t.Fatalf("no line %v in %+v", labels, r.Lines)
	return Rate{}
}

// A rate weighted by a standard is what one computes by hand: 20 cases at 60 to 64 and 10 at 30
// to 34 among 2,000 of each group are 20/2000 × 6,000 + 10/2000 × 6,500 = 92.5 of 100,000 by the
// standard of 2013, and 20/2000 × 5,000 + 10/2000 × 7,000 = 85 by the old one.
func TestRatesAreWhatOneComputesByHand(t *testing.T) {
	t.Parallel()
	people := everybody(t, "06531", []string{"2025"}, 1000)
	cases := append(sick(20, "C34.1", "M", "06531005", "2025", 62), sick(10, "C34.1", "W", "06531005", "2025", 30)...)
	cases = append(cases, sick(7, "C50.4", "W", "06531005", "2025", 90)...)
	diagnosis, _ := DimensionOf("diagnose")
	sex, _ := DimensionOf("geschlecht")
	lung := line(t, RatesOf(cases, nil, people, diagnosis, nil, "", Few), "C33–C34 Lunge")
	near := func(got, want float64) bool { return math.Abs(got-want) < .05 }
	if lung.Cases != 30 || lung.People != 36_000 || !near(lung.Crude.Rate, 30.0/36_000*per) || !near(lung.Standard[0].Rate, 85) || !near(lung.Standard[1].Rate, 92.5) {
		t.Errorf("got %+v, %+v, %+v", lung, lung.Standard[0], lung.Standard[1])
	}
	// Dobson by hand: variance = 20 × (6000/2000)² + 10 × (6500/2000)² = 285.6; 92.5 + √(285.6/30) × (20.23 − 30) and (42.83 − 30)
	if e := lung.Standard[1]; !near(e.Low, 92.5-math.Sqrt(285.625/30)*(30-20.239)) || !near(e.High, 92.5+math.Sqrt(285.625/30)*(42.829-30)) {
		t.Errorf("the interval is %.2f to %.2f", e.Low, e.High)
	}
	both := RatesOf(cases, nil, people, diagnosis, &sex, "", Few)
	if men := line(t, both, "C33–C34 Lunge", "männlich"); men.People != 18_000 || !near(men.Standard[1].Rate, 20.0/1000*6000) {
		t.Errorf("of men: %+v", men)
	}
	if none := line(t, both, "C50 Brust", "männlich"); none.Cases != 0 || none.Standard[1].Rate != 0 || none.Standard[1].High <= 0 {
		t.Errorf("of none: %+v", none)
	}
	if all := line(t, both, sum, sum); all.Cases != 37 || all.People != 36_000 {
		t.Errorf("of all: %+v", all)
	}
}

func TestRatesOnlyCountWhomTheTableHas(t *testing.T) {
	t.Parallel()
	people := everybody(t, "06531", []string{"2024", "2025"}, 1000)
	cases := sick(12, "C34.1", "M", "06531005", "2025", 62)
	cases = append(cases, sick(6, "C34.1", "M", "06632001", "2025", 62)...) // another Kreis
	cases = append(cases, sick(1, "C34.1", "M", "06531005", "2023", 62)...) // another year
	cases = append(cases, sick(1, "C34.1", "U", "06531005", "2025", 62)...)
	cases = append(cases, sick(1, "C34.1", "M", "06531005", "2025", -1)...)
	year, _ := DimensionOf("jahr")
	r := RatesOf(cases, nil, people, year, nil, "", Few)
	if r.Left != 9 || !strings.Contains(r.Text(), "Nicht dabei sind 9 Fälle") {
		t.Errorf("left out are %d:\n%s", r.Left, r.Text())
	}
	if l := line(t, r, "2025"); l.Cases != 12 || l.People != 36_000 {
		t.Errorf("of 2025: %+v", l)
	}
	if l := line(t, r, sum); l.People != 72_000 {
		t.Errorf("of both years: %+v", l)
	}
	if r := RatesOf(cases, nil, people, year, nil, "2025", Few); line(t, r, sum).People != 36_000 {
		t.Errorf("of one year: %+v", r.Lines)
	}
	whole := everybody(t, "", []string{"2025"}, 1000)
	if r := RatesOf(cases, nil, whole, year, nil, "", Few); r.Left != 3 || line(t, r, "2025").Cases != 18 || !strings.Contains(r.Text(), "weniger als 5") {
		t.Errorf("of the whole area: %+v", r)
	}
	age, _ := DimensionOf("alter")
	if l := line(t, RatesOf(cases, nil, people, age, nil, "2025", Few), "60–64"); l.People != 2000 || l.Standard[0] != nil {
		t.Errorf("of one age: %+v", l)
	}
}

// What is hidden as a number has no rate in any form, and what would tell it is hidden with it.
func TestARateTellsNoSmallNumber(t *testing.T) {
	t.Parallel()
	people := everybody(t, "06531", []string{"2025"}, 1000)
	cases := append(sick(3, "C34.1", "M", "06531005", "2025", 62), sick(30, "C50.4", "W", "06531005", "2025", 62)...)
	cases = append(cases, sick(40, "C61", "M", "06531005", "2025", 70)...)
	diagnosis, _ := DimensionOf("diagnose")
	r := RatesOf(cases, nil, people, diagnosis, nil, "", Few)
	hidden := 0
	for _, l := range r.Lines {
		if l.Hidden {
			hidden++
		}
	}
	if hidden < 2 || !line(t, r, "C33–C34 Lunge").Hidden {
		t.Errorf("hidden are %d lines, want the small one and one that it could be computed with", hidden)
	}
	for _, text := range []string{r.Text(), r.CSV(), r.Plot(70)} {
		for l := range strings.Lines(text) {
			if strings.HasPrefix(l, "C33") && strings.ContainsAny(strings.Replace(strings.TrimPrefix(l, "C33–C34 Lunge"), ";36000;", "", 1), "0123456789█░") {
				t.Errorf("it is told: %s", l)
			}
		}
	}
	if text := r.CSV(); !strings.HasPrefix(text, "Diagnose;Fälle;Einwohnerjahre;Rohe Rate;von;bis;alter Europastandard;von;bis;Europastandard 2013;von;bis\n") || !strings.Contains(text, "C33–C34 Lunge;x;36000;x;x;x;x;x;x;x;x;x\n") {
		t.Errorf("as CSV:\n%s", text)
	}
	few := append(sick(9, "C34.1", "M", "06531005", "2025", 62), sick(30, "C50.4", "W", "06531005", "2025", 62)...)
	if plot := RatesOf(few, nil, people, diagnosis, nil, "", Few).Plot(70); !strings.Contains(plot, "C33–C34 Lunge  ██") || !strings.Contains(plot, "░ 27,0\n") {
		t.Errorf("the plot is\n%s", plot)
	}
}
