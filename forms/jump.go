package forms

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// Jumping to a field by a part of its name.

// Target is a place to jump to: a field, also in an element that is not open,
// or the line that makes a new element. Its texts are fit to be drawn.
type Target struct {
	ID, Label, Where, Value string

	name, around, page, hint string // folded: label; parts around it and words of the id; page; hint
	wanted                   bool   // has to be filled in
	follows                  bool   // needs nobody: comes after all others
	locked                   bool   // is only shown as the form stands: comes after those that fit as well
	unasked                  bool   // no condition asks for it now: comes last, unless it is called by its whole name
}

// Targets are all places of the form that are asked now, in its order.
func (f *Form) Targets() []Target {
	var all []Target
	for p := range f.pages {
		l := f.lister(&f.pages[p])
		l.all = true
		for _, e := range l.list() {
			if !e.silent() && e.kind != item && e.kind != lock {
				all = append(all, f.target(e, f.pages[p].Title))
			}
		}
	}
	return all
}

// Unasked are the fields that no condition asks for now, such as those of a
// module for another organ. Whoever needs one all the same calls it up by name.
func (f *Form) Unasked() []Target {
	var all []Target
	for p := range f.pages {
		l := f.lister(&f.pages[p])
		l.all = true
		for _, e := range l.list() {
			if e.hidden && (e.kind == leaf || e.kind == adder) && !e.locked && !e.bound.Barred() {
				t := f.target(e, f.pages[p].Title)
				t.Where, t.unasked = t.Where+" · sonst nicht gefragt", true
				all = append(all, t)
			}
		}
	}
	return all
}

// call makes a page show a field that no condition asks for, and reports whether
// there is one it did not show before.
func (f *Form) call(id string) bool {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok || b.Asked() || b.Barred() || f.called[id] {
		return false
	}
	f.called[id], f.asked = true, nil
	return true
}

// shown reports that the person has called up a field nobody asks for.
func (e *entry) shown() bool { return e.form.called[e.id] && !e.bound.Barred() }

func (f *Form) target(e *entry, page string) Target {
	parts := f.parts(e)
	where := slices.Compact(append([]string{page}, parts...)) // a page may be called like its only part
	t := Target{ID: e.id, Label: Clean(e.label), Where: Clean(strings.Join(where, " · ")), follows: e.kind == leaf && derived(e.bound), locked: e.locked,
		wanted: e.kind == leaf && e.bound.Demanded() != field.NotDemanded}
	words := append(parts, strings.NewReplacer("_", " ", ".", " ").Replace(pattern(e.id)))
	if e.kind == adder {
		t.Label = Clean(e.bound.Row.Label + ": neu")
		for _, r := range e.bound.Row.Part.Rows {
			words = append(words, r.Label)
		}
	} else {
		t.Value = Clean(e.widget().show(e.stored()))
	}
	t.name, t.around, t.page = " "+catalog.Fold(t.Label), " "+catalog.Fold(strings.Join(words, " ")), " "+catalog.Fold(page)
	t.hint = " " + catalog.Fold(e.hint()) // "ecog" finds Leistungszustand
	return t
}

// parts are the names of the parts a field stands in, from the outside in, with
// the numbers of elements. The outermost is the report's type, which goes
// without saying.
func (f *Form) parts(e *entry) []string {
	var names []string
	list, i := e.bound.Item()
	for up, ok := e.bound.Up(); ok && strings.ContainsAny(up.ID, ".["); up, ok = up.Up() {
		name := up.Row.Label
		if up.ID == list {
			name += " " + strconv.Itoa(i+1)
		}
		if list, i = up.Item(); name != e.label {
			names = append(names, name)
		}
	}
	slices.Reverse(names)
	return names
}

// Find picks the targets that fit a query, the best first: what is called so, then
// whose label begins with it, then whose label has a word that does, then the parts
// around them. Several words all have to fit. Blanks and hyphens do not matter. Of those
// that fit as well, fields that can be written come before those only shown.
func Find(targets []Target, query string) []Target { return slices.Concat(find(targets, query)...) }

// Called are the targets that somebody names who knows the form: those called so, where
// there are any, else all that Find picks.
func Called(targets []Target, query string) []Target {
	ranked := find(targets, query)
	for _, best := range ranked[:min(len(ranked), ranks*called)] {
		if len(best) > 0 {
			return best
		}
	}
	return slices.Concat(ranked...)
}

// ranks are how many places a rank has in the order: what is only shown is half a rank
// behind.
const ranks = 2

// find are the targets that fit a query, by rank.
func find(targets []Target, query string) [][]Target {
	words := strings.Fields(catalog.Fold(query))
	if len(words) == 0 {
		return [][]Target{targets}
	}
	ranked := make([][]Target, ranks*(worst*len(words)+4*worst))
	for i := range targets {
		r := ranks * targets[i].rank(words)
		if targets[i].locked {
			r++
		}
		if r >= 0 {
			ranked[r] = append(ranked[r], targets[i])
		}
	}
	return ranked
}

// The ranks: below called are those of a target called by its name, worst is the last one
// of one word.
const (
	called = 2
	worst  = 9
)

// rank is how badly a target fits, -1 when it does not at all.
func (t *Target) rank(words []string) int {
	switch whole := strings.Join(words, ""); {
	case blankless(t.name) == whole && t.wanted:
		return 0
	case blankless(t.name) == whole, t.wanted && len(words) == 1 && t.ends(whole):
		return 1
	}
	sum := 0
	if t.unasked {
		sum += 2 * worst
	}
	for _, w := range words {
		r := t.rankWord(w)
		if r < 0 {
			return -1
		}
		sum += r
	}
	if t.follows {
		sum += worst
	}
	return sum
}

// ends reports that the name is a compound of a word: an Untersuchungsdatum is a Datum.
// Two or three letters are no word yet.
func (t *Target) ends(word string) bool { return len(word) > 3 && strings.HasSuffix(t.name, word) }

func (t *Target) rankWord(w string) int {
	switch {
	case strings.HasPrefix(t.name, " "+w):
		return 2
	case strings.Contains(t.name, " "+w), spans(t.name, w):
		return 3
	case strings.Contains(t.around, " "+w):
		return 4
	case strings.Contains(t.name, w):
		return 5
	case strings.Contains(t.page, " "+w):
		return 6
	case strings.Contains(t.around, w):
		return 7
	case slices.ContainsFunc(strings.Fields(t.name), func(name string) bool { return shortens(w, name) }):
		return 8
	case strings.Contains(t.hint, " "+w):
		return worst
	}
	return -1
}

// blankless is a folded text without the blanks that hyphens have become.
func blankless(text string) string { return strings.ReplaceAll(text, " ", "") }

// spans reports that a text, read on over its blanks from the beginning of a
// word, begins with w: "tumorid" for "tumor id".
func spans(text, w string) bool {
	for at := range len(text) {
		if text[at] == ' ' && begins(text[at:], w) {
			return true
		}
	}
	return false
}

// begins reports that a text begins with w, its blanks left out.
func begins(text, w string) bool {
	for i := 0; w != ""; i++ {
		switch {
		case i == len(text):
			return false
		case text[i] == ' ':
		case text[i] != w[0]:
			return false
		default:
			w = w[1:]
		}
	}
	return true
}

// shortens reports that a word is made of letters of another in their order,
// the first one included: "dsi" for "diagnosesicherung".
func shortens(w, text string) bool {
	if w[0] != text[0] {
		return false
	}
	for i := range len(w) {
		at := strings.IndexByte(text, w[i])
		if at < 0 {
			return false
		}
		text = text[at+1:]
	}
	return true
}
