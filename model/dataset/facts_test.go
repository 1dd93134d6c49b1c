package dataset_test

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// facts are what the schema says, as far as the field table says it too, and
// enough to judge a text by a simple type. They come from a table of this
// repository (factstable_test.go) or from the official schema (xsd_test.go).
type facts struct {
	document content           // of the root element
	named    map[string]bool   // the names of all types
	classes  map[string]string // the pattern of each string class (datatypeAtrimmed …)
}

// content is what an element or attribute may hold.
type content struct {
	typeName string // the schema's name of the type, "" when it has none
	simple   *simple
	attrs    []attribute
	elements []element
}

type attribute struct {
	name     string
	required bool
	content
}

type element struct {
	name   string
	min    int
	max    int // 0 = no limit
	choice int // number of the choice it is a branch of, 0 = none
	content
}

// simple is a simple type with the facets of all its bases.
type simple struct {
	name              string // the schema's name, "" when it has none
	base              string // the XML Schema type below: string, date, decimal …
	chars             string // the string class it is derived from: datatypeAtrimmed …
	codes             []string
	patterns          []string // all of them hold, without those of the string class
	minLen, maxLen    int
	least, most       string
	leastOut, mostOut bool
	fraction          string
}

// judge says whether the simple type takes a text. White space around numbers
// does not count.
func (s *facts) judge(f *simple, text string) bool {
	switch f.base {
	case "date":
		return judgeDate(f, text)
	case "gYear":
		return len(text) == 4 && isNumber(text, false) && inRange(f, text)
	case "decimal":
		text = strings.TrimSpace(text)
		return isNumber(text, true) && inRange(f, text) && fractionFits(f, text)
	case "integer", "nonNegativeInteger", "positiveInteger":
		text = strings.TrimSpace(text)
		return isNumber(text, false) && inRange(f, text)
	}
	return s.judgeString(f, text)
}

func (s *facts) judgeString(f *simple, text string) bool {
	n := utf8.RuneCountInString(text)
	if n < f.minLen || f.maxLen > 0 && n > f.maxLen {
		return false
	}
	if f.codes != nil && !slices.Contains(f.codes, text) {
		return false
	}
	patterns := f.patterns
	if f.chars != "" {
		patterns = append([]string{s.classes[f.chars]}, patterns...)
	}
	for _, p := range patterns {
		if !expression(p).MatchString(text) {
			return false
		}
	}
	return true
}

var expressions sync.Map

// expression is a pattern of the schema in Go's spelling.
func expression(pattern string) *regexp.Regexp {
	if e, ok := expressions.Load(pattern); ok {
		return e.(*regexp.Regexp)
	}
	e := regexp.MustCompile(`^(?:` + strings.ReplaceAll(pattern, `\d`, `\p{Nd}`) + `)$`)
	expressions.Store(pattern, e)
	return e
}

func judgeDate(f *simple, text string) bool {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return false
	}
	return text >= f.least && text <= f.most
}

func isNumber(text string, decimal bool) bool {
	digits := strings.TrimLeft(text, "+-")
	if decimal {
		digits = strings.Replace(digits, ".", "", 1)
	}
	return digits != "" && strings.Trim(digits, "0123456789") == "" && len(text)-len(digits) <= 2
}

func inRange(f *simple, text string) bool {
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return false
	}
	least, most := f.limits()
	if least != "" {
		limit, _ := new(big.Rat).SetString(least)
		if order := value.Cmp(limit); order < 0 || order == 0 && f.leastOut {
			return false
		}
	}
	if most != "" {
		limit, _ := new(big.Rat).SetString(most)
		if order := value.Cmp(limit); order > 0 || order == 0 && f.mostOut {
			return false
		}
	}
	return true
}

// limits are the limits of a number; some base types bring one.
func (f *simple) limits() (least, most string) {
	least = f.least
	switch {
	case least == "" && f.base == "nonNegativeInteger":
		least = "0"
	case least == "" && f.base == "positiveInteger":
		least = "1"
	}
	return least, f.most
}

func fractionFits(f *simple, text string) bool {
	_, fraction, _ := strings.Cut(text, ".")
	most, err := strconv.Atoi(f.fraction)
	return err != nil || len(strings.TrimRight(fraction, "0")) <= most
}
