package forms

import (
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestEveryFieldOfAFormHasAHint(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		r := newReport(typ)
		fillLists(r)
		f := New(dataset.Report, r, Pages(typ), testEnv())
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			if f.page(b.ID) < 0 {
				return true // the program's own, or part of another report type
			}
			if about := About(b, f.env.Lists); (b.Row.Leaf() || b.Row.List()) && about.Hint == "" {
				t.Errorf("%s: %s (%s) has no hint", typ, pattern(b.ID), b.Row.Label)
			}
			return true
		})
	}
}
