package people

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// Likely are the n people among the hits who are most likely meant where follow-ups
// are written, best first; those in last come behind all others. Their order is the
// index's else; one look at each is enough, for there may be as many as the site
// has people.
func (ix *Index) Likely(hits []int, query string, since model.Datum, last map[string]bool, n int) (first []int) {
	words := strings.Fields(catalog.Fold(query))
	for i := range words {
		words[i] = " " + words[i]
	}
	due := uint32(since.Digits())
	var ranks [8][]int
	for _, i := range hits {
		if len(ranks[0]) == n { // nobody is likelier
			break
		}
		rank := ix.rank(i, words, due)
		if len(last) > 0 && last[ix.Row(i).ID] {
			rank |= 3
		}
		if len(ranks[rank]) < n {
			ranks[rank] = append(ranks[rank], i)
		}
	}
	first = slices.Concat(ranks[:]...)
	return first[:min(len(first), n)]
}

// rank is how unlikely a person is to be meant: words, each with a blank in front,
// that begin her names count more than such that stand somewhere.
func (ix *Index) rank(i int, words []string, due uint32) (rank int) {
	text := ix.line(i)
	for _, w := range words {
		if !strings.Contains(text, w) {
			rank = 4
		}
	}
	switch day := ix.heardOf(i); {
	case day == 0:
		return rank + 2
	case day >= due:
		return rank + 1
	}
	return rank
}

// heardOf is dayOf of the i-th row, which is not unpacked for it.
func (ix *Index) heardOf(i int) uint32 {
	if len(ix.changed) > 0 {
		if r, ok := ix.changed[i]; ok {
			return dayOf(&r)
		}
	}
	return ix.lastDay[i]
}

// dayOf is the day something was last heard of a person's tumour, in digits
// (20240517); less where the day is not known, 0 where no tumour is.
func dayOf(r *Row) uint32 {
	if r.Unreported() {
		return 0
	}
	return max(1, uint32(r.Date.Digits()))
}

// Unreported reports that no tumour of the person is known.
func (r *Row) Unreported() bool { return r.Accepted+r.Paper == 0 && r.Diagnosis == "" }
