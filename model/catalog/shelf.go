package catalog

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Shelf holds the lists a program works with: those that come with it, overlaid
// by the official ones somebody imported. Where both know a code the official
// entry wins and keeps our words for searching; what only we know stays. Several
// editions of a list lie beside each other: the newest one that has a code names
// it, and its validity reaches over all editions that have it. A Shelf may be
// used by several goroutines.
type Shelf struct {
	mu       sync.RWMutex
	editions map[string][]*List // official editions, oldest first
	merged   map[string]*List
	words    atomic.Pointer[Vocabulary]
	orte     *Orte // of the newest imported table of sites
}

// NewShelf is a shelf with the lists of the program alone.
func NewShelf() *Shelf {
	return &Shelf{editions: map[string][]*List{}, merged: map[string]*List{}}
}

// Put lays an imported list on the shelf. A list of the same name, edition and
// first day is replaced.
func (s *Shelf) Put(l *List) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(s.editions[l.Name]), func(old *List) bool {
		return old.Edition == l.Edition && old.From == l.From
	})
	kept = append(kept, l)
	slices.SortStableFunc(kept, older)
	s.editions[l.Name] = kept
	s.merged[l.Name] = merge(l.Name, kept)
	s.words.Store(nil)
	if l.Name == PathChart {
		s.orte = orteOf(kept[len(kept)-1])
	}
}

// older orders editions by the day they begin, then by name.
func older(a, b *List) int {
	if a.From != b.From {
		return strings.Compare(a.From, b.From)
	}
	return strings.Compare(a.Edition, b.Edition)
}

// Orte is the table of sites somebody imported, the newest one; nil where there is
// none.
func (s *Shelf) Orte() *Orte {
	if s == nil {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.orte
}

// Get is the list of that name, and whether there is one.
func (s *Shelf) Get(name string) (*List, bool) {
	s.mu.RLock()
	l, ok := s.merged[name]
	s.mu.RUnlock()
	if ok {
		return l, true
	}
	return Get(name)
}

// Imported are the official lists on the shelf, sorted by name and edition.
func (s *Shelf) Imported() []*List {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []*List
	for _, editions := range s.editions {
		all = append(all, editions...)
	}
	slices.SortFunc(all, func(a, b *List) int {
		if a.Name != b.Name {
			return strings.Compare(a.Name, b.Name)
		}
		return older(a, b)
	})
	return all
}

// merge makes one list of all editions and of our own list.
func merge(name string, editions []*List) *List {
	newest := editions[len(editions)-1]
	m := overlay{at: map[string]int{}}
	for i, edition := range slices.Backward(editions) {
		m.lay(edition, i == 0, i == len(editions)-1)
	}
	if own, ok := Get(name); ok {
		m.underlay(own)
	}
	if closed := Enum(name); closed != nil {
		return NewList(*newest, m.only(closed))
	}
	return NewList(*newest, m.entries)
}

// overlay collects entries of several lists, the first one of a code wins.
type overlay struct {
	entries []Entry
	at      map[string]int
}

// lay adds an edition below newer ones: known codes reach back to its first day.
// Before the oldest edition and after the newest one nothing is known, so codes
// of these stay valid there.
func (m *overlay) lay(edition *List, oldest, newest bool) {
	for _, e := range edition.entries {
		if !oldest {
			e.From = first(e.From, edition.From)
		}
		if !newest {
			e.Until = first(e.Until, edition.Until)
		}
		if i, known := m.at[e.Code]; known {
			m.entries[i].From = earlier(m.entries[i].From, e.From)
			continue
		}
		m.at[e.Code] = len(m.entries)
		m.entries = append(m.entries, e)
	}
}

// underlay adds our own list: words for known codes, and the codes nobody else has.
func (m *overlay) underlay(own *List) {
	for _, e := range own.entries {
		i, known := m.at[e.Code]
		if !known {
			m.entries = append(m.entries, e)
			continue
		}
		m.entries[i].Words = join(m.entries[i].Words, e.Label, e.Words)
		if m.entries[i].Label == "" {
			m.entries[i].Label = e.Label
		}
	}
}

// only are the entries of the codes of a closed list, in its order: a list of the
// schema takes titles from an import, never codes.
func (m *overlay) only(closed []Entry) []Entry {
	list := slices.Clone(closed)
	for i := range list {
		if at, ok := m.at[list[i].Code]; ok {
			e := m.entries[at]
			list[i].Label, list[i].Words, list[i].Official = e.Label, e.Words, e.Official
		}
	}
	return list
}

// first is the first day that is stated.
func first(day, other string) string {
	if day != "" {
		return day
	}
	return other
}

// earlier is the earlier first day; "" is always.
func earlier(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return min(a, b)
}

// join puts texts behind each other with blanks, leaving out the empty ones.
func join(texts ...string) string {
	all := ""
	for _, t := range texts {
		if t == "" {
			continue
		}
		if all != "" {
			all += " "
		}
		all += t
	}
	return all
}
