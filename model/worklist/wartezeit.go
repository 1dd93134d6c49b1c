package worklist

import (
	"cmp"
	"slices"

	"example.org/meldeportal/model"
)

// Wartezeit tells how long reports are held back for one reason.
type Wartezeit struct {
	Grund   string
	Anzahl  int  // held back now
	Median  int  // days, of those and of those that were let go
	Bekannt bool // since when is known of at least one
	Vorbei  int  // that were let go
}

// Gewartet is how long a report was held back that is not any more.
type Gewartet struct {
	Grund string
	Tage  int
}

// Vorbei is how long a Sperre has held back that ends today, or has ended on its day;
// known is false where nobody knows when it began.
func Vorbei(s *model.Sperre, today model.Datum) (g Gewartet, known bool) {
	end := today
	if s.Bis != "" {
		end = min(end, s.Bis)
	}
	days, known := s.Seit.DaysTo(end)
	return Gewartet{s.Grund, days}, known
}

// fewVorbei is how often at least a reason is told that nothing waits for any more: a
// single hold may have been in anybody's own words, and its median is itself.
const fewVorbei = 3

// Wartezeiten are the reasons why reports are held back, and were in the last year, the
// most frequent one first.
func Wartezeiten(all []Aufgabe, over []Gewartet, today model.Datum) (list []Wartezeit) {
	days := map[string][]int{}
	for i := range all {
		s := all[i].Sperre
		if s == nil {
			continue
		}
		forReason(&list, s.Grund).Anzahl++
		if n, ok := s.Seit.DaysTo(today); ok {
			days[s.Grund] = append(days[s.Grund], n)
		}
	}
	for _, g := range over {
		forReason(&list, g.Grund).Vorbei++
		days[g.Grund] = append(days[g.Grund], g.Tage)
	}
	list = slices.DeleteFunc(list, func(w Wartezeit) bool { return w.Anzahl == 0 && w.Vorbei < fewVorbei })
	for i := range list {
		list[i].Median, list[i].Bekannt = median(days[list[i].Grund])
	}
	slices.SortFunc(list, func(a, b Wartezeit) int {
		return cmp.Or(cmp.Compare(b.Anzahl, a.Anzahl), cmp.Compare(b.Vorbei, a.Vorbei), cmp.Compare(a.Grund, b.Grund))
	})
	return list
}

// forReason is what a list tells of a reason; it is added where it lacks.
func forReason(list *[]Wartezeit, reason string) *Wartezeit {
	at := slices.IndexFunc(*list, func(w Wartezeit) bool { return w.Grund == reason })
	if at < 0 {
		at, *list = len(*list), append(*list, Wartezeit{Grund: reason})
	}
	return &(*list)[at]
}

// median is the one in the middle; of two the earlier.
func median(days []int) (int, bool) {
	if len(days) == 0 {
		return 0, false
	}
	slices.Sort(days)
	return days[(len(days)-1)/2], true
}
