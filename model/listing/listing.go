// Package listing is what a list is, whatever it lists: its columns, said once as
// values, and of them searching, filtering, sorting, counting how many of each value
// there are, fitting into a window, and leaving as a table. Both faces stand on it.
//
// It promises: it reads rows and changes none; where a list is long its owner hands
// the rows over one by one (Sieve), so that no list has to be held. Start with Column.
package listing

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/meldeportal/model/catalog"
)

// Column is a column of a list of R.
type Column[R any] struct {
	Name  string          // one German word without umlauts: its id in saved filters and commands
	Head  string          // over the column
	Text  func(*R) string // of a row
	Short func(*R) string // where the column has not Max cells, nil = Text
	Value func(*R) string // what it is filtered and counted by, nil = Text
	Key   func(*R) string // what it is sorted by, nil = Text without case and accents

	Min, Max int // cells with the blank behind: at least, and at most
	Rank     int // where there is no room the column of the least rank goes first
}

// Named is a column by its id.
func Named[R any](columns []Column[R], name string) (*Column[R], bool) {
	i := slices.IndexFunc(columns, func(c Column[R]) bool { return c.Name == name })
	if i < 0 {
		return nil, false
	}
	return &columns[i], true
}

// ValueOf is what a row is filtered and counted by.
func (c *Column[R]) ValueOf(r *R) string {
	if c.Value != nil {
		return c.Value(r)
	}
	return c.Text(r)
}

// KeyOf is what a row is sorted by.
func (c *Column[R]) KeyOf(r *R) string {
	if c.Key != nil {
		return c.Key(r)
	}
	return catalog.Fold(c.Text(r))
}

// Head is a column without its rows.
type Head struct{ Name, Head string }

// Heads are those of columns.
func Heads[R any](columns []Column[R]) []Head {
	heads := make([]Head, len(columns))
	for i := range columns {
		heads[i] = Head{columns[i].Name, columns[i].Head}
	}
	return heads
}

// HeadLike is the column somebody means by the beginning of its id or of its head.
func HeadLike(heads []Head, typed string) (Head, bool) {
	want := catalog.Fold(typed)
	i := slices.IndexFunc(heads, func(h Head) bool {
		return strings.TrimSpace(want) != "" && (strings.HasPrefix(h.Name, want) || strings.HasPrefix(catalog.Fold(h.Head), want))
	})
	if i < 0 {
		return Head{}, false
	}
	return heads[i], true
}

// View is what somebody wants to see of a list: it is kept under a name as JSON.
type View struct {
	Words   string   `json:"worte,omitempty"` // typed to search
	Filters []Filter `json:"filter,omitempty"`
	Sort    string   `json:"spalte,omitempty"` // id of a column, "" = the list's own order
	Down    bool     `json:"absteigend,omitempty"`
}

// Filter keeps the rows with a value in a column. Two of one column keep both.
type Filter struct {
	Column string `json:"spalte"`
	Value  string `json:"wert"`
}

// All reports that nothing is left out.
func (v *View) All() bool { return strings.TrimSpace(v.Words) == "" && len(v.Filters) == 0 }

// Plain reports that it is the list as it comes.
func (v *View) Plain() bool { return v.All() && v.Sort == "" }

// Values are what a column is filtered by.
func (v *View) Values(column string) (values []string) {
	for _, f := range v.Filters {
		if f.Column == column {
			values = append(values, f.Value)
		}
	}
	return values
}

// Only filters a column by these values alone; without any it is not filtered.
func (v *View) Only(column string, values ...string) {
	v.Filters = slices.DeleteFunc(slices.Clone(v.Filters), func(f Filter) bool { return f.Column == column })
	for _, value := range values {
		v.Filters = append(v.Filters, Filter{column, value})
	}
}

// Without is the view with a column unfiltered, for counting its values.
func (v *View) Without(column string) *View {
	w := *v
	w.Only(column)
	return &w
}

// Sieve lets the rows of a view through.
type Sieve[R any] struct {
	columns []Column[R]
	filters []sieved[R]
	words   []string
}

type sieved[R any] struct {
	column *Column[R]
	values []string
}

// SieveOf makes it. Filters of columns that are there no more let everything through.
func SieveOf[R any](columns []Column[R], v *View) *Sieve[R] {
	s := &Sieve[R]{columns: columns, words: strings.Fields(catalog.Fold(v.Words))}
	for i := range columns {
		if values := v.Values(columns[i].Name); len(values) > 0 {
			s.filters = append(s.filters, sieved[R]{&columns[i], values})
		}
	}
	return s
}

// Fits reports whether a row belongs to the view.
func (s *Sieve[R]) Fits(r *R) bool {
	for _, f := range s.filters {
		if !slices.Contains(f.values, f.column.ValueOf(r)) {
			return false
		}
	}
	if len(s.words) == 0 {
		return true
	}
	texts := make([]string, len(s.columns))
	for i := range s.columns {
		texts[i] = s.columns[i].Text(r)
	}
	all := catalog.Fold(strings.Join(texts, " "))
	return !slices.ContainsFunc(s.words, func(w string) bool { return !strings.Contains(all, w) })
}

// Order sorts what went through a sieve.
type Order[R any] struct {
	column *Column[R]
	down   bool
}

// OrderOf is the order of a view; ok is false where it is the list's own.
func OrderOf[R any](columns []Column[R], v *View) (o Order[R], ok bool) {
	o.column, ok = Named(columns, v.Sort)
	o.down = v.Down
	return o, ok
}

// Keyed is a row with what it is sorted by.
type Keyed[ID any] struct {
	Row ID
	key string
}

// Key gives a row its sort key.
func Key[R, ID any](o Order[R], id ID, r *R) Keyed[ID] { return Keyed[ID]{id, o.column.KeyOf(r)} }

// Sort puts rows in order; equal ones stay as they came.
func Sort[R, ID any](o Order[R], rows []Keyed[ID]) []ID {
	slices.SortStableFunc(rows, func(a, b Keyed[ID]) int {
		if o.down {
			a, b = b, a
		}
		return cmp.Compare(a.key, b.key)
	})
	ids := make([]ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].Row
	}
	return ids
}

// lookUp is after how many rows a reading looks whether it is still wanted.
const lookUp = 1000

// Sift are the numbers of the rows of a view, in its order. It ends with its context.
func Sift[R any](ctx context.Context, columns []Column[R], v *View, n int, at func(int) *R) ([]int, error) {
	sieve, rows := SieveOf(columns, v), []Keyed[int](nil)
	order, sorted := OrderOf(columns, v)
	for i := range n {
		if i%lookUp == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		r := at(i)
		switch {
		case !sieve.Fits(r):
		case sorted:
			rows = append(rows, Key(order, i, r))
		default:
			rows = append(rows, Keyed[int]{Row: i})
		}
	}
	if sorted {
		return Sort(order, rows), nil
	}
	ids := make([]int, len(rows))
	for i := range rows {
		ids[i] = rows[i].Row
	}
	return ids, nil
}
