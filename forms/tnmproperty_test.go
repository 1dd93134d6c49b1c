package forms

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// everyFormula hands all combinations of T, N and M with every prefix to try,
// each with other values of the rest.
func everyFormula(try func(tnmValues)) (n int) {
	ts, ns, ms := append(listedTNM("T"), ""), append(listedTNM("N"), ""), append(listedTNM("M"), "")
	prefixes := append(listedTNM("c_p_u_Praefix_T"), "")
	for i := 0; ; i++ {
		rest := i
		draw := func(from []string) string {
			v := from[rest%len(from)]
			rest /= len(from)
			return v
		}
		values := tnmValues{"T": draw(ts), "N": draw(ns), "M": draw(ms)}
		for _, letter := range []string{"T", "N", "M"} {
			values["c_p_u_Praefix_"+letter] = draw(prefixes)
		}
		if rest > 0 {
			return n
		}
		for k, id := range besideLetters {
			from := append(listedTNM(id), "")
			values[id] = from[(i/7+i/(k+2))%len(from)]
		}
		try(sayable(values))
		n++
	}
}

// besideLetters are the fields a formula speaks of beside its letters and prefixes.
var besideLetters = []string{"m_Symbol", "L", "V", "Pn", "S", "UICC_Stadium", "y_Symbol", "r_Symbol", "a_Symbol"}

// sayable are the values without what is empty, and without the prefix of nothing.
func sayable(values tnmValues) tnmValues {
	maps.DeleteFunc(values, func(id, v string) bool {
		letter, prefix := strings.CutPrefix(id, "c_p_u_Praefix_")
		return v == "" || prefix && values[letter] == ""
	})
	return values
}

// everyPair hands formulas to try in which every two values of two fields stand
// together at least once, "none" being a value too: where one formula of a few
// parts is read as itself beside any other part, all of them are.
func everyPair(try func(tnmValues)) (formulas, pairs int) {
	lists := map[string][]string{}
	for _, id := range tnmOrder {
		lists[id] = append(listedTNM(id), "")
	}
	seen := map[[4]string]bool{}
	notice := func(values tnmValues) {
		for i, a := range tnmOrder {
			for _, b := range tnmOrder[:i] {
				seen[[4]string{a, values[a], b, values[b]}] = true
			}
		}
	}
	dice := rand.New(rand.NewPCG(13, 7))
	formula := func(a, va, b, vb string) tnmValues {
		values := tnmValues{}
		for _, id := range tnmOrder {
			values[id] = lists[id][dice.IntN(len(lists[id]))]
		}
		values[a], values[b] = va, vb
		return sayable(values)
	}
	for i, a := range tnmOrder {
		for _, b := range tnmOrder[:i] {
			for _, va := range lists[a] {
				for _, vb := range lists[b] {
					prefixOfNothing := b == "c_p_u_Praefix_"+a && va == "" && vb != ""
					for !prefixOfNothing && !seen[[4]string{a, va, b, vb}] { // again where chance drew no letter for the prefix
						values := formula(a, va, b, vb)
						notice(values)
						try(values)
						formulas++
					}
				}
			}
		}
	}
	return formulas, len(seen)
}

// printedAndRead holds a formula to be read as what it was written from.
func printedAndRead(t *testing.T) func(tnmValues) {
	return func(values tnmValues) {
		text, written := writeTNM(values)
		if got := readTNM(text); !maps.Equal(written, values) || !maps.Equal(got.values, values) || len(got.rest) > 0 {
			t.Errorf("%v was written as %q and read as %v, rest %q", values, text, got.values, got.rest)
		}
	}
}

func TestPrintedFormulaIsReadAsItself(t *testing.T) {
	t.Parallel()
	n, pairs := everyPair(printedAndRead(t))
	if pairs < 10_000 {
		t.Errorf("looked at %d pairs of values", pairs)
	}
	t.Logf("TNM print and read: the identity for %d formulas with every pair of %d", n, pairs)
	if wholeFormulas {
		t.Logf("TNM print and read: the identity for all %d combinations of T, N, M and their prefixes", everyFormula(printedAndRead(t)))
	}
}

// TestMutatedSpellingGivesNoValueTheLetterDoesNotHold changes right spellings at
// random and looks up each value that is still read in the letters that are there.
func TestMutatedSpellingGivesNoValueTheLetterDoesNotHold(t *testing.T) {
	t.Parallel()
	var spellings []string
	for line := range strings.Lines(tnmSpellings) {
		if line[0] != '#' {
			text, _ := spellingOf(t, strings.TrimRight(line, "\n"))
			spellings = append(spellings, text)
		}
	}
	dice, read, invented := rand.New(rand.NewPCG(13, 2)), 0, 0
	for range mutants {
		text := mutated(dice, spellings)
		for id, v := range readTNM(text).values {
			read++
			if !holds(text, id, v) {
				invented++
				t.Errorf("%q was read as %s %s", text, id, v)
			}
		}
	}
	t.Logf("TNM mutants: %d values read of %d mutated spellings, %d the letter does not hold", read, mutants, invented)
}

