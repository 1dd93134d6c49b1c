package forms

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

var allTypes = []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST, model.TypSYST,
	model.TypVerlauf, model.TypTod, model.TypTumorkonferenz}

func TestEveryRowStandsOnExactlyOnePage(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		t.Run(string(typ), func(t *testing.T) {
			t.Parallel()
			r := newReport(typ)
			fillLists(r)
			checkPages(t, r, Pages(typ), func(id string) bool {
				for _, other := range allTypes {
					if other != typ && within(id, string(other)) {
						return true
					}
				}
				return false
			})
		})
	}
	t.Run("Stammdaten", func(t *testing.T) {
		t.Parallel()
		r := newReport(model.TypDiagnose)
		fillLists(r)
		checkPages(t, r, Stammdaten(), func(id string) bool { return !within(id, "Patient") })
	})
}

// fillLists gives every list one empty item, lists within items too.
func fillLists(r *model.Report) {
	for grew := true; grew; {
		grew = false
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			if b.Row.List() && b.Len() == 0 {
				b.Insert(0)
				grew = true
			}
			return true
		})
	}
}

func checkPages(t *testing.T, r *model.Report, pages []Page, elsewhere func(id string) bool) {
	f := New(dataset.Report, r, pages, testEnv())
	f.unlocked = true
	seen := map[string]string{}
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.List() {
			f.open[field.ItemID(b.ID, 0)] = true
		}
		return true
	})
	for i := range pages {
		for _, e := range f.list(&pages[i]) {
			if e.kind != leaf || e.beyond {
				continue
			}
			if before := seen[e.id]; before != "" {
				t.Errorf("%s stands on %q and on %q", e.id, before, pages[i].Title)
			}
			seen[e.id] = pages[i].Title
			if got := f.page(e.id); got != i {
				t.Errorf("%s: page got %d, want %d", e.id, got, i)
			}
		}
	}
	count := 0
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if !b.Row.Leaf() || elsewhere(b.ID) || ownID(b.ID) {
			return true
		}
		count++
		if seen[b.ID] == "" {
			t.Errorf("%s stands on no page", b.ID)
		}
		return true
	})
	if count == 0 || count != len(seen) {
		t.Errorf("fields: got %d on pages, want %d", len(seen), count)
	}
}

func ownID(id string) bool {
	for _, own := range dataset.Own {
		if within(id, own) {
			return true
		}
	}
	return false
}
