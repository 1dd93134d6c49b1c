package worklist

import (
	"cmp"
	"slices"

	"example.org/meldeportal/model"
)

// Wartezeit tells how long reports are held back for one reason.
type Wartezeit struct {
	Grund   string
	Anzahl  int
	Median  int  // days
	Bekannt bool // since when is known of at least one
}

// Wartezeiten are the reasons why reports are held back, the most frequent one first.
func Wartezeiten(all []Aufgabe, today model.Datum) (list []Wartezeit) {
	days := map[string][]int{}
	for i := range all {
		s := all[i].Sperre
		if s == nil {
			continue
		}
		at := slices.IndexFunc(list, func(w Wartezeit) bool { return w.Grund == s.Grund })
		if at < 0 {
			at, list = len(list), append(list, Wartezeit{Grund: s.Grund})
		}
		list[at].Anzahl++
		if n, ok := s.Seit.DaysTo(today); ok {
			days[s.Grund] = append(days[s.Grund], n)
		}
	}
	for i := range list {
		list[i].Median, list[i].Bekannt = median(days[list[i].Grund])
	}
	slices.SortFunc(list, func(a, b Wartezeit) int {
		return cmp.Or(cmp.Compare(b.Anzahl, a.Anzahl), cmp.Compare(a.Grund, b.Grund))
	})
	return list
}

// median is the one in the middle; of two the earlier.
func median(days []int) (int, bool) {
	if len(days) == 0 {
		return 0, false
	}
	slices.Sort(days)
	return days[(len(days)-1)/2], true
}