// mutated is a spelling with a few letters dropped, doubled, exchanged, or taken
// from another spelling.
func mutated(dice *rand.Rand, spellings []string) string {
	text := []rune(spellings[dice.IntN(len(spellings))])
	for range 1 + dice.IntN(3) {
		if len(text) == 0 {
			break
		}
		i, other := dice.IntN(len(text)), []rune(spellings[dice.IntN(len(spellings))])
		switch dice.IntN(6) {
		case 0:
			text = slices.Delete(text, i, i+1)
		case 1:
			text = slices.Insert(text, i, text[i])
		case 2:
			j := dice.IntN(len(text))
			text[i], text[j] = text[j], text[i]
		case 3:
			text[i] = other[dice.IntN(len(other))]
		case 4:
			text = slices.Insert(text, i, []rune(" ,;/-()cpmiaxIV0123")[dice.IntN(19)])
		case 5:
			text = append(append(text[:i:i], ' '), other...)
		}
	}
	return string(text)
}

// holds reports that a text has the letters of a value: another way to see it than
// the reader's, with nothing but what is written. A category is its letter and its
// code without a figure behind; a prefix stands before such a letter.
func holds(text, id, value string) bool {
	plain := plainly(text).text
	squeezed := strings.ToLower(strings.NewReplacer(" ", "", ":", "", "=", "", ",", "", ";", "", "(", "", ")", "", "[", "", "]", "", ".", "", "-", "").Replace(plain))
	value = strings.ToLower(strings.NewReplacer(" ", "", ",", "", "(", "", ")", "", "-", "").Replace(value))
	for span, code := range gradeSpans {
		if id == "Grading" && code == strings.ToUpper(value) {
			from, to, _ := strings.Cut(span, "-")
			words := map[string]string{"L": "lowgrade", "M": "intermediategrade", "H": "highgrade"}
			return strings.Contains(squeezed, from) && strings.Contains(squeezed, to) || strings.Contains(squeezed, words[code])
		}
	}
	switch id {
	case "T", "M":
		return strings.Contains(squeezed, strings.ToLower(id)+value)
	case "N": // its signs may stand among counts
		base := strings.TrimRight(strings.SplitN(value, "i", 2)[0], "snfmol+")
		return strings.Contains(squeezed, "n"+base)
	case "UICC_Stadium":
		arabic := strings.NewReplacer("iv", "4", "iii", "3", "ii", "2", "i", "1").Replace(value)
		return strings.Contains(squeezed, value) || strings.Contains(squeezed, "stadium"+arabic) || strings.Contains(squeezed, arabic)
	case "L", "V", "Pn", "S":
		return strings.Contains(squeezed, value)
	case "Grading":
		roman := map[string]string{"1": "i", "2": "ii", "3": "iii", "4": "iv"}[value]
		return strings.Contains(squeezed, "g"+value) || strings.Contains(squeezed, "grad"+value) || strings.Contains(squeezed, "grading"+value) ||
			roman != "" && (strings.Contains(squeezed, "g"+roman) || strings.Contains(squeezed, "grad"+roman) || strings.Contains(squeezed, "grading"+roman))
	case "Version":
		return strings.Contains(squeezed, value) || strings.Contains(squeezed, map[string]string{"7": "2010", "8": "2017"}[value])
	default:
		return strings.Contains(squeezed, value)
	}
}

func TestWhatIsUnreadStaysUnreadInTheLine(t *testing.T) {
	t.Parallel()
	var spellings []string
	for line := range strings.Lines(tnmSpellings) {
		if line[0] != '#' {
			text, _ := spellingOf(t, strings.TrimRight(line, "\n"))
			spellings = append(spellings, text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := mutated(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "dice"), 1)), spellings)
		l := &tnmLine{}
		l.visit(tnmValues{}, nil)
		values, _, rest := l.meant(text)
		line, written := writeTNM(values)
		again, _, still := l.meant(withUnread(line, rest))
		if !maps.Equal(again, written) || rest != "" && still == "" {
			t.Fatalf("%q was read as %v, rest %q; the line %q is read as %v, rest %q", text, values, rest, withUnread(line, rest), again, still)
		}
	})
}
