package catalog

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// searchWords are what people type for a diagnosis, a histology or a site, in
// letters as they are written, and the code they mean; three characters mean any
// code below.
const searchWords = "testdata/suchworte.tsv"

func TestWordsOfLettersLeadToTheirCode(t *testing.T) {
	t.Parallel()
	const first, least = 4, 98 // hits that are seen at a glance; percent
	raw, err := os.ReadFile(searchWords)
	if err != nil {
		t.Fatal(err)
	}
	asked, right := 0, 0
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		l, ok := Get(cells[0])
		if !ok || len(cells) != 3 {
			t.Fatalf("line %q names no list, words and code", line)
		}
		asked++
		found := l.Search(cells[1], first)
		if slices.ContainsFunc(found, func(e Entry) bool { return e.Code == cells[2] || strings.HasPrefix(e.Code, cells[2]+".") }) {
			right++
			continue
		}
		t.Logf("%s: Search(%q) = %v, want %s", cells[0], cells[1], codesAndLabels(found), cells[2])
	}
	t.Logf("search words: %d of %d lead to their code among the first %d (%.1f %%)", right, asked, first, 100*float64(right)/float64(asked))
	if 100*right < least*asked {
		t.Errorf("%d of %d words lead to their code, want %d %%", right, asked, least)
	}
}

func codesAndLabels(found []Entry) (all []string) {
	for _, e := range found {
		all = append(all, e.Code+" "+e.Label)
	}
	return all
}

func TestInflectedWordsAreFound(t *testing.T) {
	t.Parallel()
	l := NewList(List{}, []Entry{{Code: "1", Label: "Karzinom, klarzellig"}, {Code: "2", Label: "Karzinom, papillär"}, {Code: "3", Label: "Adenom des Darms"}})
	for typed, want := range map[string]string{
		"klarzelliges Karzinom": "1", "papilläre Karzinome": "2", "papillaren Karzinoms": "2",
		"Karzinom der Niere": "1 2", "Adenom im Darm": "3", "Zaubertrank": "", "Zaubertrank der Hexe": "",
	} {
		var got []string
		for _, e := range l.Search(typed, 4) {
			got = append(got, e.Code)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Search(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestHistologiesOfBeforeAreFoundLast(t *testing.T) {
	t.Parallel()
	l, _ := Get("Morphologie")
	for typed, last := range map[string]string{"Thymom Typ A": "8581/1", "Phäochromozytom": "8700/0", "Glomus caroticum": "8692/1", "GIST": "8936/2"} {
		found := l.Search(typed, l.Len())
		i := slices.IndexFunc(found, func(e Entry) bool { return e.Code == last })
		if i < 0 || !found[i].Old || slices.ContainsFunc(found[i:], func(e Entry) bool { return !e.Old }) {
			t.Errorf("Search(%q) = %v, want %s behind what is chosen today", typed, codesAndLabels(found), last)
		}
	}
}
