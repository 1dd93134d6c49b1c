package forms

import (
	"slices"
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// source is where a pick finds its codes.
type source interface {
	search(q string, n int) []catalog.Entry
	entry(code string) (catalog.Entry, bool)
	size() int
}

// listed is a list of the catalogue without the codes the type does not have.
type listed struct {
	list    *catalog.List
	without []string
}

func (f *Form) listSource(typ *field.Type) source {
	if l, ok := f.env.Lists.Get(typ.List); ok {
		return listed{l, typ.Without}
	}
	return fixed(nil)
}

// Warm loads the code lists of a part and makes their indexes and the vocabulary
// for texts, so that no key has to wait for that. It may run in another goroutine.
func Warm(lists *catalog.Shelf, part *field.Part) {
	warmLists(lists, part)
	lists.LearnWords()
}

func warmLists(lists *catalog.Shelf, part *field.Part) {
	for i := range part.Rows {
		r := &part.Rows[i]
		if !r.Leaf() {
			warmLists(lists, r.Part)
			continue
		}
		if l, ok := lists.Get(r.Type.List); ok {
			l.Search("", 1)
		}
	}
}

func (l listed) search(q string, n int) []catalog.Entry {
	hits := l.list.Search(q, n+len(l.without))
	if len(l.without) == 0 {
		return hits
	}
	return slices.DeleteFunc(slices.Clone(hits), func(e catalog.Entry) bool { return slices.Contains(l.without, e.Code) })
}

func (l listed) entry(code string) (catalog.Entry, bool) {
	if slices.Contains(l.without, code) {
		return catalog.Entry{}, false
	}
	return l.list.Entry(code)
}

func (l listed) size() int { return l.list.Len() - len(l.without) }

// fixed is a short list of the form itself, such as the branches of a choice.
type fixed []catalog.Entry

// branchSource are the branches of a choice, found by number, by the beginning
// of their name or their element's (g, gkv), else by words inside it.
func branchSource(b field.Bound) source {
	var entries fixed
	for _, r := range b.Branches() {
		_, short, _ := strings.Cut(r.ElementName(), "_")
		entries = append(entries, catalog.Entry{Code: r.ElementName(), Label: r.Label, Words: short})
	}
	return entries
}

func (f fixed) search(q string, n int) []catalog.Entry {
	q = strings.ToLower(strings.TrimSpace(q))
	var begin, within []catalog.Entry
	for i, e := range f {
		label, words := strings.ToLower(e.Label), strings.ToLower(e.Words)
		switch {
		case strings.HasPrefix(label, q), strings.HasPrefix(words, q), q == string(rune('1'+i)):
			begin = append(begin, e)
		case strings.Contains(label, q):
			within = append(within, e)
		}
	}
	if len(begin) == 0 {
		begin = within
	}
	return begin[:min(n, len(begin))]
}

func (f fixed) entry(code string) (catalog.Entry, bool) {
	for _, e := range f {
		if e.Code == code {
			return e, true
		}
	}
	return catalog.Entry{}, false
}

func (f fixed) size() int { return len(f) }
