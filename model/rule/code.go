package rule

import (
	"strconv"
	"strings"
)

// codeSet is a set of ICD-10 or topography codes, made by codes: single codes
// with everything below them and ranges of equal depth.
type codeSet []codeRange

type codeRange struct{ from, to string }

// codes reads "C51–C58", "D07.0–D07.3", "D06": the dash is an en dash or a minus.
func codes(words ...string) codeSet {
	set := make(codeSet, len(words))
	for i, word := range words {
		from, to, isRange := strings.Cut(strings.ReplaceAll(word, "–", "-"), "-")
		if !isRange {
			to = from
		}
		set[i] = codeRange{from, to}
	}
	return set
}

// has reports whether a code lies in the set: the code itself or its prefix.
func (s codeSet) has(code string) bool {
	for _, r := range s {
		if len(code) < len(r.from) {
			continue
		}
		if p := code[:len(r.from)]; r.from <= p && p <= r.to {
			return true
		}
	}
	return false
}

// three is the three-character code an ICD-10 or topography code belongs to.
func three(code string) string {
	if len(code) < 3 {
		return code
	}
	return code[:3]
}

// morphSet is a set of ICD-O-3 histologies: the four digits before the slash.
type morphSet []struct{ from, to int }

// morphs reads "8720–8799", "9140".
func morphs(words ...string) morphSet {
	set := make(morphSet, len(words))
	for i, word := range words {
		from, to, isRange := strings.Cut(strings.ReplaceAll(word, "–", "-"), "-")
		if !isRange {
			to = from
		}
		set[i].from, _ = strconv.Atoi(from)
		set[i].to, _ = strconv.Atoi(to)
	}
	return set
}

// has reports whether a morphology code ("8500/3") has a histology of the set.
func (s morphSet) has(code string) bool {
	histology, _, ok := splitMorph(code)
	if !ok {
		return false
	}
	for _, r := range s {
		if r.from <= histology && histology <= r.to {
			return true
		}
	}
	return false
}

// splitMorph takes "8500/3" apart; ok is false for anything else.
func splitMorph(code string) (histology int, behaviour byte, ok bool) {
	if len(code) != 6 || code[4] != '/' {
		return 0, 0, false
	}
	histology, err := strconv.Atoi(code[:4])
	return histology, code[5], err == nil
}

// in reports whether a value is one of some.
func in[T ~string](value T, some ...T) bool {
	for _, s := range some {
		if value == s {
			return true
		}
	}
	return false
}

// starts reports whether a value begins with one of some characters.
func starts[T ~string](value T, some string) bool {
	return value != "" && strings.IndexByte(some, value[0]) >= 0
}
