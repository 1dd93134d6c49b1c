package catalog

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// madeUp is a list of n entries that are like those of a large classification.
func madeUp(n int) []Entry {
	rnd := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("kar zi nom ader lym pho sar me la nöm brust drü se le ber nie re kno chen haut äu ßer in ner ober unter schlüs sel")
	entries := make([]Entry, n)
	for i := range entries {
		entries[i] = Entry{Code: fmt.Sprintf("%c%02d.%02d", 'A'+i/10000, i/100%100, i%100),
			Label: phrase(rnd, syllables, 3+rnd.IntN(4)), Words: phrase(rnd, syllables, rnd.IntN(3)), Heading: i%50 == 0}
	}
	return entries
}

func phrase(rnd *rand.Rand, syllables []string, words int) string {
	var all []string
	for range words {
		word := ""
		for range 2 + rnd.IntN(3) {
			word += syllables[rnd.IntN(len(syllables))]
		}
		all = append(all, word)
	}
	return strings.Join(all, " ")
}

// plainRank says the same as the index, entry by entry and without any index.
func plainRank(e Entry, typed string) rank {
	code, q := Compact(e.Code), Compact(typed)
	switch {
	case code == q:
		return exactCode
	case strings.HasPrefix(code, q):
		return codePrefix
	}
	parts := []string{code, Fold(e.Label), Fold(e.Words)}
	bare := bareWords(e.Label) + " " + bareWords(e.Words)
	if first, _, _ := strings.Cut(e.Label, " "); !isASCII(first) {
		parts = append(parts, strings.TrimSpace(bare))
	}
	all := " " + strings.Join(parts, " | ") + " " + bare
	best := wordStart
	for _, token := range strings.Fields(Fold(typed)) {
		switch {
		case !strings.Contains(all, token):
			return noHit
		case !strings.Contains(all, " "+token):
			best = inside
		}
	}
	if best == wordStart && slices.ContainsFunc(parts[1:], func(s string) bool { return strings.HasPrefix(s, Fold(typed)) }) {
		return labelStart
	}
	return best
}

func bareWords(s string) string {
	var all []string
	for _, word := range strings.Fields(s) {
		if !isASCII(word) {
			all = append(all, fold(word, false))
		}
	}
	return strings.Join(all, " ")
}

func TestSearchFindsWhatReadingEveryEntryFinds(t *testing.T) {
	t.Parallel()
	const n = 20
	entries := madeUp(3000)
	l := NewList(List{Name: "made up"}, entries)
	for _, q := range []string{"k", "karzi", "brust leber", "schluessel", "schlussel", "A0", "a12,5", "A01.07", "ober unter haut", "ß", "zzz", "nöm", "0", "drüse se"} {
		var want []Entry
		for r := exactCode; r < ranks; r++ {
			for _, e := range entries {
				if !e.Heading && plainRank(e, q) == r && len(want) < n {
					want = append(want, e)
				}
			}
		}
		if got := l.Search(q, n); !slices.Equal(got, want) {
			t.Errorf("Search(%q) = %v\nwant %v", q, got, want)
		}
	}
}

func TestSearchWithoutWordsGivesTheHeadOfTheList(t *testing.T) {
	t.Parallel()
	l := NewList(List{}, []Entry{{Code: "A", Heading: true}, {Code: "B"}, {Code: "C"}})
	for _, n := range []int{-1, 0, 1, 5} {
		want := []Entry{{Code: "B"}, {Code: "C"}}[:min(2, max(0, n))]
		if got := l.Search(" ", n); !slices.Equal(got, want) {
			t.Errorf("Search(blank, %d) = %v, want %v", n, got, want)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	l := NewList(List{}, madeUp(35000))
	l.Search("x", 1)
	for _, q := range []string{"k", "ka", "karz", "brust leber", "schluessel haut", "a1234", "C", "zzz"} {
		b.Run(strings.ReplaceAll(q, " ", "+"), func(b *testing.B) {
			for b.Loop() {
				l.Search(q, 6)
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	entries := madeUp(35000)
	for b.Loop() {
		NewList(List{}, entries).index()
	}
}
