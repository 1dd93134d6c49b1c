package field

import (
	"math"
	"slices"
	"sync"
)

// Edition is an edition of the schema, counted from the oldest; 0 stands for
// none. Which editions there are is the table's to say (model/dataset).
type Edition int

// latest is an edition later than any.
const latest Edition = math.MaxInt

// Span is the first and the last edition that has something; 0 means that there
// is no such end. Where an edition changes the type or the number of an element,
// the table has two rows with the same ID, one behind the other, whose spans
// exclude each other; both lead to the same value.
type Span struct{ Since, Until Edition }

// Has reports whether an edition lies in the span.
func (s Span) Has(e Edition) bool { return s.Since <= e && (s.Until == 0 || e <= s.Until) }

// Whole is the table with everything any edition has, each element once, as the
// latest edition that has it says.
func (p *Part) Whole() *Part {
	return p.derived(view{kind: wholeView}, func(p *Part) []Row { return deref(p.At(latest)) })
}

// Of is the table as one edition has it: what others have is left out. Parts that
// are the same in that edition are the same pointers.
func (p *Part) Of(e Edition) *Part {
	return p.derived(view{ofView, e}, func(p *Part) []Row {
		return slices.DeleteFunc(deref(p.At(e)), func(r Row) bool { return !r.Has(e) })
	})
}

// For is the table as it is asked for reports in an edition: what the edition has
// not, or keeps for what was written before only, is asked where it holds
// something and nowhere else. Nothing is left out, so no value is hidden.
func (p *Part) For(e Edition) *Part {
	return p.derived(view{forView, e}, func(p *Part) []Row {
		rows := deref(p.At(e))
		for i := range rows {
			if r := &rows[i]; !r.Has(e) || r.Retired != 0 && e >= r.Retired {
				r.AskIf = whereFilled(*r)
			}
		}
		return rows
	})
}

// At are the rows of a part as one edition sees them: of rows with the same ID
// the one it has, or else the last. Row.Has tells which of them it has.
func (p *Part) At(e Edition) []*Row {
	rows := make([]*Row, 0, len(p.Rows))
	for i := range p.Rows {
		if !p.elsewhere(i, e) {
			rows = append(rows, &p.Rows[i])
		}
	}
	return rows
}

// elsewhere reports whether another row than i stands for its ID in an edition.
func (p *Part) elsewhere(i int, e Edition) bool {
	r := &p.Rows[i]
	if r.ID == "" || r.Has(e) {
		return false
	}
	for j := range p.Rows {
		if o := &p.Rows[j]; j != i && o.ID == r.ID && (j > i || o.Has(e)) {
			return true
		}
	}
	return false
}

// whereFilled asks for a row only where it holds something.
func whereFilled(r Row) *Cond {
	return &Cond{Words: "nur, wenn schon etwas eingetragen ist", holds: func(p Place) bool { return present(&r, p.Owner) }}
}

// view is which table is derived from another.
type view struct {
	kind    int
	edition Edition
}

const (
	wholeView = iota
	ofView
	forView
)

type viewOf struct {
	part *Part
	view view
}

var views sync.Map // viewOf to *Part

// derived is a part with other rows, here and inside. It is made once, and is p
// itself where nothing differs.
func (p *Part) derived(v view, rows func(*Part) []Row) *Part {
	if known, ok := views.Load(viewOf{p, v}); ok {
		return known.(*Part)
	}
	part := &Part{Name: p.Name, Rows: rows(p)}
	same := len(part.Rows) == len(p.Rows)
	for i := range part.Rows {
		r := &part.Rows[i]
		if r.Part != nil {
			r.Part = r.Part.derived(v, rows)
		}
		same = same && r.Part == p.Rows[i].Part && r.AskIf == p.Rows[i].AskIf
	}
	if same {
		part = p
	}
	known, _ := views.LoadOrStore(viewOf{p, v}, part)
	return known.(*Part)
}

func deref(rows []*Row) []Row {
	copies := make([]Row, len(rows))
	for i, r := range rows {
		copies[i] = *r
	}
	return copies
}
