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
	var ranks [8][]int
	for _, i := range hits {
		if len(ranks[0]) == n { // nobody is likelier
			break
		}
		rank := ix.rank(i, words, since)
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
func (ix *Index) rank(i int, words []string, since model.Datum) (rank int) {
	r, text := ix.Row(i), ix.line(i)
	for _, w := range words {
		if !strings.Contains(text, w) {
			rank = 4
		}
	}
	switch {
	case r.Unreported():
		return rank + 2
	case r.Date >= since:
		return rank + 1
	}
	return rank
}

// Unreported reports that no tumour of the person is known.
func (r *Row) Unreported() bool { return r.Accepted+r.Paper == 0 && r.Diagnosis == "" }
