package catalog

import (
	"slices"
	"strings"
)

// relaxed are the queries to try, one after the other, where the typed one finds
// too little: the same words without endings and without little ones
// ("klarzelliges Karzinom der Niere" looks for "klarzellig karzinom niere");
// compound words cut in two ("Kardiakarzinom": "kardia krebs", as the diagnoses
// are called, or "kardia karzinom"); without the second parts ("kardia"); and at last without one of the words, the shortest
// first.
func relaxed(typed string) []string {
	var stems, parts, fronts []string
	words := strings.Fields(Fold(typed))
	for _, word := range words {
		if slices.Contains(littleWords, word) {
			continue
		}
		stems = append(stems, stem(word))
		front, head := cutCompound(word)
		if front != "" {
			parts, fronts = append(parts, front), append(fronts, front)
		}
		if head != "" && (head != "tumor" || len(words) > 1) { // of a lone "Herztumor" the site says all, malignant or not
			parts = append(parts, head)
		}
	}
	split := strings.Join(parts, " ")
	queries := []string{strings.Join(stems, " "), strings.ReplaceAll(split, "karzinom", "krebs"), split, strings.Join(fronts, " ")}
	if len(parts) <= mostWords {
		queries = append(queries, withoutOne(parts)...)
	}
	return distinct(Fold(typed), queries)
}

// distinct are the queries that ask for something new, each once.
func distinct(asked string, queries []string) []string {
	var all []string
	for _, q := range queries {
		if q != "" && q != asked && !slices.Contains(all, q) {
			all = append(all, q)
		}
	}
	return all
}

// mostWords is how many words somebody types to find a code. Of a pasted letter
// there are as many queries without one of its words as it has words.
const mostWords = 12

// withoutOne are the words without one of them, the shortest first.
func withoutOne(words []string) []string {
	if len(words) < 2 {
		return nil
	}
	var queries []string
	for _, out := range slices.SortedStableFunc(slices.Values(words), func(a, b string) int { return len(a) - len(b) }) {
		i := slices.Index(words, out)
		queries = append(queries, strings.Join(slices.Delete(slices.Clone(words), i, i+1), " "))
	}
	return queries
}

// heads are the second parts of the compound words that name tumours and sites.
var heads = strings.Fields("adenokarzinom plattenepithelkarzinom urothelkarzinom karzinom krebs tumor lymphom sarkom melanom adenom schwannom karzinoid mesotheliom leukaemie myelom papillom kopf schwanz lappen syndrom")

// cutCompound cuts a word into its first part, without the letters that join
// them, and its second part, of which either may be all there is.
func cutCompound(word string) (front, head string) {
	for _, head := range heads {
		rest, ok := strings.CutSuffix(word, head)
		switch {
		case ok && rest == "":
			return "", head
		case ok && len(rest) >= leastFront:
			return stem(rest), head
		}
	}
	return stem(word), ""
}

// leastFront is how long the first part of a compound word is, in letters:
// "Haut".
const leastFront = 4

// littleWords say how the others belong together, and nothing about a tumour.
var littleWords = strings.Fields("der die das des dem den ein eine im in am an aus und oder mit von vom nach bei zum zur")

// endings of adjectives and nouns, the longer ones first.
var endings = []string{"es", "er", "en", "em", "e", "s", "n"}

// leastStem is what must be left of a word without its ending, in letters: less
// would be found anywhere.
const leastStem = 5

// stem is a folded word without its ending.
func stem(word string) string {
	for _, ending := range endings {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= leastStem {
			return rest
		}
	}
	return word
}
