package work

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// Usage counts how often the signed-in person has used each code of each list,
// so that the code fields show those first. It is read once after signing in
// and kept after each use, both in the background.
type Usage struct {
	lists  map[string]map[string]int
	Unkept map[string]bool // lists with news that are not kept yet
	Busy   bool            // one is just being kept
	Read   bool            // what was remembered is here; before, nothing is kept over it
}

// UsagePrefix is what the counts are remembered under, a name for each list.
const UsagePrefix = "codes/"

// MostCounted is how many codes of a list are kept, the most used ones.
const MostCounted = 300

func NewUsage() *Usage {
	return &Usage{lists: map[string]map[string]int{}, Unkept: map[string]bool{}}
}

// Count is how often a code was used.
func (u *Usage) Count(list, code string) int { return u.lists[list][code] }

// Use counts a code once more.
func (u *Usage) Use(list, code string) {
	u.Add(list, code, 1)
	u.Unkept[list] = true
}

func (u *Usage) Add(list, code string, n int) {
	if u.lists[list] == nil {
		u.lists[list] = map[string]int{}
	}
	u.lists[list][code] += n
}

// Recall adds what was remembered.
func (u *Usage) Recall(kept map[string][]byte) {
	u.Read = true
	for name, content := range kept {
		var counts map[string]int
		if json.Unmarshal(content, &counts) != nil {
			continue
		}
		for code, n := range counts {
			u.Add(strings.TrimPrefix(name, UsagePrefix), code, n)
		}
	}
}

// Most are the counts of a list that are worth keeping.
func (u *Usage) Most(list string) map[string]int {
	counts := u.lists[list]
	if len(counts) <= MostCounted {
		return counts
	}
	codes := make([]string, 0, len(counts))
	for code := range counts {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	kept := make(map[string]int, MostCounted)
	for _, code := range codes[:MostCounted] {
		kept[code] = counts[code]
	}
	return kept
}
