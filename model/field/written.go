package field

import (
	"reflect"

	"example.org/meldeportal/model"
)

// Written is the report as it will be delivered: a copy without what is not
// asked (hidden by a condition, or in a branch not taken), without empty
// optional containers and empty items of lists. The branch a selector names is
// there, even empty. The given report is not touched and shares nothing with it.
func Written(root *Part, r *model.Report) *model.Report {
	w := writing{report: r}
	out := Copy(r)
	w.part(root, r, out)
	return out
}

// writing prunes the copy of a part; conditions are asked of the original, so
// that pruning one field does not decide about another.
type writing struct{ report *model.Report }

func (w *writing) part(p *Part, owner, out any) {
	for i := range p.Rows {
		row := &p.Rows[i]
		if !asked(row, p, Place{Report: w.report, Owner: owner}) {
			row.At.clear(out)
			continue
		}
		switch row.At.kind {
		case one:
			w.part(row.Part, row.At.child(owner), row.At.child(out))
		case opt:
			w.container(row, p.taken(row, owner), owner, out)
		case each:
			w.items(row, owner, out)
		}
	}
}

func (w *writing) container(row *Row, taken bool, owner, out any) {
	if child := row.At.child(owner); child != nil {
		w.part(row.Part, child, row.At.child(out))
	}
	switch child := row.At.child(out); {
	case taken:
		row.At.create(out)
	case child != nil && empty(child):
		row.At.remove(out)
	}
}

func (w *writing) items(row *Row, owner, out any) {
	for i := row.At.count(out) - 1; i >= 0; i-- {
		item := row.At.item(out, i)
		w.part(row.Part, row.At.item(owner, i), item)
		if empty(item) {
			row.At.delete(out, i)
		}
	}
}

// clear makes the place hold nothing.
func (a *Access) clear(owner any) {
	switch a.kind {
	case leaf:
		a.set(owner, "")
	case opt:
		a.remove(owner)
	case one:
		reflect.ValueOf(a.child(owner)).Elem().SetZero()
	case each:
		for i := a.count(owner) - 1; i >= 0; i-- {
			a.delete(owner, i)
		}
	}
}
