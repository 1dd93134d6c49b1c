package tui

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// usage counts how often the signed-in person has used each code of each list,
// so that the code fields show those first. It is read once after signing in
// and kept after each use, both in the background.
type usage struct {
	lists  map[string]map[string]int
	unkept map[string]bool // lists with news that are not kept yet
	busy   bool            // one is just being kept
	read   bool            // what was remembered is here; before, nothing is kept over it
}

// usagePrefix is what the counts are remembered under, a name for each list.
const usagePrefix = "codes/"

// mostCounted is how many codes of a list are kept, the most used ones.
const mostCounted = 300

func newUsage() *usage {
	return &usage{lists: map[string]map[string]int{}, unkept: map[string]bool{}}
}

// Count is how often a code was used.
func (u *usage) Count(list, code string) int { return u.lists[list][code] }

// Use counts a code once more.
func (u *usage) Use(list, code string) {
	u.add(list, code, 1)
	u.unkept[list] = true
}

func (u *usage) add(list, code string, n int) {
	if u.lists[list] == nil {
		u.lists[list] = map[string]int{}
	}
	u.lists[list][code] += n
}

// recall adds what was remembered.
func (u *usage) recall(kept map[string][]byte) {
	u.read = true
	for name, content := range kept {
		var counts map[string]int
		if json.Unmarshal(content, &counts) != nil {
			continue
		}
		for code, n := range counts {
			u.add(strings.TrimPrefix(name, usagePrefix), code, n)
		}
	}
}

// most are the counts of a list that are worth keeping.
func (u *usage) most(list string) map[string]int {
	counts := u.lists[list]
	if len(counts) <= mostCounted {
		return counts
	}
	codes := make([]string, 0, len(counts))
	for code := range counts {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	kept := make(map[string]int, mostCounted)
	for _, code := range codes[:mostCounted] {
		kept[code] = counts[code]
	}
	return kept
}
