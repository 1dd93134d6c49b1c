package tui

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
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

// usageMsg brings what was remembered.
type usageMsg struct {
	desk *Desk
	kept map[string][]byte
}

// usageKept says that the counts of a list are on the disk, or are not.
type usageKept struct {
	desk *Desk
	list string
	err  error
}

// readUsage fetches the counts. Without them the lists are in their own order,
// which is no reason to bother anybody.
func (sh *Shell) readUsage() tea.Cmd {
	desk := sh.desk
	return func() tea.Msg {
		kept, err := desk.Memory.Recall(context.Background(), usagePrefix)
		if err != nil {
			return nil
		}
		return usageMsg{desk, kept}
	}
}

// tookUsage adds what was remembered to what was counted meanwhile.
func (sh *Shell) tookUsage(msg usageMsg) {
	if msg.desk != sh.desk {
		return
	}
	sh.usage.recall(msg.kept)
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

// keepUsage remembers the counts of one list that has news; the answer brings
// the next one.
func (sh *Shell) keepUsage() tea.Cmd {
	u := sh.usage
	if u.busy || !u.read || sh.desk == nil {
		return nil
	}
	for list := range u.unkept {
		content, err := json.Marshal(u.most(list))
		if err != nil {
			return nil
		}
		u.busy = true
		delete(u.unkept, list)
		desk := sh.desk
		return func() tea.Msg {
			return usageKept{desk, list, desk.Memory.Remember(context.Background(), usagePrefix+list, content)}
		}
	}
	return nil
}

// wasKept goes on with the next list. What could not be kept waits for the next
// use: a full disk is told by the draft that cannot be saved either.
func (sh *Shell) wasKept(msg usageKept) tea.Cmd {
	if msg.desk != sh.desk {
		return nil
	}
	sh.usage.busy = false
	if msg.err != nil {
		sh.usage.unkept[msg.list] = true
		return nil
	}
	return sh.keepUsage()
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
