package catalog

import (
	"slices"
	"strings"
	"unicode"
)

// Vocabulary are the words in which the lists of diagnoses, sites and histologies
// speak, so that a text about a tumour needs only the beginnings of its long words.
// It does not change once it is made.
type Vocabulary struct {
	words []word // in the order of their lower case
}

type word struct {
	lower, text string
	count       int // how many entries use it
}

// Spoken are the lists whose words texts about a tumour are made of.
var Spoken = []string{"Morphologie", "ICD10", "Topographie"}

// The shortest word worth completing, and how much of a word must be typed and
// must be left to type, in letters.
const (
	leastWord  = 6
	leastTyped = 3
	leastRest  = 2
)

// Words is the vocabulary of the lists on the shelf, nil until LearnWords has
// made it.
func (s *Shelf) Words() *Vocabulary { return s.words.Load() }

// LearnWords makes the vocabulary, unless it is there. It takes some time with
// imported lists and may run in another goroutine.
func (s *Shelf) LearnWords() {
	if s.words.Load() != nil {
		return
	}
	var lists []*List
	for _, name := range Spoken {
		if l, ok := s.Get(name); ok {
			lists = append(lists, l)
		}
	}
	s.words.Store(newVocabulary(lists))
}

func newVocabulary(lists []*List) *Vocabulary {
	at := map[string]int{}
	v := &Vocabulary{}
	for _, l := range lists {
		for i := range l.entries {
			for _, text := range append(SplitWords(l.entries[i].Label), SplitWords(l.entries[i].Words)...) {
				v.learn(at, text)
			}
		}
	}
	slices.SortFunc(v.words, func(a, b word) int { return strings.Compare(a.lower, b.lower) })
	return v
}

func (v *Vocabulary) learn(at map[string]int, text string) {
	lower := strings.ToLower(text)
	if len([]rune(lower)) < leastWord || len(lower) != len(text) { // else a beginning would not fit its word
		return
	}
	i, known := at[lower]
	if !known {
		i = len(v.words)
		at[lower] = i
		v.words = append(v.words, word{lower: lower, text: text})
	}
	v.words[i].count++
}

// SplitWords are the words of a text: letters and digits, with hyphens inside.
func SplitWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !InWord(r) })
}

// InWord reports that a character is part of a word.
func InWord(r rune) bool { return r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// Rest is what completes the beginning of a word to the word that most entries
// use, "" when there is none. Case does not matter.
func (v *Vocabulary) Rest(beginning string) string {
	lower := strings.ToLower(beginning)
	if v == nil || len([]rune(lower)) < leastTyped {
		return ""
	}
	from, _ := slices.BinarySearchFunc(v.words, lower, func(w word, s string) int { return strings.Compare(w.lower, s) })
	best := word{}
	for _, w := range v.words[from:] {
		if !strings.HasPrefix(w.lower, lower) {
			break
		}
		if w.count > best.count && len([]rune(w.lower[len(lower):])) >= leastRest {
			best = w
		}
	}
	if best.count == 0 {
		return ""
	}
	return best.text[len(lower):]
}
