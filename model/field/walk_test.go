package field_test

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// TestASelectionIsWalkedLikeTheTable visits the selected rows, in the same order, each
// with the value and the answers that a walk over the whole table gives it.
func TestASelectionIsWalkedLikeTheTable(t *testing.T) {
	t.Parallel()
	r := &model.Report{Meldung: model.Meldung{Typ: "OP", OP: &model.OP{
		Intention:      "K",
		Komplikationen: model.Komplikationen{MengeKomplikation: []model.Komplikation{{Kuerzel: "ABD"}, {ICD: &model.ICD{Code: "T81.0", Version: "10"}}, {Kuerzel: "BSI"}}},
	}}}
	wanted := func(row *field.Row) bool { return row.Leaf() && row.ID != "Intention" }
	told := func(b field.Bound) string { return b.ID + "=" + b.Get() }
	var want, got []string
	field.Walk(root, r, func(b field.Bound) bool {
		if wanted(b.Row) {
			want = append(want, told(b))
		}
		return true
	})
	field.Only(root, wanted).Walk(r, func(b field.Bound) bool {
		if b.Row.Leaf() {
			got = append(got, told(b))
		}
		return true
	})
	if !slices.Equal(got, want) || !slices.Contains(got, "OP.Komplikationen.Menge[2].Kuerzel=BSI") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnUnknownIDIsAsked(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "Gibtsnicht", "OP.Komplikationen.Menge[-1].Kuerzel", "OP.Komplikationen.Menge[999999999].Kuerzel"} {
		if !field.Asked(root, &model.Report{}, id) {
			t.Errorf("Asked(%q) = false", id)
		}
	}
}
