package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Sent is a report of a house that stands at the registry, or is on its way there.
type Sent struct {
	Report             *model.Report
	Transaktionsnummer string
	Completed          time.Time
}

// Tally is the Doku-Check a house makes of its own reports (hessen.md 10): what the rules
// have to say of them, the most frequent first, and how that changes from quarter to
// quarter. Its zero value is empty.
type Tally struct {
	quarters map[string]int // how many reports were completed in each
	said     map[subject]*Frequent
}

// Frequent is what one rule had to say about one field.
type Frequent struct {
	Rule     string
	Feld     string        // its German label, "" where the rule is about none
	Severity rule.Severity // of the newest report
	Numbers  []string      // Transaktionsnummern, the newest report first

	newest   time.Time
	at       map[string]time.Time // Transaktionsnummer → when that report was completed
	quarters map[string]int
}

// subject is what is counted: no sentence, in which a value might stand.
type subject struct{ rule, field string }

// Person counts what is to be said of the reports of one person that were completed since
// a moment, each with all others as its history. What is said of the person herself counts
// once.
func (t *Tally) Person(j *Judge, reports []Sent, since time.Time) {
	once := map[string]bool{}
	for i := range reports {
		if s := &reports[i]; !s.Completed.Before(since) {
			t.count(s, j.caseOf(reports, i), j, once)
		}
	}
}

// caseOf is one of a person's reports with the others as its history.
func (j *Judge) caseOf(reports []Sent, i int) *rule.Case {
	c := &rule.Case{Report: reports[i].Report, Today: j.Today}
	for k := range reports {
		if k != i {
			c.History = append(c.History, rule.Past{Report: reports[k].Report, Sent: true})
		}
	}
	return c
}

func (t *Tally) count(s *Sent, c *rule.Case, j *Judge, once map[string]bool) {
	if t.quarters == nil {
		t.quarters, t.said = map[string]int{}, map[subject]*Frequent{}
	}
	t.quarters[quarter(s.Completed)]++
	for _, f := range rule.Check(*c, rule.With(j.Config)) {
		if told(&f, once) {
			continue
		}
		of := subject{rule: f.Rule}
		if len(f.Fields) > 0 {
			of.field = rule.Label(c, f.Fields[0])
		}
		if t.said[of] == nil {
			t.said[of] = &Frequent{Rule: of.rule, Feld: of.field, at: map[string]time.Time{}, quarters: map[string]int{}}
		}
		t.said[of].add(s, f.Severity)
	}
}

// add counts a report once, however often the rule speaks of it.
func (f *Frequent) add(s *Sent, severity rule.Severity) {
	if !s.Completed.Before(f.newest) {
		f.newest, f.Severity = s.Completed, severity
	}
	if _, counted := f.at[s.Transaktionsnummer]; !counted {
		f.at[s.Transaktionsnummer] = s.Completed
		f.quarters[quarter(s.Completed)]++
	}
}

// quarter names the quarter of a moment: "2026-Q3".
func quarter(t time.Time) string {
	return fmt.Sprintf("%d-Q%d", t.Local().Year(), (int(t.Local().Month())+2)/3)
}

// Reports is how many reports were looked at.
func (t *Tally) Reports() (n int) {
	for _, one := range t.quarters {
		n += one
	}
	return n
}

// Quarters are those in which reports were completed, the oldest first.
func (t *Tally) Quarters() []string { return slices.Sorted(maps.Keys(t.quarters)) }

// Frequent is what was said, the most frequent first.
func (t *Tally) Frequent() []*Frequent {
	all := slices.Collect(maps.Values(t.said))
	for _, f := range all {
		f.Numbers = slices.SortedFunc(maps.Keys(f.at), func(a, b string) int {
			return cmp.Or(f.at[b].Compare(f.at[a]), cmp.Compare(a, b))
		})
	}
	slices.SortFunc(all, func(a, b *Frequent) int {
		return cmp.Or(len(b.at)-len(a.at), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Feld, b.Feld))
	})
	return all
}

// Share is in how many of a hundred reports of a quarter it was said; of all for "".
func (t *Tally) Share(f *Frequent, quarter string) float64 {
	if quarter == "" {
		return 100 * float64(len(f.at)) / float64(max(1, t.Reports()))
	}
	return 100 * float64(f.quarters[quarter]) / float64(max(1, t.quarters[quarter]))
}
