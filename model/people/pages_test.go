package people

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

var asked = []string{"mue", "müller 3", "schmitt", "12", "wider", "anna", "beschädigt"}

// same says what two indexes answer differently, "" for nothing.
func same(a, b *Index) string {
	if a.Len() != b.Len() || a.Damaged != b.Damaged {
		return fmt.Sprintf("%d people and %d damaged, want %d and %d", a.Len(), a.Damaged, b.Len(), b.Damaged)
	}
	for i := range a.Len() {
		if a.Row(i) != b.Row(i) {
			return fmt.Sprintf("row %d = %+v, want %+v", i, a.Row(i), b.Row(i))
		}
	}
	for _, query := range asked {
		if got, want := a.Find(query), b.Find(query); !slices.Equal(got, want) {
			return fmt.Sprintf("%s: %v, want %v", query, got, want)
		}
	}
	return ""
}

func someRow(dice *rand.Rand, id int) Row {
	name := []string{"Müller", "Mueller", "Möller", "Schmidt", "Muller-Wolf"}[dice.IntN(5)]
	return Row{ID: fmt.Sprint("c", id), Name: fmt.Sprintf("%s, Anna %d", name, id), Born: fmt.Sprintf("%02d.05.19%02d", 1+dice.IntN(28), dice.IntN(100)),
		Number: fmt.Sprint("P-", id), Insured: fmt.Sprint("A", id), Sex: "W", Diagnosis: "C50.4", Typ: "OP", Date: model.Datum(fmt.Sprintf("2025-01-%02d", 1+dice.IntN(28))),
		Drafts: dice.Int32N(3), Accepted: dice.Int32N(300), Objects: dice.IntN(9) == 0, Damaged: dice.IntN(50) == 0, Updated: dice.Int64N(1<<44) - 1<<43}
}

// Whatever comes, goes and changes: the index that is made of the one before is the
// one that is made of all people, and so is the one that was kept and read again.
func TestAnIndexThatChangesIsTheOneMadeAnew(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	all := map[string]Row{}
	ix, most := NewIndex(nil), 0
	for round := range 30 {
		var changes model.Changes
		var moved []Row
		for range dice.IntN(400) + 6000/(1+9*round) {
			r := someRow(dice, dice.IntN(9000))
			if _, twice := all[r.ID]; twice {
				moved = slices.DeleteFunc(moved, func(o Row) bool { return o.ID == r.ID })
			}
			moved, all[r.ID] = append(moved, r), r
		}
		for id := range all {
			if dice.IntN(20) == 0 {
				changes.Removed = append(changes.Removed, id)
				delete(all, id)
			}
		}
		ix = ix.With(moved, changes.Removed)
		most = max(most, ix.Len())
		for i := range ix.Len() { // what is changed in place
			if r := ix.Row(i); dice.IntN(30) == 0 {
				r.Accepted++
				ix.put(r, map[string]int{r.ID: i + 1})
				all[r.ID] = r
			}
		}
		var rows []Row
		for i := range ix.Len() {
			rows = append(rows, all[ix.Row(i).ID]) // people of one name stay in the order they have
		}
		want := NewIndex(rows)
		if found := same(ix, want); found != "" || len(rows) != len(all) {
			t.Fatalf("round %d, %d people: %s", round, len(all), found)
		}
		var r Reader
		for n := range ix.Pages() {
			if !r.Page(ix.Page(n)) {
				t.Fatalf("round %d: page %d is not read", round, n)
			}
		}
		again, ok := r.Index()
		if !ok {
			t.Fatalf("round %d: the pages make no index", round)
		}
		if found := same(again, want); found != "" {
			t.Fatalf("round %d, read again: %s", round, found)
		}
	}
	if most < pageRows {
		t.Errorf("at most %d people: the test made no second page", most)
	}
}

// Pages that are cut, mixed up or of another form make no index, and no panic.
func TestTornPagesMakeNoIndex(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(3, 4))
	rows := make([]Row, pageRows+10)
	for i := range rows {
		rows[i] = someRow(dice, i)
	}
	ix := NewIndex(rows)
	read := func(change func(n int, page []byte) []byte) bool {
		var r Reader
		for n := range ix.Pages() {
			if page := change(n, ix.Page(n)); page != nil && !r.Page(page) {
				return false
			}
		}
		_, ok := r.Index()
		return ok
	}
	if !read(func(_ int, page []byte) []byte { return page }) {
		t.Fatal("whole pages make no index")
	}
	for what, change := range map[string]func(int, []byte) []byte{
		"another form": func(n int, page []byte) []byte { page[0] += byte(1 - min(n, 1)); return page },
		"one missing": func(n int, page []byte) []byte {
			if n == 2 {
				return nil
			}
			return page
		},
		"one cut": func(n int, page []byte) []byte {
			if n == 1 {
				return page[:len(page)/2]
			}
			return page
		},
		"no lines": func(n int, page []byte) []byte {
			if n == 1 {
				return page[:len(page)-len(page)/3]
			}
			return page
		},
		"sounds missing": func(n int, page []byte) []byte {
			if n == ix.Pages()-1 {
				return nil
			}
			return page
		},
	} {
		if read(change) {
			t.Errorf("%s: read as an index", what)
		}
	}
}
