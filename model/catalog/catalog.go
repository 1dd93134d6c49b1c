package catalog

import (
	"slices"
	"strings"
	"sync"
)

// List is one code list. It does not change once it is made, so any number of
// goroutines may read it.
type List struct {
	Name     string // how the field table calls it: "ICD10", "Morphologie", "TNM-T"
	Title    string // German, for people
	Edition  string // the publisher's edition: "2024", "oBDS 3.0.4"
	Source   string // German: whose codes and whose labels these are
	From     string // first day the edition applies, JJJJ-MM-TT; "" = not stated
	Until    string // last day; "" = not stated
	Official bool   // the labels are the publisher's titles, unaltered

	entries []Entry
	old     bool                  // some entries are Old
	byCode  map[string]int        // code → position in entries
	compact func() map[string]int // Compact(code) → position, ambiguous where several codes share it
	index   func() *index
}

// ambiguous marks a compact form that several codes of a list share.
const ambiguous = -1

// NewList makes a list of the entries in their order. Of entries with the same
// code the first one counts. The fields of about that describe the list are
// taken over.
func NewList(about List, entries []Entry) *List {
	l := &List{Name: about.Name, Title: about.Title, Edition: about.Edition, Source: about.Source,
		From: about.From, Until: about.Until, Official: about.Official, entries: entries}
	l.byCode = make(map[string]int, len(entries))
	for i := range entries {
		if _, double := l.byCode[entries[i].Code]; !double {
			l.byCode[entries[i].Code] = i
		}
		l.old = l.old || entries[i].Old
	}
	l.compact = sync.OnceValue(l.compactCodes)
	l.index = sync.OnceValue(func() *index { return newIndex(l.entries) })
	return l
}

// compactCodes makes the look-up table of compact codes.
func (l *List) compactCodes() map[string]int {
	table := make(map[string]int, len(l.byCode))
	for code, i := range l.byCode {
		short := Compact(code)
		if _, shared := table[short]; shared {
			i = ambiguous
		}
		table[short] = i
	}
	return table
}

// Len is the number of entries, headings included.
func (l *List) Len() int { return len(l.entries) }

// Entries are all entries in the order of the list, a copy.
func (l *List) Entries() []Entry { return slices.Clone(l.entries) }

// Entry finds the entry of a code, written exactly or in any spelling with the
// same letters and digits: "C50.4", "c504" and "C50,4" are one code. Where that
// fits several codes ("0(i-)" and "0(i+)" without their signs) none is found.
func (l *List) Entry(code string) (Entry, bool) {
	i, ok := l.byCode[code]
	if !ok {
		i, ok = l.compact()[Compact(code)]
	}
	if !ok || i == ambiguous {
		return Entry{}, false
	}
	return l.entries[i], true
}

// Search finds at most n entries by code or by words, best first: the exact
// code, codes that begin so, labels that begin so, words that begin so, then
// hits inside words; equals in the order of the list. Old codes come last,
// unless the very code is asked for. Every blank-separated part of the query
// must be found. Case, umlauts (ä = ae = a) and accents do not matter. Headings
// are left out: they are not for entry. An empty query gives the head of the list.
// Where that are few, what relaxed queries find comes behind them.
func (l *List) Search(query string, n int) []Entry {
	if l.old {
		found := oldLast(l.search(query, l.Len()), Compact(query))
		return found[:max(0, min(n, len(found)))]
	}
	return l.search(query, n)
}

// oldLast puts old codes behind the others, but for the very code.
func oldLast(found []Entry, code string) []Entry {
	rank := func(e Entry) int {
		if e.Old && Compact(e.Code) != code {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(found, func(a, b Entry) int { return rank(a) - rank(b) })
	return found
}

// few hits are less than an open list shows at once.
const few = 12

func (l *List) search(query string, n int) []Entry {
	places := l.index().top(query, n)
	if len(places) == 0 || len(places) < few && strings.ContainsRune(query, ' ') {
		places = l.relax(places, query, n)
	}
	found := make([]Entry, len(places))
	for i, at := range places {
		found[i] = l.entries[at]
	}
	return found
}

// relax adds what relaxed queries find.
func (l *List) relax(places []int32, query string, n int) []int32 {
	has := make(map[int32]bool, len(places))
	for _, at := range places {
		has[at] = true
	}
	for i, q := range relaxed(query) {
		if i > 0 && len(places) > 0 {
			break
		}
		for _, at := range l.index().top(q, n) {
			if len(places) < n && !has[at] {
				places, has[at] = append(places, at), true
			}
		}
	}
	return places
}

// Get is the list of that name as it comes with the program, and whether there
// is one. It is read at its first use. What somebody imported is in a Shelf.
func Get(name string) (*List, bool) {
	build, ok := builtin[name]
	if !ok {
		return nil, false
	}
	return build(), true
}

// Names are the names of all lists that come with the program, sorted.
func Names() []string {
	names := make([]string, 0, len(builtin))
	for name := range builtin {
		names = append(names, name)
	}
	slices.SortFunc(names, strings.Compare)
	return names
}
