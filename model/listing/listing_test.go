package listing

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// tree is a row of the tests.
type tree struct{ name, kind, metres string }

var trees = []tree{{"Ahorn", "Laub", "30"}, {"Birke", "Laub", "9"}, {"Fichte", "Nadel", "40"}, {"Ölbaum", "Laub", "9"}}

var treeColumns = []Column[tree]{
	{Name: "name", Head: "Name", Text: func(t *tree) string { return t.name }, Min: 8, Max: 20, Rank: 3},
	{Name: "art", Head: "Art", Text: func(t *tree) string { return t.kind + "baum" }, Short: func(t *tree) string { return t.kind }, Value: func(t *tree) string { return t.kind }, Min: 6, Max: 10, Rank: 2},
	{Name: "hoehe", Head: "Höhe", Text: func(t *tree) string { return t.metres }, Key: func(t *tree) string { return strings.Repeat("0", 3-len(t.metres)) + t.metres }, Min: 5, Max: 5, Rank: 1},
}

func treeAt(i int) *tree { return &trees[i] }

func TestAViewSearchesFiltersAndSorts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		view View
		want []int
	}{
		{View{}, []int{0, 1, 2, 3}},
		{View{Words: "laub"}, []int{0, 1, 3}},
		{View{Words: "olbaum"}, nil},
		{View{Words: "oelb 9"}, []int{3}},
		{View{Filters: []Filter{{"art", "Laub"}, {"hoehe", "9"}}}, []int{1, 3}},
		{View{Filters: []Filter{{"hoehe", "30"}, {"hoehe", "40"}}}, []int{0, 2}},
		{View{Filters: []Filter{{"weg", "x"}}}, []int{0, 1, 2, 3}},
		{View{Sort: "hoehe"}, []int{1, 3, 0, 2}},
		{View{Sort: "hoehe", Down: true}, []int{2, 0, 1, 3}},
		{View{Sort: "name", Down: true}, []int{3, 2, 1, 0}},
		{View{Sort: "weg"}, []int{0, 1, 2, 3}},
	} {
		if got, err := Sift(t.Context(), treeColumns, &c.view, len(trees), treeAt); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%+v: got %v, %v, want %v", c.view, got, err, c.want)
		}
	}
}

func TestValuesAreCountedAmongWhatTheOtherColumnsLeave(t *testing.T) {
	t.Parallel()
	view := View{Filters: []Filter{{"art", "Nadel"}, {"hoehe", "9"}}}
	got, err := CountValues(t.Context(), treeColumns, &view, "art", len(trees), treeAt)
	if want := []Count{{"Laub", 2}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if got, _ := CountValues(t.Context(), treeColumns, &View{}, "art", len(trees), treeAt); !slices.Equal(got, []Count{{"Laub", 3}, {"Nadel", 1}}) {
		t.Errorf("all: got %v", got)
	}
	if len(view.Filters) != 2 {
		t.Errorf("counting has changed the view: %v", view)
	}
}

func TestAReadingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, end := context.WithCancel(t.Context())
	end()
	if _, err := Sift(ctx, treeColumns, &View{}, len(trees), treeAt); !errors.Is(err, context.Canceled) {
		t.Errorf("Sift = %v, want it to end", err)
	}
	if _, err := CountValues(ctx, treeColumns, &View{}, "art", len(trees), treeAt); !errors.Is(err, context.Canceled) {
		t.Errorf("CountValues = %v, want it to end", err)
	}
}

func TestColumnsFitTheWindow(t *testing.T) {
	t.Parallel()
	for w, want := range map[int][]int{5: {0, 0, 5}, 10: {10, 0, 0}, 14: {8, 6, 0}, 19: {8, 6, 5}, 22: {11, 6, 5}, 31: {16, 10, 5}, 35: {20, 10, 5}, 99: {20, 10, 5}} {
		if got := Widths(treeColumns, w); !slices.Equal(got, want) {
			t.Errorf("%d cells: got %v, want %v", w, got, want)
		}
	}
	art, _ := Named(treeColumns, "art")
	if whole, short := art.In(&trees[0], 10), art.In(&trees[0], 6); whole != "Laubbaum" || short != "Laub" {
		t.Errorf("got %q and %q", whole, short)
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	t.Parallel()
	table := &Table{Heads: []string{"a;b", "c"}}
	for _, cell := range []string{"=1+1", "+49 6", "-3", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "Müller, \"Anna\"", "C50.4"} {
		table.Rows = append(table.Rows, []string{cell, "x"})
	}
	want := "\ufeff\"a;b\";c\r\n'=1+1;x\r\n'+49 6;x\r\n'-3;x\r\n'@SUM(A1);x\r\n'\t=1;x\r\n' =1;x\r\n\"'=1\";x\r\n'＝1;x\r\n\"Müller, \"\"Anna\"\"\";x\r\nC50.4;x\r\n"
	if got := string(table.File("liste.CSV ")); got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
	if got := string((&Table{Heads: []string{"Name", "n"}, Rows: [][]string{{"Ölbaum", "9"}}}).File("liste.txt")); got != "Name    n\nÖlbaum  9\n" {
		t.Errorf("text: got %q", got)
	}
}

// Who types names a column by its beginning, and a value by a part of it.
func TestColumnsAndValuesAreMeantByWhatIsTyped(t *testing.T) {
	t.Parallel()
	heads := []Head{{"name", "Name"}, {"geboren", "Geb."}, {"icd", "ICD"}, {"quittung", "Übertragen am"}}
	for typed, want := range map[string]string{"na": "name", "GEB": "geboren", "icd": "icd", "uebertr": "quittung", "übertr": "quittung", "": "", "x": ""} {
		if h, ok := HeadLike(heads, typed); h.Name != want || ok != (want != "") {
			t.Errorf("%q means %q, %v, want %q", typed, h.Name, ok, want)
		}
	}
	counts := []Count{{"OP", 3}, {"Verlauf Statusmeldung", 2}, {"Verlauf Statusänderung", 1}, {"Koop", 1}}
	for typed, want := range map[string][]string{"op": {"OP"}, "verlauf": {"Verlauf Statusmeldung", "Verlauf Statusänderung"}, "tod": nil} {
		if got := Like(counts, typed); !slices.Equal(got, want) {
			t.Errorf("%q is like %q, want %q", typed, got, want)
		}
	}
}
